import { describe, expect, it } from '@jest/globals';
import {
  EMPTY_ROOT,
  entryBytes,
  formatTime,
  hashLeaf,
  rootOf,
  toHex,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import { TreeWindow } from '../tree/tree-window.js';
import { type Head, type Linkable, linkBatch } from './link-batch.js';

const EMPTY: Head = {
  size: 0,
  root: EMPTY_ROOT,
  recordedAt: 0,
  lastLeaf: new Uint8Array(32),
  frontier: [],
  registryIndex: -1,
};

function statement(text: string, changesSigners = false): Linkable {
  const stored = Buffer.from(text);
  return { kind: 'event', stored, hash: nativeSha256(stored), changesSigners };
}

describe('linkBatch', () => {
  it('writes the entries the core would write, each linked to the one before', () => {
    const window = new TreeWindow(0, []);
    const first = linkBatch(EMPTY, [statement('a'), statement('b')], 1_795_000_000_123, window);
    const second = linkBatch(first.head, [statement('c')], 1_795_000_000_456, window);

    let previous: Uint8Array = new Uint8Array(32);
    for (const [at, entry] of [...first.entries, ...second.entries].entries()) {
      const recordedAt = formatTime(at < 2 ? 1_795_000_000_123 : 1_795_000_000_456);
      const statementHash = entry.statement.hash;
      const leaf = hashLeaf(entryBytes({ index: at, previous, statementHash, recordedAt }));
      expect(entry).toMatchObject({
        index: at,
        leafHex: toHex(leaf),
        previousHex: toHex(previous),
        hashHex: toHex(statementHash),
        recordedAtText: recordedAt,
      });
      previous = leaf;
    }
    const leaves = [...first.entries, ...second.entries].map(({ leafHash }) => leafHash);
    expect(toHex(second.head.root)).toBe(toHex(rootOf(leaves)));
    expect(second.head.size).toBe(3);
  });

  it('never lets time go back', () => {
    const head = { ...EMPTY, recordedAt: 5000 };

    const { recordedAt } = linkBatch(head, [statement('a')], 4000, new TreeWindow(0, []));

    expect(recordedAt).toBe(5000);
  });

  it('notes the newest entry that changes who may sign', () => {
    const batch = [statement('a'), statement('b', true), statement('c')];

    const { head } = linkBatch(EMPTY, batch, 1, new TreeWindow(0, []));

    expect(head.registryIndex).toBe(1);
  });
});
