import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { toHex } from './bytes.js';
import {
  checkConsistency,
  checkInclusion,
  type ConsistencyClaim,
  consistencyNodes,
  type HashReader,
  type InclusionClaim,
  inclusionNodes,
  proveConsistency,
  proveInclusion,
} from './merkle-proof.js';
import { EMPTY_ROOT, hashChildren, hashLeaf } from './merkle.js';

const MAX = 130;
const vector: {
  accumulated: Record<'inclusion' | 'consistency', { count: number; sha256: string }>;
} = readVector('merkle-rfc6962.json');

const leaves = Array.from({ length: MAX }, (_, i) => hashLeaf(Uint8Array.of(i)));
const remembered = new Map<string, Uint8Array>();
const roots = Array.from({ length: MAX + 1 }, (_, size) => oracleRoot(0, size));
const read: HashReader = (level, index) => oracleRoot(index * 2 ** level, (index + 1) * 2 ** level);
/** A reader for trees far too large to hold: any function of the place will do. */
const readAnything: HashReader = (level, index) => hashLeaf(Buffer.from(`${level}/${index}`));

describe('inclusion', () => {
  it('is proved and checked for every leaf of every tree up to 130 leaves', () => {
    const lines: string[] = [];
    for (let size = 1; size <= MAX; size++)
      for (let index = 0; index < size; index++) {
        const proof = proveInclusion(index, size, read);
        lines.push(`${[index, size, ...proof.map(toHex)].join(' ')}\n`);
        if (!checkInclusion(inclusionOf(index, size, proof))) throw new Error(`${index}/${size}`);
      }

    expect(lines).toHaveLength(vector.accumulated.inclusion.count);
    expect(digest(lines)).toBe(vector.accumulated.inclusion.sha256);
  });

  it('does not hold for another leaf, root, index or size', () => {
    for (const [index, size] of [
      [0, 1],
      [0, 2],
      [5, 8],
      [6, 7],
      [64, 65],
      [99, 130],
    ] as const) {
      const claim = inclusionOf(index, size, proveInclusion(index, size, read));
      const others = [
        { leafHash: leaves[(index + 1) % MAX]! },
        { root: roots[size - 1]! },
        ...[index - 1, index + 1, size, -1, 0.5, Number.NaN, index + 2 ** 32].map((other) => ({
          index: other,
        })),
        ...[0, index, 2 * size + 1, Number.POSITIVE_INFINITY, size + 2 ** 32].map((other) => ({
          size: other,
        })),
      ];

      for (const other of others) expect(checkInclusion({ ...claim, ...other })).toBe(false);
    }
  });

  it('does not hold with any byte of its proof, leaf or root changed', () => {
    const claim = inclusionOf(77, 130, proveInclusion(77, 130, read));

    expect(checkInclusion(claim)).toBe(true);
    for (const proof of oneByteOff(claim.proof))
      expect(checkInclusion({ ...claim, proof })).toBe(false);
    for (const [leafHash] of oneByteOff([claim.leafHash]))
      expect(checkInclusion({ ...claim, leafHash: leafHash! })).toBe(false);
    for (const [root] of oneByteOff([claim.root]))
      expect(checkInclusion({ ...claim, root: root! })).toBe(false);
  });

  it('does not hold with a surplus, missing, swapped or misshapen hash', () => {
    const claim = inclusionOf(77, 130, proveInclusion(77, 130, read));

    for (const proof of misshapen(claim.proof))
      expect(checkInclusion({ ...claim, proof })).toBe(false);
    expect(checkInclusion({ ...inclusionOf(0, 1, []), proof: [leaves[0]!] })).toBe(false);
  });

  it('works at the largest sizes, where bit operations would not', () => {
    const size = Number.MAX_SAFE_INTEGER;
    for (const index of [0, 2 ** 31, 2 ** 32 + 1, 2 ** 52, size - 1]) {
      const proof = proveInclusion(index, size, readAnything);
      const nodes = inclusionNodes(index, size);
      expect(proof.length).toBeLessThanOrEqual(53);
      expect(nodes.every((node) => Number.isSafeInteger((node.index + 1) * 2 ** node.level))).toBe(
        true,
      );
    }
  });

  it('reads exactly the nodes it announces', () => {
    for (let size = 1; size <= MAX; size += 7)
      for (let index = 0; index < size; index++) {
        const seen: string[] = [];
        proveInclusion(index, size, recording(seen));
        expect(seen).toEqual(inclusionNodes(index, size).map(nameOf));
      }
  });

  it('of a leaf outside the tree is a mistake of the caller', () => {
    for (const [index, size] of [
      [0, 0],
      [3, 3],
      [-1, 3],
      [0.5, 3],
    ] as const)
      expect(refusal(() => proveInclusion(index, size, read))).toBe('bad-argument');
  });
});

describe('consistency', () => {
  it('is proved and checked for every older size of every tree up to 130 leaves', () => {
    const lines: string[] = [];
    for (let newer = 1; newer <= MAX; newer++)
      for (let older = 1; older <= newer; older++) {
        const proof = proveConsistency(older, newer, read);
        lines.push(`${[older, newer, ...proof.map(toHex)].join(' ')}\n`);
        if (!checkConsistency(consistencyOf(older, newer, proof)))
          throw new Error(`${older}/${newer}`);
      }

    expect(lines).toHaveLength(vector.accumulated.consistency.count);
    expect(digest(lines)).toBe(vector.accumulated.consistency.sha256);
  });

  it('from the empty tree needs no proof, only the empty root', () => {
    const claim = consistencyOf(0, 9, proveConsistency(0, 9, read));

    expect(claim.proof).toHaveLength(0);
    expect(checkConsistency(claim)).toBe(true);
    expect(checkConsistency(consistencyOf(0, 0, []))).toBe(true);
    expect(checkConsistency({ ...claim, proof: [leaves[0]!] })).toBe(false);
    expect(checkConsistency({ ...claim, olderRoot: leaves[0]! })).toBe(false);
    expect(
      checkConsistency({
        ...consistencyOf(0, 0, []),
        newerRoot: leaves[0]!,
        olderRoot: leaves[0]!,
      }),
    ).toBe(false);
  });

  it('does not hold for other roots or sizes', () => {
    for (const [older, newer] of [
      [1, 2],
      [4, 8],
      [6, 8],
      [7, 7],
      [64, 130],
      [99, 130],
    ] as const) {
      const claim = consistencyOf(older, newer, proveConsistency(older, newer, read));
      const others = [
        { olderRoot: roots[older - 1]! },
        { newerRoot: roots[newer - 1]! },
        { olderRoot: claim.newerRoot, newerRoot: leaves[1]! },
        ...[older - 1, older + 1, newer + 1, -1, 0.5, Number.NaN].map((other) => ({
          older: other,
        })),
        ...[older - 1, 2 * newer + 1, Number.POSITIVE_INFINITY].map((other) => ({ newer: other })),
      ];

      for (const other of others) expect(checkConsistency({ ...claim, ...other })).toBe(false);
    }
  });

  it('does not hold with any byte changed', () => {
    for (const older of [64, 77]) {
      const claim = consistencyOf(older, 130, proveConsistency(older, 130, read));
      expect(checkConsistency(claim)).toBe(true);
      for (const proof of oneByteOff(claim.proof))
        expect(checkConsistency({ ...claim, proof })).toBe(false);
      for (const [olderRoot] of oneByteOff([claim.olderRoot]))
        expect(checkConsistency({ ...claim, olderRoot: olderRoot! })).toBe(false);
      for (const [newerRoot] of oneByteOff([claim.newerRoot]))
        expect(checkConsistency({ ...claim, newerRoot: newerRoot! })).toBe(false);
    }
  });

  it('does not hold with a surplus, missing, swapped or misshapen hash', () => {
    for (const older of [64, 77]) {
      const claim = consistencyOf(older, 130, proveConsistency(older, 130, read));
      for (const proof of misshapen(claim.proof))
        expect(checkConsistency({ ...claim, proof })).toBe(false);
    }
    expect(checkConsistency({ ...consistencyOf(5, 5, []), proof: [leaves[0]!] })).toBe(false);
    expect(checkConsistency({ ...consistencyOf(5, 6, []) })).toBe(false);
  });

  it('reads exactly the nodes it announces, at the largest sizes too', () => {
    for (const [older, newer] of [
      [3, 7],
      [64, 130],
      [77, 130],
      [2 ** 40 + 1, 2 ** 53 - 1],
    ] as const) {
      const seen: string[] = [];
      proveConsistency(older, newer, recording(seen));
      expect(seen).toEqual(consistencyNodes(older, newer).map(nameOf));
    }
  });

  it('of a shrinking tree is a mistake of the caller', () => {
    for (const [older, newer] of [
      [4, 3],
      [-1, 3],
      [0.5, 3],
      [1, 2 ** 53],
    ] as const)
      expect(refusal(() => proveConsistency(older, newer, read))).toBe('bad-argument');
  });
});

/** The definition itself, recursive and slow: an oracle that shares no arithmetic with the code. */
function oracleRoot(start: number, end: number): Uint8Array {
  if (end - start === 0) return EMPTY_ROOT;
  if (end - start === 1) return leaves[start]!;
  const known = remembered.get(`${start}-${end}`);
  if (known !== undefined) return known;
  const split = start + 2 ** Math.floor(Math.log2(end - start - 1));
  const root = hashChildren(oracleRoot(start, split), oracleRoot(split, end));
  remembered.set(`${start}-${end}`, root);
  return root;
}

function inclusionOf(index: number, size: number, proof: Uint8Array[]): InclusionClaim {
  return { index, size, leafHash: leaves[index]!, root: roots[size]!, proof };
}

function consistencyOf(older: number, newer: number, proof: Uint8Array[]): ConsistencyClaim {
  return { older, newer, olderRoot: roots[older]!, newerRoot: roots[newer]!, proof };
}

function oneByteOff(hashes: readonly Uint8Array[]): Uint8Array[][] {
  return hashes.flatMap((hash, at) =>
    Array.from(hash, (byte, i) => hashes.toSpliced(at, 1, hash.with(i, byte ^ (1 << (i % 8))))),
  );
}

function misshapen(proof: readonly Uint8Array[]): Uint8Array[][] {
  const surplus = leaves[0]!;
  const [first, ...rest] = proof;
  return [
    [...proof, surplus],
    [surplus, ...proof],
    [...proof, proof.at(-1)!],
    proof.slice(0, -1),
    rest,
    [],
    proof.toReversed(),
    [first!.slice(0, 31), ...rest],
    [Uint8Array.of(...first!, 0), ...rest],
    [...proof, new Uint8Array(0)],
    [...proof, ...Array.from({ length: 64 }, () => surplus)],
  ];
}

function recording(seen: string[]): HashReader {
  return (level, index) => {
    seen.push(nameOf({ level, index }));
    return EMPTY_ROOT;
  };
}

function nameOf({ level, index }: { level: number; index: number }): string {
  return `${level}/${index}`;
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('')).digest('hex');
}
