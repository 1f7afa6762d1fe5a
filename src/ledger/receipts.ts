import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import {
  type Entry,
  formatTime,
  inclusionNodes,
  proveInclusion,
  type Receipt,
  receiptOf,
} from '../protocol/index.js';
import { nativeSha256 } from './native-sha256.js';
import type { Queries } from './own-connections.js';
import { CheckpointStore, type StoredCheckpoint } from './signing/checkpoint.store.js';
import { TileStore } from './tree/tile-store.js';

interface EntryRow {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
}

const NO_ENTRY = new Uint8Array(32);

/** Receipts of entries that are in the log, made from what is stored: the same entry and size, the same bytes. */
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
      this.entries(unique),
      this.checkpoints.firstCovering(unique),
    ]);
    const receipts = new Map<number, Receipt>();
    for (const { checkpoint, indexes: covered } of covering)
      for (const receipt of await this.against(checkpoint, covered, entries))
        receipts.set(receipt.index, receipt);
    return receipts;
  }

  /**
   * A receipt against the checkpoint of `size`, or, without a size, against the latest published one; an entry newer
   * than that has its first receipt.
   * @returns `undefined` when no checkpoint of that size was signed, or it does not cover the entry
   */
  async receiptFor(index: number, size?: number): Promise<Receipt | undefined> {
    const checkpoint =
      size === undefined ? await this.checkpoints.published() : await this.checkpoints.at(size);
    const isCovered = checkpoint !== undefined && index < checkpoint.size;
    if (!isCovered) return size === undefined ? this.firstReceipt(index) : undefined;
    const [receipt] = await this.against(checkpoint, [index], await this.entries([index]));
    return receipt;
  }

  /** What a verifier hashes as the entry's five lines; `undefined` beyond the end of the log. */
  async entry(index: number): Promise<Entry | undefined> {
    return (await this.entries([index])).get(index);
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

  private async entries(indexes: readonly number[]): Promise<Map<number, Entry>> {
    const rows = await this.database.query<EntryRow>(
      `select idx, recorded_at, statement_hash, leaf_hash from log_entries
       where idx = any($1::bigint[])`,
      [[...new Set(indexes.flatMap((index) => [index - 1, index]))]],
    );
    const byIndex = new Map(rows.map((row) => [row.idx, row]));
    const entries = new Map<number, Entry>();
    for (const index of indexes) {
      const row = byIndex.get(index);
      if (row === undefined) continue;
      const previous = index === 0 ? NO_ENTRY : byIndex.get(index - 1)?.leaf_hash;
      if (previous === undefined)
        throw new Error(`entry ${index - 1} is missing: run "custody audit"`);
      const recordedAt = formatTime(row.recorded_at.getTime());
      entries.set(index, { index, previous, statementHash: row.statement_hash, recordedAt });
    }
    return entries;
  }
}
