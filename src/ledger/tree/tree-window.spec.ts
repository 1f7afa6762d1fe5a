import { describe, expect, it } from '@jest/globals';
import {
  appendToFrontier,
  checkInclusion,
  decodeBase64,
  type Frontier,
  hashLeaf,
  proveInclusion,
  rootOf,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import { HeadProofs } from './head-proofs.js';
import { TreeWindow } from './tree-window.js';

const LARGEST = 91;

const leaves = Array.from({ length: LARGEST }, (_, i) => hashLeaf(Uint8Array.of(i), nativeSha256));
const roots = leaves.map((_, i) => rootOf(leaves.slice(0, i + 1), nativeSha256));
/** By size; the reference is the core's own arithmetic. */
const frontiers: Frontier[] = [[]];
leaves.forEach((leaf, size) => {
  frontiers.push(appendToFrontier(frontiers[size]!, size, leaf, nativeSha256));
});
const subtrees = new Map<string, Uint8Array>();

function frontierOf(size: number): Frontier {
  return frontiers[size]!;
}

function text(hashes: readonly Uint8Array[] | undefined): string {
  return hashes?.map((hash) => Buffer.from(hash).toString('base64')).join() ?? 'none';
}

function windowFrom(start: number, size: number): TreeWindow {
  const window = new TreeWindow(start, frontierOf(start));
  for (let i = start; i < size; i++) window.append(leaves[i]!);
  return window;
}

function subtree(level: number, index: number): Uint8Array {
  const name = `${level}/${index}`;
  const width = 2 ** level;
  const hash =
    subtrees.get(name) ?? rootOf(leaves.slice(index * width, (index + 1) * width), nativeSha256);
  subtrees.set(name, hash);
  return hash;
}

function pathOf(proofs: HeadProofs, index: number): Uint8Array[] | undefined {
  return proofs.path(index, '\n')?.split('\n').slice(0, -1).map(decodeBase64);
}

describe('TreeWindow', () => {
  it('has the frontier and the root of every size, wherever it begins', () => {
    for (let start = 0; start <= 40; start += 3) {
      const window = windowFrom(start, 80);
      for (let size = Math.max(start, 1); size <= 80; size++) {
        expect(text(window.frontier(size))).toBe(text(frontierOf(size)));
        expect(Buffer.compare(window.root(size), roots[size - 1]!)).toBe(0);
      }
    }
  });

  it('takes back leaves and goes on as if they had never been', () => {
    for (let start = 0; start < 20; start++) {
      const window = windowFrom(start, 70);
      for (const size of [69, 64, 33, start]) {
        if (size < start) continue;
        window.truncate(size);
        expect(window.size).toBe(size);
        for (let i = size; i < 75; i++) window.append(leaves[i]!);
        expect(Buffer.compare(window.root(), roots[74]!)).toBe(0);
      }
    }
  });

  it('lets go of old leaves and still knows the edge', () => {
    const window = windowFrom(0, 90);
    for (const kept of [1, 17, 64, 64, 71, 90]) {
      window.forget(kept);
      expect(window.start).toBe(kept);
      for (let size = kept; size <= 90; size++)
        expect(Buffer.compare(window.root(size), roots[size - 1]!)).toBe(0);
    }
    window.append(leaves[90]!);
    expect(Buffer.compare(window.root(), roots[90]!)).toBe(0);
    expect(window.node(0, 3)).toBeUndefined();
  });

  it('refuses to go back behind its beginning', () => {
    expect(() => {
      windowFrom(10, 20).truncate(9);
    }).toThrow(RangeError);
    expect(() => windowFrom(10, 20).frontier(9)).toThrow(RangeError);
  });
});

describe('HeadProofs', () => {
  it('gives the path the core would give, for every leaf the window holds, in every tree', () => {
    for (const start of [0, 1, 7, 20, 33]) {
      const window = windowFrom(start, LARGEST);
      for (let size = start + 1; size <= LARGEST; size++) {
        const proofs = new HeadProofs(window, size);
        const wrong = leaves.findIndex(
          (_, index) =>
            index >= start &&
            index < size &&
            text(pathOf(proofs, index)) !==
              text(proveInclusion(index, size, subtree, nativeSha256)),
        );
        expect(wrong).toBe(-1);
      }
    }
  });

  it('gives paths that hold, and none for a leaf it no longer holds or that is not in the tree', () => {
    const window = windowFrom(0, 90);
    window.forget(64);
    const proofs = new HeadProofs(window, 77);

    const proof = pathOf(proofs, 70)!;

    const claim = { index: 70, size: 77, leafHash: leaves[70]!, root: proofs.root, proof };
    expect(checkInclusion(claim)).toBe(true);
    expect(proofs.path(77, '\n')).toBeUndefined();
    expect(proofs.path(3, '\n')).toBeUndefined();
  });
});
