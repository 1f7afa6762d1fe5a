import { describe, expect, it } from '@jest/globals';
import type { LogSource } from '../../client/log-source.js';
import {
  encodeEntryBundle,
  entryBytes,
  hashLeaf,
  parseEntry,
  parseTilePath,
  TILE_WIDTH,
} from '../../protocol/index.js';
import { findByHash, wantedOf } from './find-entry.js';

const SIZE = 5000;

/** Entries that differ, of a log of this size. */
function entriesOf(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, index) => {
    const statementHash = new Uint8Array(32);
    new DataView(statementHash.buffer).setUint32(0, index + 1);
    const previous = new Uint8Array(32);
    return entryBytes({ index, previous, statementHash, recordedAt: '2026-11-22T12:00:00.000Z' });
  });
}

function sourceOf(entries: readonly Uint8Array[]): LogSource {
  return {
    checkpoint: async () => '',
    tile: async (path) => {
      const n = parseTilePath(path)?.n ?? 0;
      return encodeEntryBundle(entries.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH));
    },
  };
}

describe('what is typed', () => {
  it.each([
    [' 48213 ', { kind: 'index', index: 48_213 }],
    ['0', { kind: 'index', index: 0 }],
    ['AB'.repeat(32), { kind: 'hash', hash: 'ab'.repeat(32) }],
    ['ab'.repeat(31), { kind: 'malformed' }],
    ['-1', { kind: 'malformed' }],
    ['1'.repeat(64), { kind: 'hash', hash: '1'.repeat(64) }],
    ['', { kind: 'malformed' }],
  ])('%p is told from the others', (typed, wanted) => {
    expect(wantedOf(typed)).toEqual(wanted);
  });
});

describe('a hash that is looked for', () => {
  const entries = entriesOf(SIZE);
  const log = sourceOf(entries);
  const entryOf = (index: number): Uint8Array => entries[index]!;
  const nowhere = new Uint8Array(32).fill(9);

  it.each([SIZE - 1, SIZE - 137, 1024])('is found as that of entry %i', async (index) => {
    const hash = hashLeaf(entryOf(index));

    expect(await findByHash(log, hash, SIZE, SIZE)).toEqual({ index, by: 'entry' });
  });

  it('is found as that of a statement', async () => {
    const { statementHash } = parseEntry(entryOf(4000));

    expect(await findByHash(log, statementHash, SIZE, SIZE)).toEqual({
      index: 4000,
      by: 'statement',
    });
  });

  it('is looked for further back when the newest entries do not have it', async () => {
    const hash = hashLeaf(entryOf(3));
    const newest = await findByHash(log, hash, SIZE, SIZE);

    expect(newest).toEqual({ index: undefined, from: 1024 });
    expect(await findByHash(log, hash, 1024, SIZE)).toEqual({ index: 3, by: 'entry' });
  });

  it('is nowhere when all were looked through, also in an empty log', async () => {
    expect(await findByHash(log, nowhere, 1024, SIZE)).toEqual({ index: undefined, from: 0 });
    expect(await findByHash(log, nowhere, 0, 0)).toEqual({ index: undefined, from: 0 });
  });
});
