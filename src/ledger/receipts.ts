import { Injectable } from '@nestjs/common';
import { type Entry, formatTime, type Receipt, receiptOf } from '../protocol/index.js';
import { LogReader } from './log-reader.js';
import { nativeSha256 } from './native-sha256.js';
import { Proofs } from './proofs.js';
import { CheckpointStore, type StoredCheckpoint } from './signing/checkpoint.store.js';

const NO_ENTRY = new Uint8Array(32);

/** Receipts of entries that are in the log, made from what is stored: the same entry and size, the same bytes. */
@Injectable()
export class Receipts {
  constructor(
    private readonly log: LogReader,
    private readonly proofs: Proofs,
    private readonly checkpoints: CheckpointStore,
  ) {}

  /**
   * The receipt the entry's poster was given, against the first signed head that covers it.
   * @returns `undefined` while no signed head covers it
   */
  async firstReceipt(index: number): Promise<Receipt | undefined> {
    const checkpoint = await this.checkpoints.firstCovering(index);
    return checkpoint && this.against(index, checkpoint);
  }

  /**
   * A receipt against the checkpoint of `size`, or, without a size, against the latest published one; an entry newer
   * than that has its first receipt.
   * @returns `undefined` when no checkpoint of that size was signed, or it does not cover the entry
   */
  async receiptFor(index: number, size?: number): Promise<Receipt | undefined> {
    if (size !== undefined) {
      const checkpoint = await this.checkpoints.at(size);
      return checkpoint && this.against(index, checkpoint);
    }
    const published = await this.checkpoints.published();
    if (published !== undefined && published.size > index) return this.against(index, published);
    return this.firstReceipt(index);
  }

  /** The entry's five lines' content, as a verifier hashes it. */
  async entry(index: number): Promise<Entry | undefined> {
    const from = Math.max(0, index - 1);
    const entries = await this.log.entries(from, index - from + 1);
    const own = entries.find((entry) => entry.index === index);
    if (own === undefined) return undefined;
    const previous = index === 0 ? NO_ENTRY : entries[0]?.leafHash;
    if (previous === undefined)
      throw new Error(`entry ${index - 1} is missing: run "custody audit"`);
    return {
      index,
      previous,
      statementHash: own.statementHash,
      recordedAt: formatTime(own.recordedAt),
    };
  }

  private async against(
    index: number,
    { size, note }: StoredCheckpoint,
  ): Promise<Receipt | undefined> {
    if (index >= size) return undefined;
    const entry = await this.entry(index);
    if (entry === undefined) return undefined;
    const proof = await this.proofs.inclusion(index, size);
    return receiptOf(entry, { proof, checkpoint: note }, nativeSha256);
  }
}
