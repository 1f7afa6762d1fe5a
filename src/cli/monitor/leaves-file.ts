import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { HASH_BYTES } from '../../protocol/index.js';
import type { KeptLeaves } from './log-copy.js';

/** Leaf hashes in a file, 32 bytes each, read where they are needed: a log of millions does not fit in memory twice. */
export class LeavesFile {
  constructor(private readonly path: string) {}

  /**
   * The first `count` hashes.
   * @returns `undefined` when the file holds fewer
   */
  leaves(count: number): KeptLeaves | undefined {
    if (count > 0 && !existsSync(this.path)) return undefined;
    if (count > 0 && this.length() < count * HASH_BYTES) return undefined;
    return { count, read: (start, end) => this.read(start, end) };
  }

  /** Puts hashes behind the first `count`, and cuts off what a crash left there; on disk when it resolves. */
  async append(count: number, hashes: Uint8Array): Promise<KeptLeaves> {
    const file = await open(this.path, count === 0 ? 'w' : 'r+', 0o600);
    try {
      await file.write(hashes, 0, hashes.length, count * HASH_BYTES);
      await file.truncate(count * HASH_BYTES + hashes.length);
      await file.sync();
    } finally {
      await file.close();
    }
    const all = count + hashes.length / HASH_BYTES;
    return { count: all, read: (start, end) => this.read(start, end) };
  }

  private read(start: number, end: number): Uint8Array {
    const bytes = Buffer.alloc((end - start) * HASH_BYTES);
    return this.opened((file) => {
      const got = readSync(file, bytes, 0, bytes.length, start * HASH_BYTES);
      if (got < bytes.length) throw new Error(`${this.path} became shorter while it was in use`);
      return bytes;
    });
  }

  private length(): number {
    return this.opened((file) => fstatSync(file).size);
  }

  private opened<T>(use: (file: number) => T): T {
    const file = openSync(this.path, 'r');
    try {
      return use(file);
    } finally {
      closeSync(file);
    }
  }
}
