import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { refusal } from '../../test/vectors/refusal.js';
import { encodeUtf8, equalBytes, fromHex, toHex } from './bytes.js';
import { sha256 } from './hash.js';
import {
  checkMapPath,
  decodeMapPage,
  EMPTY_MAP_ROOT,
  encodeMapPage,
  hashMapLeaf,
  hashMapNode,
  type MapLeaf,
  type MapPage,
  mapPagesOnPath,
  proveMapKey,
  updateMap,
} from './map.js';

function leafOf(text: string): MapLeaf {
  return { key: sha256(encodeUtf8(`key ${text}`)), value: sha256(encodeUtf8(`value ${text}`)) };
}

function twinKey(last: string): Uint8Array {
  return fromHex('ab'.repeat(31) + last);
}

/** The root by definition: sort, split by the next bit, a lone leaf is its own subtree. */
function rootByDefinition(leaves: readonly MapLeaf[], bit = 0): Uint8Array {
  if (leaves.length === 0) return EMPTY_MAP_ROOT;
  if (leaves.length === 1) return hashMapLeaf(leaves[0]!);
  const isLeft = ({ key }: MapLeaf) => ((key[bit >> 3]! >> (7 - (bit % 8))) & 1) === 0;
  return hashMapNode(
    rootByDefinition(leaves.filter(isLeft), bit + 1),
    rootByDefinition(
      leaves.filter((leaf) => !isLeft(leaf)),
      bit + 1,
    ),
  );
}

function build(batches: readonly (readonly MapLeaf[])[]) {
  const pages = new Map<string, MapPage>();
  let root = EMPTY_MAP_ROOT;
  for (const batch of batches) {
    const update = updateMap(pages, batch);
    for (const [at, page] of update.pages) pages.set(at, decodeMapPage(encodeMapPage(page)));
    root = update.root;
  }
  return { pages, root };
}

const leaves = Array.from({ length: 200 }, (_, i) => leafOf(String(i)));
const { pages, root } = build([leaves]);

describe('the map', () => {
  it('has one root, whatever the order and the batches in which it was filled', () => {
    expect(root).toEqual(rootByDefinition(leaves));
    expect(build(leaves.map((leaf) => [leaf])).root).toEqual(root);
    expect(build([leaves.slice(50).toReversed(), leaves.slice(0, 50)]).root).toEqual(root);
  });

  it('proves every key it holds', () => {
    for (const leaf of leaves) {
      const path = proveMapKey(pages, leaf.key);
      expect(path.leaf).toEqual(leaf);
      expect(checkMapPath(root, leaf.key, path)).toBe(true);
    }
  });

  it('proves every key it does not hold, by nothing or by another leaf', () => {
    const ends = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const { key } = leafOf(`absent ${i}`);
      const path = proveMapKey(pages, key);
      ends.add(path.leaf === undefined ? 'nothing' : 'another');
      expect(path.leaf === undefined || !equalBytes(path.leaf.key, key)).toBe(true);
      expect(checkMapPath(root, key, path)).toBe(true);
    }
    expect([...ends].toSorted()).toEqual(['another', 'nothing']);
    const none = proveMapKey(new Map(), leaves[0]!.key);
    expect(none).toEqual({ siblings: [], leaf: undefined });
    expect(checkMapPath(EMPTY_MAP_ROOT, leaves[0]!.key, none)).toBe(true);
  });

  it('takes new values for keys it holds', () => {
    const changed = { ...leaves[7]!, value: leaves[8]!.value };
    const after = build([leaves, [changed]]);

    expect(after.root).toEqual(rootByDefinition(leaves.map((l, i) => (i === 7 ? changed : l))));
    expect(checkMapPath(after.root, changed.key, proveMapKey(after.pages, changed.key))).toBe(true);
    expect(checkMapPath(root, changed.key, proveMapKey(after.pages, changed.key))).toBe(false);
  });

  it('holds keys apart that agree in all but the last bit', () => {
    const twins = ['00', '01', '80'].map((last) => ({
      key: twinKey(last),
      value: twinKey('ff'),
    }));
    const made = build([[twins[0]!], twins.slice(1)]);

    expect(made.root).toEqual(rootByDefinition(twins));
    expect(proveMapKey(made.pages, twinKey('00')).siblings).toHaveLength(256);
    for (const last of ['00', '01', '80', '02', '81'])
      expect(checkMapPath(made.root, twinKey(last), proveMapKey(made.pages, twinKey(last)))).toBe(
        true,
      );
  });

  it('agrees with its definition for any keys in any batches', () => {
    // Few different bytes make long common beginnings.
    const key = fc.array(fc.constantFrom(0, 1, 0x10, 0xff), { minLength: 32, maxLength: 32 });
    const batch = fc.array(key, { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 5 }), key, (batches, asked) => {
        const filled = batches.map((keys, n) =>
          keys.map((bytes) => ({
            key: Uint8Array.from(bytes),
            value: sha256(Uint8Array.of(n, ...bytes)),
          })),
        );
        const last = new Map(filled.flat().map((leaf) => [toHex(leaf.key), leaf]));
        const all = [...last.values()].toSorted((a, b) => Buffer.compare(a.key, b.key));
        const made = build(filled);
        expect(made.root).toEqual(rootByDefinition(all));
        for (const wanted of [Uint8Array.from(asked), ...all.map((leaf) => leaf.key)]) {
          const path = proveMapKey(made.pages, wanted);
          const held = path.leaf && equalBytes(path.leaf.key, wanted) ? path.leaf : undefined;
          expect(held).toEqual(last.get(toHex(wanted)));
          expect(checkMapPath(made.root, wanted, path)).toBe(true);
        }
      }),
      { seed: 9381, numRuns: 60 },
    );
  });
});

describe('a forged path', () => {
  const { key } = leaves[3]!;
  const path = proveMapKey(pages, key);

  it('fails when any bit of it is another', () => {
    path.siblings.forEach((_, at) => {
      const siblings = path.siblings.map((hash) => Uint8Array.from(hash));
      siblings[at]![at] = siblings[at]![at]! ^ 1;
      expect(checkMapPath(root, key, { ...path, siblings })).toBe(false);
    });
    const value = Uint8Array.from(path.leaf!.value);
    value[31] = value[31]! ^ 1;
    expect(checkMapPath(root, key, { ...path, leaf: { key, value } })).toBe(false);
  });

  it('fails when it is cut, lengthened, or said to end in nothing', () => {
    const { siblings, leaf } = path;
    expect(checkMapPath(root, key, { leaf, siblings: siblings.slice(1) })).toBe(false);
    expect(checkMapPath(root, key, { leaf, siblings: siblings.slice(0, -1) })).toBe(false);
    expect(checkMapPath(root, key, { leaf, siblings: [...siblings, root] })).toBe(false);
    expect(checkMapPath(root, key, { leaf, siblings: [...siblings, new Uint8Array(31)] })).toBe(
      false,
    );
    expect(checkMapPath(root, key, { siblings, leaf: undefined })).toBe(false);
    const longest = Array.from({ length: 257 }, () => root);
    expect(checkMapPath(root, key, { leaf, siblings: longest })).toBe(false);
  });

  it('fails when it is the path of another key', () => {
    const other = leaves.find((leaf) => leaf.key[0] !== key[0])!;
    expect(checkMapPath(root, key, proveMapKey(pages, other.key))).toBe(false);
    expect(checkMapPath(root, key.subarray(1), path)).toBe(false);
  });
});

describe('pages', () => {
  it('are asked for by the half bytes that lead to them', () => {
    expect(mapPagesOnPath(fromHex('a1'.repeat(32))).slice(0, 4)).toEqual(['', 'a', 'a1', 'a1a']);
    expect(mapPagesOnPath(leaves[0]!.key)).toHaveLength(64);
  });

  it('are not missed silently', () => {
    const top = new Map([['', pages.get('')!]]);
    expect(refusal(() => proveMapKey(top, leaves[0]!.key))).toBe('bad-argument');
    expect(refusal(() => updateMap(top, leaves.slice(0, 1)))).toBe('bad-argument');
    const short = { key: new Uint8Array(31), value: root };
    expect(refusal(() => updateMap(new Map(), [short]))).toBe('bad-argument');
  });

  it('are read only as they are written', () => {
    const bytes = encodeMapPage(pages.get('')!);
    expect(refusal(() => decodeMapPage(bytes.subarray(1)))).toBe('malformed-bundle');
    expect(refusal(() => decodeMapPage(bytes.subarray(0, -1)))).toBe('malformed-bundle');
    expect(refusal(() => decodeMapPage(Uint8Array.of(3, 2)))).toBe('malformed-bundle');
  });
});
