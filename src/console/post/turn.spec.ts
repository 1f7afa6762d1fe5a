import { describe, expect, it } from '@jest/globals';
import { encodeBase64, encodeUtf8 } from '../../protocol/index.js';
import { newDraft } from './draft.js';
import { hindranceAfter, isDue } from './hindrance.js';
import type { SignedEvent } from './posting-store.js';
import { isBehind, type Sent, sendInTurn } from './turn.js';

const NOW = new Date('2026-05-04T12:00:00.000Z');

/** Signed one second after the other; what they say is enough to tell what they are about. */
function signed(...events: readonly object[]): SignedEvent[] {
  return events.map((event, at) => ({
    hash: `${at}`.padStart(64, '0'),
    party: 'P-MINE',
    draft: newDraft('SEAL', NOW),
    envelope: JSON.stringify({
      payload: encodeBase64(encodeUtf8(JSON.stringify(event))),
      payloadType: 'application/vnd.custody.event+json',
      signatures: [{ keyid: 'A'.repeat(43), sig: encodeBase64(new Uint8Array(64)) }],
    }),
    signedAt: new Date(NOW.getTime() + at * 1000).toISOString(),
    outcome: { kind: 'waiting' },
  }));
}

/** Sends them, and tells which were tried, in this order. */
async function tried(
  waiting: readonly SignedEvent[],
  answerTo: (at: number) => Sent,
): Promise<number[]> {
  const order: number[] = [];
  await sendInTurn(waiting, {
    isDue: () => true,
    send: async ({ hash }) => {
      order.push(Number(hash));
      return answerTo(Number(hash));
    },
  });
  return order;
}

function circumstances(before?: ReturnType<typeof hindranceAfter>) {
  return { before, now: NOW, chance: 1 };
}

const goods = (itemId: string) => [{ itemId }];

describe('what waits to be sent', () => {
  it('is sent in the order it was signed', async () => {
    const waiting = signed({ ucr: '6RW-A' }, { ucr: '6RW-A' }, { ucr: '6RW-B' });

    expect(await tried(waiting, () => 'answered')).toEqual([0, 1, 2]);
  });

  it('is held up by what cannot be sent of the same consignment, and by nothing else', async () => {
    const waiting = signed(
      { ucr: '6RW-A', items: goods('LOT-1') },
      { ucr: '6RW-B' },
      { ucr: '6RW-A' },
      { items: goods('LOT-1'), handover: 'H-1' },
      { handover: 'H-1', reason: 'torn' },
      { inputs: goods('LOT-2'), outputs: goods('LOT-3') },
    );

    expect(await tried(waiting, (at) => (at === 0 ? 'hindered' : 'answered'))).toEqual([0, 1, 5]);
  });

  it('waits behind the event that it corrects', async () => {
    const [first, ...rest] = signed(
      { ucr: '6RW-A' },
      { refs: ['0'.repeat(64)], replacement: { ucr: '6RW-C' } },
      { ucr: '6RW-C' },
    );
    const waiting = [first, ...rest].filter((each) => each !== undefined);

    expect(await tried(waiting, (at) => (at === 0 ? 'hindered' : 'answered'))).toEqual([0]);
  });

  it('is not all tried when nothing can be reached', async () => {
    const waiting = signed({ ucr: '6RW-A' }, { ucr: '6RW-B' }, { ucr: '6RW-C' });

    expect(await tried(waiting, () => 'unreachable')).toEqual([0, 1]);
  });

  it('that is not due yet lets others pass', async () => {
    const waiting = signed({ ucr: '6RW-A' }, { ucr: '6RW-B' });
    const sent: string[] = [];
    const count = await sendInTurn(waiting, {
      isDue: ({ hash }) => !hash.endsWith('0'),
      send: async ({ hash }) => {
        sent.push(hash);
        return 'answered';
      },
    });

    expect([count, sent]).toEqual([1, [waiting[1]?.hash]]);
  });

  it('is known to stand behind an older one of the same goods', () => {
    const [first, second, third] = signed({ ucr: '6RW-A' }, { ucr: '6RW-A' }, { ucr: '6RW-B' });
    const all = [first, second, third].filter((each) => each !== undefined);

    expect(all.map((each) => isBehind(each, all))).toEqual([false, true, false]);
  });
});

describe('what could not be sent', () => {
  it('is tried again after twice the time, up to a quarter of an hour', () => {
    let hindrance = hindranceAfter({ cause: 'fault', status: 503 }, circumstances());
    const waits = Array.from({ length: 9 }, () => {
      const wait = Date.parse(hindrance.nextAt) - NOW.getTime();
      hindrance = hindranceAfter({ cause: 'unreachable' }, circumstances(hindrance));
      return wait / 1000;
    });

    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(hindrance).toMatchObject({ cause: 'unreachable', tries: 10 });
  });

  it('is due at its time and not before', () => {
    const hindrance = hindranceAfter({ cause: 'fault' }, circumstances());

    expect(isDue(undefined, NOW)).toBe(true);
    expect(isDue(hindrance, new Date(NOW.getTime() + 9_999))).toBe(false);
    expect(isDue(hindrance, new Date(NOW.getTime() + 10_000))).toBe(true);
  });
});
