import { isSize } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES, sha256, type Sha256 } from './hash.js';
import { rootOf } from './merkle.js';

/** Hashes (or entries) in a full tile: height 8, as C2SP tlog-tiles fixes it. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const MAX_TILE_LEVEL = 63;
const MAX_ENTRY_BYTES = 65_535;

/** A level of hash tiles (0 = leaf hashes), or the bundles of entries under level 0. */
export type TileLevel = number | 'entries';

export interface Tile {
  readonly level: TileLevel;
  readonly n: number;
  /** 256 when full, else 1 to 255. */
  readonly width: number;
}

/** Where a node lies: the root of `count` hashes (a power of two) of tile `n`, from hash `first` on. */
export interface NodeLocation {
  readonly level: number;
  readonly n: number;
  readonly first: number;
  readonly count: number;
}

const NUMBER_PATH = String.raw`((?:x[0-9]{3}/)*[0-9]{3})`;
const PATH = new RegExp(
  String.raw`^tile/(entries|0|[1-9][0-9]?)/${NUMBER_PATH}(?:\.p/([1-9][0-9]{0,2}))?$`,
);

/**
 * C2SP tlog-tiles path, without a leading slash.
 *
 * @example tilePath(0, 1234067, 8) // tile/0/x001/x234/067.p/8
 * @throws ProtocolError `bad-argument`
 */
export function tilePath(level: TileLevel, n: number, width: number = TILE_WIDTH): string {
  const isLevel = level === 'entries' || (isSize(level) && level <= MAX_TILE_LEVEL);
  const isWidth = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
  if (!isLevel || !isSize(n) || !isWidth)
    throw new ProtocolError('bad-argument', `there is no tile ${level}/${n} of width ${width}`);
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!;
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** @returns `undefined` unless the path is exactly what {@link tilePath} writes for some tile */
export function parseTilePath(path: string): Tile | undefined {
  const [, levelText, numberText, widthText] = PATH.exec(path) ?? [];
  if (levelText === undefined || numberText === undefined) return undefined;
  const level = levelText === 'entries' ? levelText : Number(levelText);
  const n = Number(numberText.replaceAll(/[x/]/g, ''));
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  const isKnown =
    isSize(n) && width <= TILE_WIDTH && (level === 'entries' || level <= MAX_TILE_LEVEL);
  // Writing it again refuses superfluous groups (x000/001) and a full tile spelled as a partial one.
  return isKnown && tilePath(level, n, width) === path ? { level, n, width } : undefined;
}

/**
 * Hash tiles a tree of `size` leaves has and the tree of `since` leaves did not have: what an appender
 * must write. Lower levels first; a partial tile that grew is listed with its new width.
 *
 * @throws ProtocolError `bad-argument` unless 0 <= since <= size
 */
export function tilesForSize(size: number, since = 0): Tile[] {
  if (!isSize(size) || !isSize(since) || since > size)
    throw new ProtocolError('bad-argument', `no tree grows from ${since} to ${size} leaves`);
  const tiles: Tile[] = [];
  let [hashes, before] = [size, since];
  for (let level = 0; hashes > 0; level++) {
    if (hashes > before)
      for (let n = Math.floor(before / TILE_WIDTH); n * TILE_WIDTH < hashes; n++)
        tiles.push({ level, n, width: Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH) });
    [hashes, before] = [Math.floor(hashes / TILE_WIDTH), Math.floor(before / TILE_WIDTH)];
  }
  return tiles;
}

/** Width of tile `n` of a level in the tree of `size` leaves; 0 when the tree has no such tile. */
export function tileWidth(level: TileLevel, n: number, size: number): number {
  const leavesPerHash = level === 'entries' ? 1 : TILE_WIDTH ** level;
  const hashes = Math.floor(size / leavesPerHash);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH));
}

/** The tile that holds node (`level`, `index`), and the hashes in it whose root the node is. */
export function tileOfNode(level: number, index: number): NodeLocation {
  const count = 2 ** (level % TILE_HEIGHT);
  const first = index * count;
  return {
    level: Math.floor(level / TILE_HEIGHT),
    n: Math.floor(first / TILE_WIDTH),
    first: first % TILE_WIDTH,
    count,
  };
}

/**
 * The node's hash, from the bytes of its tile.
 *
 * @throws ProtocolError `malformed-bundle` when the tile is too short
 */
export function nodeFromTile(
  tile: Uint8Array,
  { first, count }: NodeLocation,
  hash: Sha256 = sha256,
): Uint8Array {
  if (tile.length % HASH_BYTES !== 0 || tile.length < (first + count) * HASH_BYTES)
    throw new ProtocolError('malformed-bundle', `the tile does not hold hash ${first + count - 1}`);
  const hashes = Array.from({ length: count }, (_, i) =>
    tile.slice((first + i) * HASH_BYTES, (first + i + 1) * HASH_BYTES),
  );
  return rootOf(hashes, hash);
}

/**
 * C2SP entry bundle: each entry after its length as two bytes, big-endian.
 *
 * @throws ProtocolError `bad-argument`
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH || entries.some(({ length }) => length > MAX_ENTRY_BYTES))
    throw new ProtocolError('bad-argument', 'a bundle has 256 entries of 65,535 bytes at most');
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + 2 + length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes.set([entry.length >> 8, entry.length & 255], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** @throws ProtocolError `malformed-bundle` */
export function decodeEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 2 + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
    if (end > bytes.length || at + 2 > bytes.length || entries.length === TILE_WIDTH)
      throw new ProtocolError('malformed-bundle', 'the bundle is cut short or too long');
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  return entries;
}
