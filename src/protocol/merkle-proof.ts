import { equalBytes } from './bytes.js';
import { isSize } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES, sha256, type Sha256 } from './hash.js';
import { EMPTY_ROOT, hashChildren } from './merkle.js';

/** Number `index` (0-based, from the left) of the complete subtrees of 2^level leaves. */
export interface MerkleNode {
  readonly level: number;
  readonly index: number;
}

/** A complete subtree at the right edge. */
export interface EdgeNode extends MerkleNode {
  /** First leaf of the subtree. */
  readonly start: number;
}

/** Gives the hash of a complete subtree: from memory, from tiles, from a table. */
export type HashReader = (level: number, index: number) => Uint8Array;

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  /** Sibling hashes, leaf side first. */
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyClaim {
  readonly older: number;
  readonly newer: number;
  readonly olderRoot: Uint8Array;
  readonly newerRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** No tree of 2^63 leaves exists, so no longer proof is worth reading (C2SP tlog-witness). */
export const MAX_PROOF_HASHES = 63;

/** Leaves [start, end): a subtree of the tree, complete or at its right edge. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The complete subtrees that make up the tree of `size` leaves, largest first. */
export function edgeOf(size: number): EdgeNode[] {
  const nodes: EdgeNode[] = [];
  let level = 0;
  let width = 1;
  for (; width * 2 <= size; width *= 2) level++;
  for (let start = 0; start < size; level--, width /= 2) {
    if (size - start < width) continue;
    nodes.push({ level, index: start / width, start });
    start += width;
  }
  return nodes;
}

/**
 * Inclusion path of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1).
 *
 * @throws ProtocolError `bad-argument` unless 0 <= index < size
 */
export function proveInclusion(
  index: number,
  size: number,
  read: HashReader,
  hash: Sha256 = sha256,
): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, read, hash));
}

/** The nodes {@link proveInclusion} will read, so that a caller can load them first. */
export function inclusionNodes(index: number, size: number): MerkleNode[] {
  return inclusionRanges(index, size).flatMap(nodesOfRange);
}

/**
 * RFC 9162 section 2.1.3.2. A bad proof is `false`, whatever is bad about it.
 */
export function checkInclusion(claim: InclusionClaim, hash: Sha256 = sha256): boolean {
  const { index, size, leafHash, root, proof } = claim;
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  if (!areHashes([leafHash, root, ...proof], proof.length)) return false;

  let node = index;
  let last = size - 1;
  let running = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      running = hashChildren(sibling, running, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else running = hashChildren(running, sibling, hash);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(running, root);
}

/**
 * Proof that the tree of `older` leaves is a prefix of the tree of `newer` leaves (RFC 6962 section
 * 2.1.2). Empty when the sizes are equal and when `older` is 0.
 *
 * @throws ProtocolError `bad-argument` unless 0 <= older <= newer
 */
export function proveConsistency(
  older: number,
  newer: number,
  read: HashReader,
  hash: Sha256 = sha256,
): Uint8Array[] {
  return consistencyRanges(older, newer).map((range) => hashOfRange(range, read, hash));
}

/** The nodes {@link proveConsistency} will read. */
export function consistencyNodes(older: number, newer: number): MerkleNode[] {
  return consistencyRanges(older, newer).flatMap(nodesOfRange);
}

/**
 * RFC 9162 section 2.1.4.2. From size 0 there is nothing to prove: the proof must be empty and the older
 * root that of the empty tree (C2SP tlog-witness reads it so). A bad proof is `false`.
 */
export function checkConsistency(claim: ConsistencyClaim, hash: Sha256 = sha256): boolean {
  const { older, newer, olderRoot, newerRoot, proof } = claim;
  if (!isSize(older) || !isSize(newer) || older > newer) return false;
  if (!areHashes([olderRoot, newerRoot, ...proof], proof.length)) return false;
  if (older === 0 && !equalBytes(olderRoot, EMPTY_ROOT)) return false;
  if (older === newer) return proof.length === 0 && equalBytes(olderRoot, newerRoot);
  if (older === 0) return proof.length === 0;

  let node = older - 1;
  let last = newer - 1;
  while (node % 2 === 1) [node, last] = [(node - 1) / 2, Math.floor(last / 2)];
  // A complete older tree is itself the first hash; the prover leaves it out (node is 0 just then).
  const [first, ...rest] = node === 0 ? [olderRoot, ...proof] : proof;
  if (first === undefined) return false;

  let olderRunning = first;
  let newerRunning = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      olderRunning = hashChildren(sibling, olderRunning, hash);
      newerRunning = hashChildren(sibling, newerRunning, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else newerRunning = hashChildren(newerRunning, sibling, hash);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(olderRunning, olderRoot) && equalBytes(newerRunning, newerRoot);
}

/** Sibling ranges of a leaf, leaf side first. */
function inclusionRanges(index: number, size: number): Range[] {
  if (!isSize(index) || !isSize(size) || index >= size)
    throw new ProtocolError('bad-argument', `a tree of ${size} leaves has no leaf ${index}`);
  const ranges: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges.toReversed();
}

/** RFC 6962 SUBPROOF, walked from the root down and turned round. */
function consistencyRanges(older: number, newer: number): Range[] {
  if (!isSize(older) || !isSize(newer) || older > newer)
    throw new ProtocolError('bad-argument', `no tree grows from ${older} to ${newer} leaves`);
  if (older === 0) return [];
  const ranges: Range[] = [];
  let start = 0;
  let end = newer;
  while (end !== older) {
    const middle = start + splitOf(end - start);
    ranges.push(older <= middle ? { start: middle, end } : { start, end: middle });
    [start, end] = older <= middle ? [start, middle] : [middle, end];
  }
  // Only a subtree that starts at 0 is the older tree itself, whose root the verifier already has.
  if (start > 0) ranges.push({ start, end });
  return ranges.toReversed();
}

/** The largest power of two below `count` (count >= 2); by doubling, since bit operations stop at 2^31. */
function splitOf(count: number): number {
  let power = 1;
  while (2 * power < count) power *= 2;
  return power;
}

/** Complete subtrees that make up a range whose start is aligned, largest first. */
function nodesOfRange({ start, end }: Range): MerkleNode[] {
  const nodes: MerkleNode[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (2 * width <= end - at) [level, width] = [level + 1, 2 * width];
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

function hashOfRange(range: Range, read: HashReader, hash: Sha256): Uint8Array {
  return nodesOfRange(range)
    .map(({ level, index }) => read(level, index))
    .reduceRight((right, left) => hashChildren(left, right, hash));
}

function areHashes(hashes: readonly Uint8Array[], proofLength: number): boolean {
  return proofLength <= MAX_PROOF_HASHES && hashes.every(({ length }) => length === HASH_BYTES);
}
