import { equalBytes, toHex } from './bytes.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES, sha256, type Sha256 } from './hash.js';

/**
 * A verifiable map: a binary Merkle tree over 256-bit keys in which a subtree with one leaf is that leaf. Each key has
 * one path, which ends in its leaf, in the leaf of another key, or in nothing; so presence and absence are both proved.
 * Keys must be spread evenly (they are outputs of a VRF): paths are then some log2 n long.
 */
export interface MapLeaf {
  readonly key: Uint8Array;
  /** What the key stands for, 32 bytes. */
  readonly value: Uint8Array;
}

/** Where the path of a key ends, and the way up. */
export interface MapPath {
  /** Roots of the subtrees beside the path, lowest first. */
  readonly siblings: readonly Uint8Array[];
  /** The leaf at the end; `undefined`: there is nothing. */
  readonly leaf: MapLeaf | undefined;
}

/** Root of a subtree without leaves, and so of the empty map. No hash is known to be it. */
export const EMPTY_MAP_ROOT: Uint8Array = new Uint8Array(HASH_BYTES);

const LEAF = 0x02;
const NODE = 0x03;
const KEY_BITS = 8 * HASH_BYTES;

/** SHA-256(0x02 || key || value). */
export function hashMapLeaf({ key, value }: MapLeaf, hash: Sha256 = sha256): Uint8Array {
  return hashPair(LEAF, key, value, hash);
}

/** SHA-256(0x03 || left || right). */
export function hashMapNode(
  left: Uint8Array,
  right: Uint8Array,
  hash: Sha256 = sha256,
): Uint8Array {
  return hashPair(NODE, left, right, hash);
}

/**
 * Is this the path of the key in the map of this root? Then the map holds for the key what the path's leaf says if the
 * leaf is the key's, else nothing.
 */
export function checkMapPath(
  root: Uint8Array,
  key: Uint8Array,
  { siblings, leaf }: MapPath,
  hash: Sha256 = sha256,
): boolean {
  const depth = siblings.length;
  if (key.length !== HASH_BYTES || depth > KEY_BITS) return false;
  if (siblings.some(({ length }) => length !== HASH_BYTES)) return false;
  if (leaf !== undefined && !isOnPath(leaf, key, depth)) return false;
  let node = leaf === undefined ? EMPTY_MAP_ROOT : hashMapLeaf(leaf, hash);
  siblings.forEach((sibling, height) => {
    const isRight = bitAt(key, depth - 1 - height) === 1;
    node = isRight ? hashMapNode(sibling, node, hash) : hashMapNode(node, sibling, hash);
  });
  return equalBytes(node, root);
}

/** What stands in one of the sixteen places of a page. */
export type MapSlot =
  | ({ readonly kind: 'leaf' } & MapLeaf)
  /** A page below, with two leaves or more. */
  | { readonly kind: 'page'; readonly hash: Uint8Array };

/**
 * Four levels of the tree in one piece, as it is stored: sixteen places, one for each next half byte of the key. Inner
 * nodes are computed from them.
 */
export type MapPage = readonly (MapSlot | undefined)[];

/** Pages by the half bytes that lead to them, in hex; the topmost is `''`. */
export type MapPages = ReadonlyMap<string, MapPage>;

export interface MapUpdate {
  /** New and changed pages. */
  readonly pages: ReadonlyMap<string, MapPage>;
  readonly root: Uint8Array;
}

const WIDTH = 16;
const NO_PAGE: MapPage = Array.from({ length: WIDTH }, () => undefined);

/** Places of all pages that can lie on the way to a key. */
export function mapPagesOnPath(key: Uint8Array): string[] {
  const hex = toHex(key);
  return Array.from({ length: hex.length }, (_, length) => hex.slice(0, length));
}

/**
 * Sets values, of new keys and of known ones; nothing is ever taken out. Each page on the way is hashed once, however
 * many keys pass through it.
 *
 * @param pages all pages on the paths of the keys
 * @throws ProtocolError `bad-argument` when a page is missing, or a key or value has not 32 bytes
 */
export function updateMap(
  pages: MapPages,
  leaves: readonly MapLeaf[],
  hash: Sha256 = sha256,
): MapUpdate {
  const changed = new Map<string, MapPage>();
  for (const { key, value } of leaves)
    if (key.length !== HASH_BYTES || value.length !== HASH_BYTES)
      throw new ProtocolError('bad-argument', 'keys and values of a map have 32 bytes');
  const byKey = new Map(leaves.map((leaf) => [toHex(leaf.key), leaf]));
  const sorted = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const root = setAll('', pages.get('') ?? NO_PAGE, sorted, { pages, changed, hash });
  return { pages: changed, root };
}

/**
 * The path of a key.
 *
 * @throws ProtocolError `bad-argument` when a page on it is missing
 */
export function proveMapKey(pages: MapPages, key: Uint8Array, hash: Sha256 = sha256): MapPath {
  const hex = toHex(key);
  const siblings: Uint8Array[] = [];
  for (let at = ''; ; at = hex.slice(0, at.length + 1)) {
    const page = at === '' ? (pages.get(at) ?? NO_PAGE) : pageAt(pages, at);
    const end = descend(page, Number.parseInt(hex[at.length]!, WIDTH), siblings, hash);
    if (end?.kind === 'page') continue;
    const leaf = end && { key: end.key, value: end.value };
    return { siblings: siblings.toReversed(), leaf };
  }
}

const LEAF_SLOT = 0;
const PAGE_SLOT = 1;

/** One piece for each place taken: its number, its kind, then key and value of a leaf or the hash of a page. */
export function encodeMapPage(page: MapPage): Uint8Array {
  const pieces = page.flatMap((slot, place) => {
    if (slot === undefined) return [];
    const head = Uint8Array.of(place, slot.kind === 'leaf' ? LEAF_SLOT : PAGE_SLOT);
    return slot.kind === 'leaf' ? [head, slot.key, slot.value] : [head, slot.hash];
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** @throws ProtocolError `malformed-bundle` for what {@link encodeMapPage} cannot have written */
export function decodeMapPage(bytes: Uint8Array): MapPage {
  const page: (MapSlot | undefined)[] = [...NO_PAGE];
  let before = -1;
  for (let at = 0; at < bytes.length;) {
    const [place = WIDTH, kind] = bytes.subarray(at, at + 2);
    const first = bytes.slice(at + 2, at + 2 + HASH_BYTES);
    at += 2 + HASH_BYTES;
    const value = bytes.slice(at, at + HASH_BYTES);
    if (kind === LEAF_SLOT) at += HASH_BYTES;
    if (place <= before || place >= WIDTH || at > bytes.length || (kind ?? WIDTH) > PAGE_SLOT)
      throw new ProtocolError('malformed-bundle', 'not a page of a map');
    page[place] =
      kind === LEAF_SLOT ? { kind: 'leaf', key: first, value } : { kind: 'page', hash: first };
    before = place;
  }
  return page;
}

interface Setting {
  readonly pages: MapPages;
  readonly changed: Map<string, MapPage>;
  readonly hash: Sha256;
}

/** @returns the root of the page after all are set; the leaves are sorted and belong below it */
function setAll(
  at: string,
  page: MapPage,
  leaves: readonly (readonly [string, MapLeaf])[],
  setting: Setting,
): Uint8Array {
  const slots = [...page];
  for (let from = 0; from < leaves.length;) {
    const digit = leaves[from]![0][at.length]!;
    let to = from + 1;
    while (to < leaves.length && leaves[to]![0][at.length] === digit) to++;
    const place = Number.parseInt(digit, WIDTH);
    slots[place] = setSlot(at + digit, slots[place], leaves.slice(from, to), setting);
    from = to;
  }
  setting.changed.set(at, slots);
  return rootOfRange(slots, 0, WIDTH, setting.hash);
}

function setSlot(
  below: string,
  slot: MapSlot | undefined,
  leaves: readonly (readonly [string, MapLeaf])[],
  setting: Setting,
): MapSlot {
  if (slot?.kind === 'page') {
    const page = pageAt(setting.pages, below);
    return { kind: 'page', hash: setAll(below, page, leaves, setting) };
  }
  const [first] = leaves;
  const isAlone = leaves.length === 1 && (!slot || equalBytes(slot.key, first![1].key));
  if (isAlone) return { kind: 'leaf', ...first![1] };
  const isReplaced = leaves.some(([, { key }]) => slot !== undefined && equalBytes(slot.key, key));
  const all = slot === undefined || isReplaced ? leaves : merged([toHex(slot.key), slot], leaves);
  return { kind: 'page', hash: setAll(below, NO_PAGE, all, setting) };
}

function merged(
  one: readonly [string, MapLeaf],
  sorted: readonly (readonly [string, MapLeaf])[],
): readonly (readonly [string, MapLeaf])[] {
  return [...sorted, one].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Root of the subtree over some places of a page: a power of two of them, aligned. */
function rootOfRange(page: MapPage, from: number, width: number, hash: Sha256): Uint8Array {
  const only = onlyEndOf(page, from, width);
  if (only === undefined) return EMPTY_MAP_ROOT;
  if (only !== 'more') return only.kind === 'leaf' ? hashMapLeaf(only, hash) : only.hash;
  const half = width / 2;
  return hashMapNode(
    rootOfRange(page, from, half, hash),
    rootOfRange(page, from + half, half, hash),
    hash,
  );
}

/** Where a subtree is not split: its single leaf, the page below its single place, or `undefined` for nothing. */
function onlyEndOf(page: MapPage, from: number, width: number): MapSlot | undefined | 'more' {
  if (width === 1) return page[from];
  const taken = page.slice(from, from + width).filter((slot) => slot !== undefined);
  const [first] = taken;
  return taken.length === 0 || (taken.length === 1 && first?.kind === 'leaf') ? first : 'more';
}

/** Goes down through a page to a place of it; the siblings are added from the top. */
function descend(
  page: MapPage,
  place: number,
  siblings: Uint8Array[],
  hash: Sha256,
): MapSlot | undefined {
  let from = 0;
  for (let width = WIDTH; ;) {
    const end = onlyEndOf(page, from, width);
    if (end !== 'more') return end;
    width /= 2;
    const isRight = place >= from + width;
    siblings.push(rootOfRange(page, isRight ? from : from + width, width, hash));
    if (isRight) from += width;
  }
}

function pageAt(pages: MapPages, at: string): MapPage {
  const page = pages.get(at);
  if (page === undefined) throw new ProtocolError('bad-argument', `page ${at} is missing`);
  return page;
}

function isOnPath({ key, value }: MapLeaf, path: Uint8Array, depth: number): boolean {
  if (key.length !== HASH_BYTES || value.length !== HASH_BYTES) return false;
  for (let i = 0; i < depth; i++) if (bitAt(key, i) !== bitAt(path, i)) return false;
  return true;
}

/** Bit `i`, the most significant of the first byte being bit 0. */
function bitAt(bytes: Uint8Array, i: number): number {
  return (bytes[Math.floor(i / 8)]! >> (7 - (i % 8))) & 1;
}

function hashPair(prefix: number, a: Uint8Array, b: Uint8Array, hash: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + a.length + b.length);
  bytes[0] = prefix;
  bytes.set(a, 1);
  bytes.set(b, 1 + a.length);
  return hash(bytes);
}
