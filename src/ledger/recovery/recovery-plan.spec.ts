import { describe, expect, it } from '@jest/globals';
import { assert, integer, nat, property, record, uniqueArray } from 'fast-check';
import {
  appendToFrontier,
  type Entry,
  entryBytes,
  formatTime,
  type Frontier,
  hashLeaf,
  rootOf,
  toHex,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { SignedHead } from '../signing/signer-state.js';
import type { FoundLog } from './known-entries.js';
import {
  planRecovery,
  type ProvenLeaf,
  type RecoveryMaterial,
  RecoveryRefused,
} from './recovery-plan.js';

/** A log of `size` entries; another `salt` is another history from entry `since` on. */
function logOf(size: number, salt = '', since = 0): { entries: Entry[]; leaves: Uint8Array[] } {
  const entries: Entry[] = [];
  const leaves: Uint8Array[] = [];
  for (let index = 0; index < size; index++) {
    const text = index < since ? `${index}` : `${index}${salt}`;
    const entry = {
      index,
      previous: leaves.at(-1) ?? new Uint8Array(32),
      statementHash: nativeSha256(text),
      recordedAt: formatTime(1_795_000_000_000 + index * 7),
    };
    entries.push(entry);
    leaves.push(hashLeaf(entryBytes(entry), nativeSha256));
  }
  return { entries, leaves };
}

function foundOf(leaves: readonly Uint8Array[], size: number): FoundLog {
  const { root } = headOf(leaves, size);
  let frontier: Frontier = [];
  leaves.slice(0, size).forEach((leaf, at) => {
    frontier = appendToFrontier(frontier, at, leaf, nativeSha256);
  });
  return { size, root, frontier, lastLeaf: leaves[size - 1] ?? new Uint8Array(32) };
}

function headOf(leaves: readonly Uint8Array[], size: number): SignedHead {
  return { size, root: rootOf(leaves.slice(0, size), nativeSha256) };
}

const NONE: RecoveryMaterial = { entries: [], leaves: [], heads: [], has: () => true };

describe('planning a recovery', () => {
  const { entries, leaves } = logOf(12);
  const signed = headOf(leaves, 12);
  const found = foundOf(leaves, 5);
  const leafAt = (index: number): ProvenLeaf => ({ index, leafHash: leaves[index]! });

  it('puts a whole copy back whose root is the signed one', () => {
    const plan = planRecovery(found, { ...NONE, entries, heads: [signed] });

    expect(plan.fitting.map(({ entry }) => entry.index)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(plan.missing).toEqual([]);
    expect(plan.target).toEqual(signed);
  });

  it('puts entries back below a proven leaf although the rest is lost', () => {
    const plan = planRecovery(found, {
      ...NONE,
      entries: entries.slice(0, 9),
      leaves: [leafAt(8)],
      heads: [signed],
    });

    expect(plan.fitting).toHaveLength(4);
    expect(plan.missing).toEqual([{ from: 9, to: 11, lacks: 'entry' }]);
  });

  it('names the gap, and what waits behind it', () => {
    const plan = planRecovery(found, {
      entries: entries.filter(({ index }) => index !== 7),
      leaves: [leafAt(6), leafAt(11)],
      heads: [signed],
      has: (hash) => hash !== toHex(entries[9]!.statementHash),
    });

    // Entry 8 names the leaf hash of entry 7, so that is proven, but not what it was made of.
    expect(plan.fitting).toHaveLength(2);
    expect(plan.missing).toEqual([
      { from: 7, to: 7, lacks: 'entry' },
      { from: 8, to: 8, lacks: 'waiting' },
      { from: 9, to: 9, lacks: 'statement', statementHash: toHex(entries[9]!.statementHash) },
      { from: 10, to: 11, lacks: 'waiting' },
    ]);
    expect(plan.stranded.map(({ entry }) => entry.index)).toEqual([8, 10, 11]);
  });

  it('puts nothing back that no signed head leads to', () => {
    const tampered = logOf(12, 'x', 8);

    const plan = planRecovery(found, { ...NONE, entries: tampered.entries, heads: [signed] });

    expect(plan.fitting).toEqual([]);
    expect(plan.unproven).toBe(7);
  });

  it('goes beyond the head it was given when a receipt shows that more was signed', () => {
    const more = logOf(15);

    const plan = planRecovery(found, {
      ...NONE,
      entries: more.entries,
      heads: [signed, headOf(more.leaves, 15)],
    });

    expect(plan.fitting).toHaveLength(10);
    expect(plan.target.size).toBe(15);
  });

  it('begins with nothing', () => {
    const plan = planRecovery(foundOf([], 0), { ...NONE, entries, heads: [signed] });

    expect(plan.fitting).toHaveLength(12);
  });

  it.each<[string, FoundLog, Partial<RecoveryMaterial>]>([
    ['a log that was changed', foundOf(logOf(5, 'x', 3).leaves, 5), { leaves: [leafAt(4)] }],
    [
      'a log whose newest entry was changed, told by the next',
      foundOf(logOf(5, 'x', 3).leaves, 5),
      { leaves: [leafAt(8)] },
    ],
    ['a log of the signed size and another root', foundOf(logOf(12, 'x', 3).leaves, 12), {}],
    ['two signed heads of one size', found, { heads: [headOf(logOf(12, 'x', 6).leaves, 12)] }],
    [
      'two proven entries of one index',
      found,
      { leaves: [leafAt(8), { index: 8, leafHash: logOf(12, 'x', 6).leaves[8]! }] },
    ],
  ])('refuses %s', (_what, log, more) => {
    const heads = [signed, ...(more.heads ?? [])];
    expect(() => planRecovery(log, { ...NONE, entries, ...more, heads })).toThrow(RecoveryRefused);
  });

  it('restores exactly what can be proven, whatever else is offered', () => {
    const SIZE = 40;
    const log = logOf(SIZE);
    const subset = uniqueArray(nat(SIZE - 1), { maxLength: SIZE });
    assert(
      property(
        record({
          size: nat(SIZE - 1),
          dropped: uniqueArray(nat(SIZE - 1), { maxLength: 4 }),
          bare: uniqueArray(nat(SIZE - 1), { maxLength: 3 }),
          leaves: subset,
          heads: uniqueArray(integer({ min: 1, max: SIZE }), { maxLength: 4 }),
          decoySince: nat(SIZE - 1),
        }),
        ({ size, dropped, bare, leaves: at, heads, decoySince }) => {
          const lost = new Set(dropped);
          const withoutStatement = new Set(bare.map((i) => toHex(log.entries[i]!.statementHash)));
          const offered = [
            ...logOf(SIZE, 'decoy', decoySince).entries,
            ...log.entries.filter(({ index }) => !lost.has(index)),
          ];
          const pinned = at.filter((index) => index >= size);
          const target = Math.max(size, ...heads);

          const plan = planRecovery(foundOf(log.leaves, size), {
            entries: offered.toReversed(),
            leaves: pinned.map((index) => ({ index, leafHash: log.leaves[index]! })),
            heads: heads.map((head) => headOf(log.leaves, head)),
            has: (hash) => !withoutStatement.has(hash),
          });

          // The decoys are the true entries below where they leave off.
          const isAtHand = (index: number) => !lost.has(index) || index < decoySince;
          const isUnbroken = (from: number, to: number) =>
            Array.from({ length: to - from + 1 }, (_, i) => from + i).every(isAtHand);
          const isProven = (index: number) =>
            pinned.some((pin) => pin >= index && isUnbroken(index, pin)) ||
            heads.some((head) => head > index && isUnbroken(size, head - 1));
          let reach = size;
          while (
            reach < target &&
            isAtHand(reach) &&
            isProven(reach) &&
            !withoutStatement.has(toHex(log.entries[reach]!.statementHash))
          )
            reach++;
          expect(plan.fitting.map(({ entry }) => entry)).toEqual(log.entries.slice(size, reach));
          expect(plan.missing.length === 0).toBe(reach === target);
          for (const { entry } of plan.stranded) expect(entry).toEqual(log.entries[entry.index]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
