import { hash } from 'node:crypto';
import {
  appendToFrontier,
  EMPTY_ROOT,
  type Frontier,
  HASH_BYTES,
  type HashReader,
  rootOf,
  rootOfFrontier,
} from '../../protocol/index.js';

const native = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** The leaf hashes of a log: all that is needed to know the root of every tree it ever had. */
export class LogCopy {
  private frontier: Frontier = [];
  private count = 0;

  private constructor(private leaves: Buffer) {}

  static of(leaves: Uint8Array): LogCopy {
    const copy = new LogCopy(Buffer.from(leaves));
    for (let i = 0; i < leaves.length / HASH_BYTES; i++) copy.grow(copy.leaf(i));
    return copy;
  }

  get size(): number {
    return this.count;
  }

  get root(): Uint8Array {
    return rootOfFrontier(this.frontier, this.count, native);
  }

  leaf(index: number): Uint8Array {
    return this.leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  append(leaf: Uint8Array): void {
    const end = (this.count + 1) * HASH_BYTES;
    if (end > this.leaves.length) {
      const larger = Buffer.alloc(Math.max(2 * this.leaves.length, 1024 * HASH_BYTES));
      this.leaves.copy(larger);
      this.leaves = larger;
    }
    this.leaves.set(leaf, this.count * HASH_BYTES);
    this.grow(leaf);
  }

  /** Leaf hashes from an index on, one behind the other. */
  since(index: number): Uint8Array {
    return this.leaves.subarray(index * HASH_BYTES, this.count * HASH_BYTES);
  }

  rootAt(size: number): Uint8Array {
    if (size === this.count) return this.root;
    return size === 0 ? EMPTY_ROOT : rootOf(this.range(0, size), native);
  }

  /** Roots of complete subtrees. */
  readonly node: HashReader = (level, index) => {
    const width = 2 ** level;
    return rootOf(this.range(index * width, (index + 1) * width), native);
  };

  /** A copy that can be thrown away. */
  fork(): LogCopy {
    const copy = new LogCopy(Buffer.from(this.since(0)));
    copy.frontier = this.frontier;
    copy.count = this.count;
    return copy;
  }

  private range(start: number, end: number): Uint8Array[] {
    return Array.from({ length: end - start }, (_, i) => this.leaf(start + i));
  }

  private grow(leaf: Uint8Array): void {
    this.frontier = appendToFrontier(this.frontier, this.count, leaf, native);
    this.count += 1;
  }
}
