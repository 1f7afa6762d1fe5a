import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '../../platform/database/database-faults.js';
import type { Logger } from '../../platform/logging/logger.js';
import { TILE_WIDTH } from '../../protocol/index.js';
import { LedgerUnavailable } from '../append/ledger-unavailable.js';
import type { Head, LinkedEntry } from '../append/link-batch.js';
import type { Pending } from '../append/pending.js';
import { insideJsonString, JSON_LINE_FEED, receiptText } from '../receipt-text.js';
import type { Receipts } from '../receipts.js';
import { HeadProofs } from '../tree/head-proofs.js';
import type { TreeWindow } from '../tree/tree-window.js';
import { type HeadSigner, RollbackDetected, type Signed } from './head-signer.js';

/** A committed batch whose posters wait for a signed head. */
export interface CommittedBatch {
  readonly head: Head;
  /** `undefined` when nothing was appended. */
  readonly window: TreeWindow | undefined;
  readonly entries: readonly { readonly pending: Pending; readonly entry: LinkedEntry }[];
  readonly known: readonly { readonly pending: Pending; readonly index: number }[];
}

interface Answerable {
  readonly pending: Pending;
  readonly index: number;
  readonly status: 201 | 200;
}

/** Leaves kept in memory behind the signed head, so that their receipts need no read. */
const KEPT_LEAVES = 4096;
const RETRY_FOR_MS = 15_000;
const RETRY_EVERY_MS = 50;

/**
 * Signs behind the commits: takes every batch that waits, signs the newest head only, and answers all posters
 * against it. While it signs, the next batch commits.
 */
export class SigningStage {
  private waiting: CommittedBatch[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly signer: Pick<HeadSigner, 'sign'>,
    private readonly receipts: Pick<Receipts, 'firstReceipts'>,
    private readonly logger: Logger,
  ) {}

  add(batch: CommittedBatch): void {
    this.waiting.push(batch);
    this.running ??= this.run();
  }

  /** Resolves when everybody who waited is answered. */
  async close(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        const batches = this.waiting;
        this.waiting = [];
        await this.signAndAnswer(batches);
      }
    } finally {
      this.running = undefined;
    }
  }

  private async signAndAnswer(batches: readonly CommittedBatch[]): Promise<void> {
    const newest = batches.at(-1)!;
    const window = batches.findLast((batch) => batch.window !== undefined)?.window;
    try {
      // The paths are looked up while the signer waits for disk and database.
      const [signed, paths] = await Promise.all([
        this.sign(newest.head, window),
        pathsOf(batches, newest.head, window),
      ]);
      const rest = answerFromMemory(batches, paths, signed);
      window?.forget(wholeTiles(newest.head.size - KEPT_LEAVES));
      await this.answerFromStore(rest);
    } catch (error) {
      if (!(error instanceof RollbackDetected))
        this.logger.error({ err: error }, 'signing the head failed');
      for (const { entries, known } of batches)
        for (const { pending } of [...entries, ...known]) pending.post.fail(failureOf(error));
    }
  }

  private async sign(head: Head, window: TreeWindow | undefined): Promise<Signed> {
    const deadline = Date.now() + RETRY_FOR_MS;
    for (;;) {
      try {
        return await this.signer.sign(head, window);
      } catch (error) {
        if (!isTransient(error) || Date.now() > deadline) throw error;
        this.logger.warn({ err: error }, 'recording a signed head failed and is tried again');
        await pause(RETRY_EVERY_MS);
      }
    }
  }

  private async answerFromStore(rest: readonly Answerable[]): Promise<void> {
    if (rest.length === 0) return;
    const receipts = await this.receipts.firstReceipts(rest.map(({ index }) => index));
    for (const { pending, index, status } of rest) {
      const receipt = receipts.get(index);
      if (receipt === undefined)
        pending.post.fail(new LedgerUnavailable(new Error(`no signed head covers entry ${index}`)));
      else pending.post.settle(pending.place, { status, receipt: JSON.stringify(receipt), index });
    }
  }
}

/**
 * Inclusion paths of all that was appended, by index; empty where a batch of which nothing was appended brings a head
 * that another process may have moved beyond the window.
 */
async function pathsOf(
  batches: readonly CommittedBatch[],
  head: Head,
  window: TreeWindow | undefined,
): Promise<ReadonlyMap<number, string>> {
  // The signer has sent its work to the disk by then.
  await nextTurn();
  const paths = new Map<number, string>();
  if (window === undefined || head.size > window.size) return paths;
  const proofs = new HeadProofs(window, head.size);
  for (const { entries } of batches)
    for (const { entry } of entries) {
      const path = proofs.path(entry.index, JSON_LINE_FEED);
      if (path !== undefined) paths.set(entry.index, path);
    }
  return paths;
}

/** @returns whom an earlier signed head covers already, or of whose path a node is no longer in memory */
function answerFromMemory(
  batches: readonly CommittedBatch[],
  paths: ReadonlyMap<number, string>,
  signed: Signed,
): Answerable[] {
  const rest: Answerable[] = [];
  const note = signed.isNew ? insideJsonString(signed.note) : '';
  for (const { entries, known } of batches) {
    for (const { pending, entry } of entries) {
      const { index } = entry;
      const isCoveredFirst = signed.isNew && index >= signed.previousSize;
      const path = isCoveredFirst ? paths.get(index) : undefined;
      if (path === undefined) rest.push({ pending, index, status: 201 });
      else {
        const receipt = receiptText(entry, path, note);
        pending.post.settle(pending.place, { status: 201, receipt, index });
      }
    }
    // Known although nobody was answered: its COMMIT went unanswered and this is its first answer.
    for (const { pending, index } of known)
      rest.push({ pending, index, status: pending.mayBeWritten ? 201 : 200 });
  }
  return rest;
}

function failureOf(error: unknown): unknown {
  return error instanceof RollbackDetected ? error : new LedgerUnavailable(error);
}

/** The window begins where a tile begins, so that the tile can still be written. */
function wholeTiles(size: number): number {
  return Math.max(0, size - (size % TILE_WIDTH));
}
