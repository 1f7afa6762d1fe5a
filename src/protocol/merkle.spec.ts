import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { fromHex, toHex } from './bytes.js';
import {
  appendToFrontier,
  EMPTY_ROOT,
  type Frontier,
  hashLeaf,
  rootOf,
  rootOfFrontier,
} from './merkle.js';

const vector: {
  leaves: string[];
  roots: string[];
  accumulated: { roots: { sha256: string } };
} = readVector('merkle-rfc6962.json');
const leaves = Array.from({ length: 130 }, (_, i) => hashLeaf(Uint8Array.of(i)));

describe('rootOf', () => {
  it('gives the known roots of the eight-leaf tree', () => {
    const hashes = vector.leaves.map((leaf) => hashLeaf(fromHex(leaf)));

    vector.roots.forEach((root, size) => {
      expect(toHex(rootOf(hashes.slice(0, size)))).toBe(root);
    });
  });

  it('gives the accumulated digest of all roots up to 130 leaves', () => {
    const digest = createHash('sha256');
    for (let size = 0; size <= leaves.length; size++)
      digest.update(`${size} ${toHex(rootOf(leaves.slice(0, size)))}\n`);

    expect(digest.digest('hex')).toBe(vector.accumulated.roots.sha256);
  });

  it('takes another SHA-256 implementation', () => {
    let calls = 0;
    const root = rootOf(leaves, (bytes) => {
      calls++;
      return createHash('sha256').update(bytes).digest();
    });

    expect(toHex(root)).toBe(toHex(rootOf(leaves)));
    expect(calls).toBe(leaves.length - 1);
  });
});

describe('frontier', () => {
  it('grows leaf by leaf without changing the one it grew from', () => {
    let frontier: Frontier = Object.freeze([]);
    leaves.forEach((leaf, size) => {
      frontier = Object.freeze(appendToFrontier(frontier, size, leaf));
      expect(toHex(rootOfFrontier(frontier, size + 1))).toBe(
        toHex(rootOf(leaves.slice(0, size + 1))),
      );
    });
  });

  it('of another size is a mistake of the caller', () => {
    expect(refusal(() => rootOfFrontier([], 1))).toBe('bad-argument');
    expect(refusal(() => rootOfFrontier([EMPTY_ROOT], 3))).toBe('bad-argument');
    expect(refusal(() => appendToFrontier([EMPTY_ROOT], 0, EMPTY_ROOT))).toBe('bad-argument');
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(refusal(() => rootOfFrontier([], size))).toBe('bad-argument');
  });
});
