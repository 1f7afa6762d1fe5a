import { describe, expect, it } from '@jest/globals';
import type { LogSource } from '../../client/log-source.js';
import { encodeBase64, encodeUtf8, hashLeaf, rootOf } from '../../protocol/index.js';
import { continuityOf } from './seen-checkpoint.js';

const leaves = (count: number, word = 'entry'): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => hashLeaf(encodeUtf8(`${word} ${at}`)));

/** A log of less than one tile: level 0 holds every leaf. */
function sourceOf(hashes: readonly Uint8Array[]): LogSource {
  return {
    checkpoint: async () => '',
    tile: async (path) => {
      if (!path.startsWith('tile/0/')) throw new Error(`no such tile: ${path}`);
      return Uint8Array.from(hashes.flatMap((hash) => [...hash]));
    },
  };
}

const seen = (hashes: readonly Uint8Array[]) => ({
  origin: 'custody.local/1',
  size: hashes.length,
  root: encodeBase64(rootOf(hashes)),
  note: 'note',
  at: '2026-11-22T12:00:00.000Z',
});
const checkpoint = (hashes: readonly Uint8Array[]) => ({
  origin: 'custody.local/1',
  size: hashes.length,
  root: rootOf(hashes),
});

describe('a log that is seen again', () => {
  it('has grown when its tiles lead from the old root to the new one', async () => {
    const now = leaves(21);

    expect(await continuityOf(seen(leaves(13)), checkpoint(now), sourceOf(now))).toBe('grown');
  });

  it('tells two histories when an old entry was changed', async () => {
    const now = [...leaves(12), ...leaves(9, 'other')];

    expect(await continuityOf(seen(leaves(13)), checkpoint(now), sourceOf(now))).toBe('forked');
  });

  it('is the same, another of the same size, shorter, or new', async () => {
    const now = leaves(13);
    const source = sourceOf(now);

    expect(await continuityOf(seen(now), checkpoint(now), source)).toBe('same');
    expect(await continuityOf(seen(leaves(13, 'x')), checkpoint(now), source)).toBe('forked');
    expect(await continuityOf(seen(leaves(14)), checkpoint(now), source)).toBe('shorter');
    expect(await continuityOf(undefined, checkpoint(now), source)).toBe('first');
  });
});
