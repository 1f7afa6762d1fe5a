import { describe, expect, it } from '@jest/globals';
import type { FeedItem, FeedPage } from '../../client/answers.js';
import { encodeBase64, encodeUtf8 } from '../../protocol/index.js';
import { consignmentsIn, usesOf, usesSince } from './key-uses.js';

function told(index: number, keyids: readonly string[], ucr?: string): FeedItem {
  const payload = encodeBase64(encodeUtf8(JSON.stringify({ type: 'SEAL', ucr })));
  return {
    index,
    kind: 'event',
    recordedAt: `2026-11-${10 + index}T12:00:00.000Z`,
    statementHash: String(index),
    envelope: {
      payload,
      payloadType: 'event',
      signatures: keyids.map((keyid) => ({ keyid, sig: '' })),
    },
  };
}

/** Answers with one page after the other. */
function feedOf(...pages: readonly (readonly FeedItem[])[]) {
  const asked: (number | undefined)[] = [];
  const feed = async ({ after }: { readonly after?: number }): Promise<FeedPage> => {
    asked.push(after);
    const at = asked.length - 1;
    const next = at + 1 < pages.length ? String(at) : null;
    return { items: pages[at] ?? [], next, scannedTo: at };
  };
  return { asked, feed };
}

describe('what a key has signed', () => {
  it('is found on every page, also where it signed beside another', async () => {
    const source = feedOf(
      [told(1, ['k'], 'A'), told(2, ['other'], 'B')],
      [told(3, ['other', 'k'], 'A'), told(4, ['k'])],
    );
    const uses = await usesOf(source, 'k');

    expect(source.asked).toEqual([undefined, 0]);
    expect(uses.isComplete).toBe(true);
    expect(uses.signed.map(({ ucr }) => ucr)).toEqual(['A', 'A', undefined]);
    expect(consignmentsIn(uses.signed)).toEqual(['A']);
  });

  it('is in doubt from the moment the key was in other hands', async () => {
    const uses = await usesOf(feedOf([told(1, ['k']), told(2, ['k']), told(3, ['k'])]), 'k');

    expect(usesSince(uses, '2026-11-12T12:00:00.000Z')).toHaveLength(2);
    expect(usesSince(uses, '2026-11-12T12:00:00.001Z')).toHaveLength(1);
  });

  it('is told as far as it was looked through', async () => {
    const endless = { feed: async () => ({ items: [told(1, ['k'])], next: '1', scannedTo: 1 }) };

    expect(await usesOf(endless, 'k')).toMatchObject({ isComplete: false });
  });
});
