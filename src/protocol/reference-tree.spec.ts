import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  flippedBits,
  mutatedHash,
  mutatedNumber,
  mutatedProof,
  type Mutation,
} from '../../test/support/mutations.js';
import { ReferenceTree, rootOfPath, rootsOfProof } from '../../test/support/reference-merkle.js';
import { concatBytes } from './bytes.js';
import {
  checkConsistency,
  checkInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
  proveConsistency,
  proveInclusion,
} from './merkle-proof.js';
import { appendToFrontier, type Frontier, hashLeaf, rootOf, rootOfFrontier } from './merkle.js';
import { nodeFromTile, tileOfNode, tilesForSize, tileWidth } from './tile.js';

/** Every size up to here is looked at; beyond, some. */
const EXHAUSTIVE = 70;
const LARGE = 70_000;

const entries = Array.from({ length: LARGE }, (_, i) => Buffer.from(`entry ${i}`));
const leafHashes = entries.map((entry) => hashLeaf(entry));
const reference = ReferenceTree.ofEntries(entries);
/** The product's reader of nodes: from tiles, whose bytes the reference gives. */
const tiles = new Map<string, Uint8Array>();
function readerOf(size: number) {
  return (level: number, index: number): Uint8Array => {
    const place = tileOfNode(level, index);
    const width = tileWidth(place.level, place.n, size);
    const name = `${place.level}/${place.n}/${width}`;
    const bytes = tiles.get(name) ?? reference.tile(place.level, place.n, width);
    tiles.set(name, bytes);
    return nodeFromTile(bytes, place);
  };
}

const aTree = fc.integer({ min: 1, max: LARGE });
const aLeaf = aTree.chain((size) =>
  fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)),
);
const aGrowth = aTree.chain((size) =>
  fc.tuple(fc.integer({ min: 0, max: size }), fc.constant(size)),
);

describe('against a second implementation of RFC 6962 section 2', () => {
  it('every tree up to 70 leaves has the same root, from all leaves and leaf by leaf', () => {
    let frontier: Frontier = [];
    for (let size = 0; size <= EXHAUSTIVE; size++) {
      const expected = reference.root(size);
      expect(expected.equals(rootOf(leafHashes.slice(0, size)))).toBe(true);
      expect(expected.equals(rootOfFrontier(frontier, size))).toBe(true);
      frontier = appendToFrontier(frontier, size, leafHashes[size]!);
    }
  });

  it('every proof of those trees is the same, and holds', () => {
    for (let size = 1; size <= EXHAUSTIVE; size++)
      for (let other = 0; other <= size; other++) {
        if (other < size) expectSameInclusion(other, size);
        expectSameConsistency(other, size);
      }
  });

  it('proofs of large trees are the same, read through tiles of three levels', () => {
    fc.assert(
      fc.property(aLeaf, ([index, size]) => expectSameInclusion(index, size)),
      {
        numRuns: 60,
        examples: [[[65_535, 65_536]], [[65_536, 65_537]], [[255, LARGE]]],
      },
    );
    fc.assert(
      fc.property(aGrowth, ([older, newer]) => expectSameConsistency(older, newer)),
      {
        numRuns: 60,
        examples: [[[65_536, 65_537]], [[65_535, LARGE]], [[256, 65_536]]],
      },
    );
  });

  it('has the same tiles for every size, and the product lists all of them', () => {
    for (const size of [1, 255, 256, 257, 511, 513, 65_535, 65_536, LARGE]) {
      const listed = tilesForSize(size).map(({ level, n, width }) => `${level}/${n}/${width}`);
      expect(listed).toEqual(tilesByDefinition(size));
      const { level, n, width } = tilesForSize(size).at(-1)!;
      const own = Array.from({ length: width }, (_, i) => {
        const leaves = 256 ** Number(level);
        const start = (n * 256 + i) * leaves;
        return rootOf(leafHashes.slice(start, start + leaves));
      });
      expect(reference.tile(Number(level), n, width).equals(concatBytes(...own))).toBe(true);
    }
  });
});

/** Nothing that was changed is believed, and where two claims mean the same the reference says so. */
describe('a client that changes proofs', () => {
  const others = [leafHashes[3]!, reference.root(9), new Uint8Array(32)];

  it.each([
    [0, 1],
    [0, 2],
    [1, 2],
    [5, 8],
    [6, 7],
    [64, 65],
    [300, 777],
    [65_535, 65_537],
  ])('has no changed inclusion of %i in %i believed', (index, size) => {
    const claim = inclusionOf(index, size);
    expect(checkInclusion(claim)).toBe(true);
    const refuse = (member: keyof InclusionClaim, changes: Iterable<Mutation<unknown>>) => {
      for (const { what, value } of changes)
        expectVerdict(`${member} ${what}`, checkInclusion({ ...claim, [member]: value }), false);
    };
    refuse('leafHash', mutatedHash(claim.leafHash));
    refuse('root', mutatedHash(claim.root));
    refuse('proof', changesOf(claim.proof, others));
    for (const member of ['index', 'size'] as const)
      for (const { what, value } of mutatedNumber(claim[member])) {
        const changed = { ...claim, [member]: value };
        expectVerdict(`${member} ${what}`, checkInclusion(changed), judgeInclusion(changed));
        // The root that is signed is signed with its size; only a size with the same path may stand for it.
        if (member === 'index') expect(judgeInclusion(changed)).toBe(false);
      }
  });

  it.each([
    [0, 9],
    [1, 2],
    [4, 8],
    [6, 8],
    [7, 7],
    [64, 65],
    [300, 777],
    [65_535, 65_537],
  ])('has no changed growth from %i to %i believed', (older, newer) => {
    const claim = consistencyOf(older, newer);
    expect(checkConsistency(claim)).toBe(true);
    const refuse = (member: keyof ConsistencyClaim, changes: Iterable<Mutation<unknown>>) => {
      for (const { what, value } of changes)
        expectVerdict(`${member} ${what}`, checkConsistency({ ...claim, [member]: value }), false);
    };
    refuse('olderRoot', mutatedHash(claim.olderRoot));
    // Everything continues the empty tree.
    if (older > 0) refuse('newerRoot', mutatedHash(claim.newerRoot));
    refuse('proof', changesOf(claim.proof, others));
    for (const member of ['older', 'newer'] as const)
      for (const { what, value } of mutatedNumber(claim[member])) {
        const changed = { ...claim, [member]: value };
        expectVerdict(`${member} ${what}`, checkConsistency(changed), judgeConsistency(changed));
      }
  });

  it('gets the verdict of the reference for whatever it makes up', () => {
    const hash = fc.constantFrom(
      ...leafHashes.slice(0, 8),
      ...[2, 3, 4, 8].map((n) => reference.root(n)),
    );
    const number = fc.integer({ min: 0, max: 12 });
    const proof = fc.array(hash, { maxLength: 4 });
    fc.assert(
      fc.property(number, number, hash, hash, proof, (a, b, one, two, hashes) => {
        const inclusion = { index: a, size: b, leafHash: one, root: two, proof: hashes };
        const growth = { older: a, newer: b, olderRoot: one, newerRoot: two, proof: hashes };
        expect(checkInclusion(inclusion)).toBe(judgeInclusion(inclusion));
        expect(checkConsistency(growth)).toBe(judgeConsistency(growth));
      }),
      { numRuns: 2000 },
    );
  });

  it('is itself able to change something', () => {
    const [first] = flippedBits(Uint8Array.of(0));
    expect(first?.value).toEqual(Uint8Array.of(1));
    expect([...mutatedProof([leafHashes[0]!], [leafHashes[1]!])].length).toBeGreaterThan(256);
  });
});

function expectSameInclusion(index: number, size: number): void {
  const claim = inclusionOf(index, size);
  const own = Buffer.concat(proveInclusion(index, size, readerOf(size)));
  if (!own.equals(Buffer.concat(claim.proof)))
    throw new Error(`inclusion of ${index} in ${size} differs from the reference`);
  if (!checkInclusion(claim) || !judgeInclusion(claim))
    throw new Error(`inclusion of ${index} in ${size} does not hold`);
}

function expectSameConsistency(older: number, newer: number): void {
  const claim = consistencyOf(older, newer);
  const own = Buffer.concat(proveConsistency(older, newer, readerOf(newer)));
  if (!own.equals(Buffer.concat(claim.proof)))
    throw new Error(`growth from ${older} to ${newer} differs from the reference`);
  if (!checkConsistency(claim) || !judgeConsistency(claim))
    throw new Error(`growth from ${older} to ${newer} does not hold`);
}

function inclusionOf(index: number, size: number): InclusionClaim {
  const leafHash = leafHashes[index]!;
  return { index, size, leafHash, root: reference.root(size), proof: reference.path(index, size) };
}

function consistencyOf(older: number, newer: number): ConsistencyClaim {
  const [olderRoot, newerRoot] = [reference.root(older), reference.root(newer)];
  return { older, newer, olderRoot, newerRoot, proof: reference.proof(older, newer) };
}

function judgeInclusion({ index, size, leafHash, root, proof }: InclusionClaim): boolean {
  if (![index, size].every(Number.isSafeInteger)) return false;
  const got = rootOfPath(BigInt(index), BigInt(size), leafHash, proof);
  return got !== undefined && Buffer.compare(got, root) === 0;
}

function judgeConsistency(claim: ConsistencyClaim): boolean {
  const { older, newer, olderRoot, newerRoot, proof } = claim;
  if (![older, newer].every(Number.isSafeInteger) || older < 0) return false;
  // Not in the RFC; as C2SP tlog-witness has it.
  if (older === 0) {
    const isSame = newer > 0 || Buffer.compare(olderRoot, newerRoot) === 0;
    return newer >= 0 && proof.length === 0 && isSame && isRoot(olderRoot, 0);
  }
  const got = rootsOfProof(BigInt(older), BigInt(newer), olderRoot, proof);
  return (
    got !== undefined &&
    Buffer.compare(got[0], olderRoot) === 0 &&
    Buffer.compare(got[1], newerRoot) === 0
  );
}

function isRoot(hash: Uint8Array, size: number): boolean {
  return reference.root(size).equals(hash);
}

/** Changes that leave a proof as it was (a hash exchanged for its like) are none. */
function* changesOf(
  proof: readonly Uint8Array[],
  others: readonly Uint8Array[],
): Generator<Mutation<readonly Uint8Array[]>> {
  const same = (other: readonly Uint8Array[]) =>
    other.length === proof.length &&
    other.every((hash, i) => Buffer.compare(hash, proof[i]!) === 0);
  for (const change of mutatedProof(proof, others)) if (!same(change.value)) yield change;
}

function tilesByDefinition(size: number): string[] {
  const names: string[] = [];
  for (let level = 0; Math.floor(size / 256 ** level) > 0; level++) {
    const hashes = Math.floor(size / 256 ** level);
    for (let n = 0; n < Math.floor(hashes / 256); n++) names.push(`${level}/${n}/256`);
    if (hashes % 256 > 0) names.push(`${level}/${Math.floor(hashes / 256)}/${hashes % 256}`);
  }
  return names;
}

/** Millions of verdicts: an `expect` for each would be slow. */
function expectVerdict(what: string, verdict: boolean, expected: boolean): void {
  if (verdict !== expected) throw new Error(`${what}: ${verdict ? 'believed' : 'refused'}`);
}
