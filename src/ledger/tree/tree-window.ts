import { edgeOf, EMPTY_ROOT, hashChildren } from '../../protocol/index.js';
import { base64Of } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';

interface Level {
  /** Index of the first hash held. */
  first: number;
  readonly hashes: Uint8Array[];
  /** The same in base64, made when first asked for: many receipts name one node. */
  readonly texts: (string | undefined)[];
}

/**
 * The right part of the log's tree in memory: every complete subtree that ends after `start`, and the right edge as
 * it was there. That is enough to prove any later leaf in any later tree without reading a tile.
 */
export class TreeWindow {
  private readonly levels: Level[] = [];
  private startSize: number;
  private newest: number;

  /** @param frontier roots of the complete subtrees at the edge of the tree of `size` leaves, largest first */
  constructor(size: number, frontier: readonly Uint8Array[]) {
    this.startSize = size;
    this.newest = size;
    const edge = [...frontier];
    for (let width = 1; edge.length > 0; width *= 2) {
      const count = Math.floor(size / width);
      const held = count % 2 === 1 ? edge.pop() : undefined;
      this.levels.push(
        held === undefined
          ? { first: count, hashes: [], texts: [] }
          : { first: count - 1, hashes: [held], texts: [] },
      );
    }
  }

  /** Leaves below this index can no longer be proved from here. */
  get start(): number {
    return this.startSize;
  }

  get size(): number {
    return this.newest;
  }

  append(leafHash: Uint8Array): void {
    let node = leafHash;
    let index = this.newest;
    for (let level = 0; ; level++) {
      const at = this.level(level, index);
      at.hashes.push(node);
      if (index % 2 === 0) break;
      node = hashChildren(at.hashes.at(-2)!, node, nativeSha256);
      index = (index - 1) / 2;
    }
    this.newest++;
  }

  /** Takes back leaves whose commit failed. */
  truncate(size: number): void {
    if (size < this.startSize) throw new RangeError(`the window begins at ${this.startSize}`);
    this.newest = Math.min(size, this.newest);
    let width = 1;
    for (const level of this.levels) {
      const length = Math.max(0, Math.floor(this.newest / width) - level.first);
      level.hashes.length = Math.min(length, level.hashes.length);
      level.texts.length = Math.min(length, level.texts.length);
      width *= 2;
    }
  }

  /** Lets go of what only leaves below `size` need. */
  forget(size: number): void {
    if (size <= this.startSize) return;
    this.startSize = Math.min(size, this.newest);
    let width = 1;
    for (const level of this.levels) {
      const count = Math.floor(this.startSize / width);
      const first = count % 2 === 1 ? count - 1 : count;
      const surplus = first - level.first;
      if (surplus > 0) {
        level.hashes.splice(0, surplus);
        level.texts.splice(0, surplus);
        level.first = first;
      }
      width *= 2;
    }
  }

  /** Hash of the complete subtree, `undefined` when it is not (or no longer) held. */
  node(level: number, index: number): Uint8Array | undefined {
    const at = this.levels[level];
    return at?.hashes[index - at.first];
  }

  /** The same in base64. */
  text(level: number, index: number): string | undefined {
    const at = this.levels[level];
    if (at === undefined) return undefined;
    const place = index - at.first;
    const known = at.texts[place];
    if (known !== undefined) return known;
    const hash = at.hashes[place];
    if (hash === undefined) return undefined;
    const text = base64Of(hash);
    at.texts[place] = text;
    return text;
  }

  /**
   * Roots of the complete subtrees at the edge of the tree of `size` leaves, largest first.
   * @throws RangeError when the window does not reach back that far
   */
  frontier(size = this.newest): Uint8Array[] {
    return edgeOf(size).map(({ level, index }) => {
      const hash = this.node(level, index);
      if (hash === undefined) throw new RangeError(`node ${level}/${index} is outside the window`);
      return hash;
    });
  }

  /** @throws RangeError when the window does not reach back that far */
  root(size = this.newest): Uint8Array {
    if (size === 0) return EMPTY_ROOT;
    return this.frontier(size).reduceRight((right, left) =>
      hashChildren(left, right, nativeSha256),
    );
  }

  private level(level: number, index: number): Level {
    const known = this.levels[level];
    if (known !== undefined) return known;
    const made: Level = { first: index, hashes: [], texts: [] };
    this.levels.push(made);
    return made;
  }
}
