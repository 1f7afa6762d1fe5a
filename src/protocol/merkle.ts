import { fromHex } from './bytes.js';
import { isSize } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES, sha256, type Sha256 } from './hash.js';

/**
 * The right edge of a tree: roots of its complete subtrees, largest (leftmost) first, one per one-bit of
 * the tree's size. With the size it is all an appender needs.
 */
export type Frontier = readonly Uint8Array[];

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Uint8Array = fromHex(
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
);

/** SHA-256(0x00 || entry), RFC 6962 section 2.1. */
export function hashLeaf(entry: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return hash(bytes);
}

/** SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function hashChildren(
  left: Uint8Array,
  right: Uint8Array,
  hash: Sha256 = sha256,
): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return hash(bytes);
}

/** Root over all leaf hashes, in order. */
export function rootOf(leafHashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  let frontier: Frontier = [];
  leafHashes.forEach((leafHash, size) => {
    frontier = appendToFrontier(frontier, size, leafHash, hash);
  });
  return rootOfFrontier(frontier, leafHashes.length, hash);
}

/**
 * The frontier after one more leaf. Each one-bit at the low end of the size is a complete subtree that
 * the new leaf completes to one of twice its size.
 *
 * @throws ProtocolError `bad-argument` when the frontier is not one of a tree of this size
 */
export function appendToFrontier(
  frontier: Frontier,
  size: number,
  leafHash: Uint8Array,
  hash: Sha256 = sha256,
): Frontier {
  checkFrontier(frontier, size);
  const kept = [...frontier];
  let node = leafHash;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2)
    node = hashChildren(kept.pop()!, node, hash);
  kept.push(node);
  return kept;
}

/**
 * Root of the tree whose right edge this is.
 *
 * @throws ProtocolError `bad-argument` when the frontier is not one of a tree of this size
 */
export function rootOfFrontier(
  frontier: Frontier,
  size: number,
  hash: Sha256 = sha256,
): Uint8Array {
  checkFrontier(frontier, size);
  if (size === 0) return EMPTY_ROOT;
  return frontier.reduceRight((right, left) => hashChildren(left, right, hash));
}

function checkFrontier(frontier: Frontier, size: number): void {
  if (!isSize(size)) throw new ProtocolError('bad-argument', `${size} is not a tree size`);
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  if (frontier.length !== ones)
    throw new ProtocolError(
      'bad-argument',
      `a tree of ${size} leaves has ${ones} complete subtrees at its edge, not ${frontier.length}`,
    );
}
