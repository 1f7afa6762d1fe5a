import { hash } from 'node:crypto';
import {
  appendToFrontier,
  EMPTY_ROOT,
  type Frontier,
  HASH_BYTES,
  type HashReader,
  rootOfFrontier,
} from '../../protocol/index.js';

/** Leaf hashes that are kept elsewhere, one behind the other. */
export interface KeptLeaves {
  /** How many there are. */
  readonly count: number;
  /** Those from `start` to before `end`. */
  read(start: number, end: number): Uint8Array;
}

/** Hashes that are in memory, one behind the other. */
export function leavesIn(bytes: Uint8Array): KeptLeaves {
  return {
    count: Math.floor(bytes.length / HASH_BYTES),
    read: (start, end) => bytes.subarray(start * HASH_BYTES, end * HASH_BYTES),
  };
}

export const NO_LEAVES: KeptLeaves = leavesIn(new Uint8Array());

/** Leaf hashes read at a time: 2 MiB of them. */
const PAGE = 65_536;
const FIRST_ROOM = 1024;

const native = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/**
 * The leaf hashes of a log: all that is needed to know the root of every tree it ever had. What was saved stays where it
 * is kept; only what is new, and the right edge, are in memory.
 */
export class LogCopy {
  private added = Buffer.alloc(0);

  private constructor(
    private readonly kept: KeptLeaves,
    private frontier: Frontier,
    private count: number,
  ) {}

  /** Reads the kept hashes once, for the right edge of their tree. */
  static of(kept: KeptLeaves): LogCopy {
    const copy = new LogCopy(kept, [], kept.count);
    copy.frontier = copy.edgeOf(0, kept.count);
    return copy;
  }

  get size(): number {
    return this.count;
  }

  get root(): Uint8Array {
    return rootOfFrontier(this.frontier, this.count, native);
  }

  leaf(index: number): Uint8Array {
    return this.read(index, index + 1);
  }

  append(leaf: Uint8Array): void {
    const place = (this.count - this.kept.count) * HASH_BYTES;
    if (place + HASH_BYTES > this.added.length) this.makeRoom();
    this.added.set(leaf, place);
    this.frontier = appendToFrontier(this.frontier, this.count, leaf, native);
    this.count += 1;
  }

  /** The hashes that are not kept yet, one behind the other. */
  get unsaved(): Uint8Array {
    return this.added.subarray(0, (this.count - this.kept.count) * HASH_BYTES);
  }

  /** The same log, when all its hashes are kept. */
  savedIn(kept: KeptLeaves): LogCopy {
    return new LogCopy(kept, this.frontier, this.count);
  }

  rootAt(size: number): Uint8Array {
    if (size === this.count) return this.root;
    return size === 0 ? EMPTY_ROOT : rootOfFrontier(this.edgeOf(0, size), size, native);
  }

  /** Roots of complete subtrees. */
  readonly node: HashReader = (level, index) => {
    const width = 2 ** level;
    return rootOfFrontier(this.edgeOf(index * width, (index + 1) * width), width, native);
  };

  /** A copy that can be thrown away. */
  fork(): LogCopy {
    const copy = new LogCopy(this.kept, this.frontier, this.count);
    copy.added = Buffer.from(this.unsaved);
    return copy;
  }

  /** Right edge of the tree over some of the leaves, taken page by page. */
  private edgeOf(start: number, end: number): Frontier {
    let edge: Frontier = [];
    for (let at = start; at < end; at += PAGE) {
      const page = this.read(at, Math.min(end, at + PAGE));
      for (let i = 0; i < page.length / HASH_BYTES; i++) {
        const leaf = page.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES);
        edge = appendToFrontier(edge, at - start + i, leaf, native);
      }
    }
    return edge;
  }

  private read(start: number, end: number): Uint8Array {
    const { count } = this.kept;
    const kept = start < count ? this.kept.read(start, Math.min(end, count)) : new Uint8Array();
    if (end <= count) return kept;
    const first = (Math.max(start, count) - count) * HASH_BYTES;
    return Buffer.concat([kept, this.added.subarray(first, (end - count) * HASH_BYTES)]);
  }

  private makeRoom(): void {
    const larger = Buffer.alloc(Math.max(2 * this.added.length, FIRST_ROOM * HASH_BYTES));
    this.added.copy(larger);
    this.added = larger;
  }
}
