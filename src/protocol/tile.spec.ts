import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/vectors/refusal.js';
import { concatBytes, toHex } from './bytes.js';
import { inclusionNodes, proveInclusion } from './merkle-proof.js';
import { hashLeaf, rootOf } from './merkle.js';
import {
  decodeEntryBundle,
  encodeEntryBundle,
  nodeFromTile,
  parseTilePath,
  tileOfNode,
  tilePath,
  tilesForSize,
  tileWidth,
} from './tile.js';

describe('tilePath', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 999, 256, 'tile/0/999'],
    [1, 1000, 256, 'tile/1/x001/000'],
    [0, 1_234_067, 256, 'tile/0/x001/x234/067'],
    [63, 19_669, 1, 'tile/63/x019/669.p/1'],
    ['entries', 0, 255, 'tile/entries/000.p/255'],
    [0, Number.MAX_SAFE_INTEGER, 256, 'tile/0/x009/x007/x199/x254/x740/991'],
  ] as const)(
    'writes level %s number %s width %s as %s and reads it back',
    (level, n, width, path) => {
      expect(tilePath(level, n, width)).toBe(path);
      expect(parseTilePath(path)).toEqual({ level, n, width });
    },
  );

  it.each([
    'tile/0/0',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/1000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/000.p/1\n',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/..%2f000',
  ])('refuses %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('has no path for a tile that cannot be', () => {
    for (const [level, n, width] of [
      [-1, 0, 1],
      [64, 0, 1],
      [0, -1, 1],
      [0, 0.5, 1],
      [0, 0, 0],
      [0, 0, 257],
    ] as const)
      expect(refusal(() => tilePath(level, n, width))).toBe('bad-argument');
  });
});

describe('tilesForSize', () => {
  it('lists the tiles of 70,000 leaves as the specification counts them', () => {
    const tiles = tilesForSize(70_000);
    const full = (level: number) =>
      tiles.filter((tile) => tile.level === level && tile.width === 256);
    const partial = tiles
      .filter(({ width }) => width < 256)
      .map(({ level, n, width }) => tilePath(level, n, width));

    expect([full(0).length, full(1).length, full(2).length]).toEqual([273, 1, 0]);
    expect(partial).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
    expect(tilesForSize(0)).toEqual([]);
  });

  it('lists only what changed since an older size', () => {
    expect(paths(256, 255)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    expect(paths(257, 256)).toEqual(['tile/0/001.p/1']);
    expect(paths(600, 300)).toEqual(['tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2']);
    expect(paths(300, 300)).toEqual([]);
    expect(refusal(() => tilesForSize(3, 4))).toBe('bad-argument');
  });

  it('agrees with tileWidth', () => {
    for (const size of [1, 255, 256, 257, 65_535, 65_536, 70_000])
      for (const { level, n, width } of tilesForSize(size))
        expect(tileWidth(level, n, size)).toBe(width);
    expect([
      tileWidth(0, 274, 70_000),
      tileWidth(3, 0, 70_000),
      tileWidth('entries', 273, 70_000),
    ]).toEqual([0, 0, 112]);
  });
});

describe('tileOfNode', () => {
  const leaves = Array.from({ length: 600 }, (_, i) => hashLeaf(Uint8Array.of(i >> 8, i & 255)));
  const node = (level: number, index: number) =>
    rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

  it('finds every node of every proof in the tiles of the tree', () => {
    const tiles = new Map(
      tilesForSize(leaves.length).map(({ level, n, width }) => [
        `${level}/${n}`,
        concatBytes(
          ...Array.from({ length: width }, (_, i) => node(8 * Number(level), n * 256 + i)),
        ),
      ]),
    );
    const readTiles = (level: number, index: number) => {
      const location = tileOfNode(level, index);
      return nodeFromTile(tiles.get(`${location.level}/${location.n}`)!, location);
    };

    for (const index of [0, 255, 256, 300, 511, 512, 599]) {
      expect(inclusionNodes(index, 600).length).toBeGreaterThan(0);
      expect(proveInclusion(index, 600, readTiles).map(toHex)).toEqual(
        proveInclusion(index, 600, node).map(toHex),
      );
    }
  });

  it('refuses a tile that is too short or not whole hashes', () => {
    const location = tileOfNode(1, 0);

    expect(refusal(() => nodeFromTile(new Uint8Array(32), location))).toBe('malformed-bundle');
    expect(refusal(() => nodeFromTile(new Uint8Array(65), location))).toBe('malformed-bundle');
  });
});

describe('entry bundle', () => {
  it('gives its entries back, the empty and the largest too', () => {
    const entries = [new Uint8Array(0), Uint8Array.of(1, 2), new Uint8Array(65_535).fill(7)];

    expect(decodeEntryBundle(encodeEntryBundle(entries)).map(toHex)).toEqual(entries.map(toHex));
    expect(decodeEntryBundle(new Uint8Array(0))).toEqual([]);
  });

  it('is refused when cut short or too long', () => {
    const bundle = encodeEntryBundle([Uint8Array.of(1, 2), Uint8Array.of(3)]);

    for (const length of [1, 2, 3, 5, 6])
      expect(refusal(() => decodeEntryBundle(bundle.slice(0, length)))).toBe('malformed-bundle');
    expect(refusal(() => decodeEntryBundle(new Uint8Array(2 * 257)))).toBe('malformed-bundle');
    expect(refusal(() => encodeEntryBundle([new Uint8Array(65_536)]))).toBe('bad-argument');
    expect(
      refusal(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array(0)))),
    ).toBe('bad-argument');
  });
});

function paths(size: number, since: number): string[] {
  return tilesForSize(size, since).map(({ level, n, width }) => tilePath(level, n, width));
}
