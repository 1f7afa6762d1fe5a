import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import {
  type Entry,
  inclusionNodes,
  proveInclusion,
  type Receipt,
  receiptOf,
} from '../protocol/index.js';
import { nativeSha256 } from './native-sha256.js';
import type { Queries } from './own-connections.js';
import { readEntries } from './read-entries.js';
import { CheckpointStore, type StoredCheckpoint } from './signing/checkpoint.store.js';
import { TileStore } from './tree/tile-store.js';

/**
 * Receipts of entries that are in the log, made from what is stored. First receipts are the same bytes for ever; others
 * show what witnesses have cosigned by then.
 */
@Injectable()
export class Receipts {
  constructor(
    @Inject(Database) private readonly database: Queries,
    private readonly tiles: TileStore,
    private readonly checkpoints: CheckpointStore,
  ) {}

  /**
   * The receipt the entry's poster was given, against the first signed head that covers it.
   * @returns `undefined` while no signed head covers it
   */
  async firstReceipt(index: number): Promise<Receipt | undefined> {
    return (await this.firstReceipts([index])).get(index);
  }

  /** The same for many, with a few queries in all; entries that no signed head covers yet are left out. */
  async firstReceipts(indexes: readonly number[]): Promise<Map<number, Receipt>> {
    const unique = [...new Set(indexes)];
    const [entries, covering] = await Promise.all([
      readEntries(this.database, unique),
      this.checkpoints.firstCovering(unique),
    ]);
    const receipts = new Map<number, Receipt>();
    for (const { checkpoint, indexes: covered } of covering)
      for (const receipt of await this.against(checkpoint, covered, entries))
        receipts.set(receipt.index, receipt);
    return receipts;
  }

  /**
   * A receipt against the checkpoint of `size`, or, without a size, against the latest published one that witnesses have
   * cosigned, or the latest where that is too old; an entry newer than both has its first receipt.
   * @returns `undefined` when no checkpoint of that size was signed, or it does not cover the entry
   */
  async receiptFor(index: number, size?: number): Promise<Receipt | undefined> {
    const checkpoint =
      size === undefined
        ? await this.checkpoints.bestPublished(index)
        : await this.checkpoints.cosigned(size);
    const isCovered = checkpoint !== undefined && index < checkpoint.size;
    if (!isCovered) return size === undefined ? this.firstReceipt(index) : undefined;
    const [receipt] = await this.against(
      checkpoint,
      [index],
      await readEntries(this.database, [index]),
    );
    return receipt;
  }

  /** What a verifier hashes as the entry's five lines; `undefined` beyond the end of the log. */
  async entry(index: number): Promise<Entry | undefined> {
    return (await readEntries(this.database, [index])).get(index);
  }

  private async against(
    { size, note }: StoredCheckpoint,
    indexes: readonly number[],
    entries: ReadonlyMap<number, Entry>,
  ): Promise<Receipt[]> {
    const nodes = indexes.flatMap((index) => inclusionNodes(index, size));
    const read = await this.tiles.nodes(nodes, size);
    return indexes.flatMap((index) => {
      const entry = entries.get(index);
      if (entry === undefined) return [];
      const proof = proveInclusion(index, size, read, nativeSha256);
      return [receiptOf(entry, { proof, checkpoint: note }, nativeSha256)];
    });
  }
}
