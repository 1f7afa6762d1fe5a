import { Inject, Injectable } from '@nestjs/common';
import { LogGrowth } from '../ledger/log-growth.js';
import { type LogEntry, LogReader } from '../ledger/log-reader.js';
import { PostersFirst } from '../ledger/posters-first.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { JudgementOutbox } from './judgement-outbox.js';
import { ProjectionBatch, type ReadBatch } from './projection-batch.js';
import { ProjectionProgress } from './projection-progress.js';
import { type Cursor, ProjectionStore } from './projection.store.js';
import { ProjectionWriter } from './projection-writer.js';

/** Entries per transaction: enough to spread its cost, few enough to leave the event loop to others in between. */
const BATCH = 256;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5000;
/** In case a notification was lost. */
const SWEEP_MS = 5000;

type StepResult = 'progress' | 'idle' | 'elsewhere';

/**
 * Follows the log by index and keeps the tables of provenance. The cursor is moved in the transaction that writes
 * what it passed, and its row is the lock: any number of processes may run a projector, one works at a time, and a
 * crash at any point loses and repeats nothing.
 */
@Injectable()
export class Projector {
  private running: Promise<void> | undefined;
  private isStopped = false;
  private isWoken = false;
  private wakeSleeper: (() => void) | undefined;
  private stopListening: (() => void) | undefined;
  private batchSize = BATCH;
  private readonly projected;
  private readonly skipped;

  constructor(
    private readonly database: Database,
    private readonly log: LogReader,
    private readonly growth: LogGrowth,
    private readonly progress: ProjectionProgress,
    private readonly store: ProjectionStore,
    private readonly batch: ProjectionBatch,
    private readonly writer: ProjectionWriter,
    private readonly outbox: JudgementOutbox,
    private readonly posters: PostersFirst,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.projected = metrics.counter({
      name: 'custody_projector_entries_total',
      help: 'Log entries projected by this process',
    });
    this.skipped = metrics.counter({
      name: 'custody_projector_skipped_total',
      help: 'Log entries that could not be projected; see table prov_skipped',
    });
  }

  /** Begins to follow the log; returns at once. */
  start(): void {
    if (this.running !== undefined) return;
    this.isStopped = false;
    this.stopListening = this.growth.onGrowth(() => {
      this.wake();
    });
    this.running = this.run();
  }

  /** Finishes the batch in hand. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.stopListening?.();
    this.wake();
    await this.running;
    this.running = undefined;
  }

  wake(): void {
    this.isWoken = true;
    this.wakeSleeper?.();
  }

  /**
   * Projects one batch, if there is one and no other process is at it.
   * @throws what the database throws; nothing is lost, the step can be tried again
   */
  async step(): Promise<StepResult> {
    // Read before the transaction, which must not wait for a second connection of the pool.
    const from = await this.progress.next();
    const entries = await this.log.entries(from, this.batchSize);
    if (entries.length === 0) return 'idle';
    const batch = await this.batch.read(entries);
    const outcome = await this.database.transaction(async (tx) => {
      const cursor = await this.store.lockCursor(tx);
      if (cursor?.next !== from) return undefined;
      return this.project(tx, cursor, entries, batch);
    });
    if (outcome === undefined) return 'elsewhere';
    this.projected.inc(entries.length);
    if (outcome.hasRequests || outcome.isWholeAgain) this.outbox.announce();
    this.batchSize = Math.min(BATCH, this.batchSize * 2);
    return 'progress';
  }

  private async project(
    tx: Tx,
    { next, quietBelow }: Cursor,
    entries: readonly LogEntry[],
    batch: ReadBatch,
  ) {
    const end = next + entries.length;
    if (entries.at(-1)?.index !== end - 1) throw new Error('cannot project: the log has a gap');
    const { rows, skipped } = await this.batch.project(tx, batch);
    const behind = await this.writer.write(tx, rows, next);
    for (const { idx, reason } of skipped) await this.skip(tx, idx, reason);
    const focuses = [...rows.focuses, ...behind];
    const hasRequests = end > quietBelow && focuses.length > 0;
    if (hasRequests) await this.writer.request(tx, focuses, end - 1);
    await this.store.moveCursor(tx, end);
    // Nothing was judged while a part was missing: what waited is due now.
    const isWholeAgain = next < quietBelow && end >= quietBelow;
    return { hasRequests, isWholeAgain };
  }

  private async skip(tx: Tx, idx: number, reason: string): Promise<void> {
    this.logger.error({ index: idx, reason }, 'entry cannot be projected, going on without it');
    this.skipped.inc();
    await this.writer.skip(tx, idx, reason);
  }

  private async run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.isStopped) {
      this.isWoken = false;
      let result: StepResult;
      const began = performance.now();
      try {
        result = await this.step();
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        await this.recover(error, retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
        continue;
      }
      if (result === 'progress') await this.posters.rest(performance.now() - began);
      if (result === 'idle') await this.sleep(SWEEP_MS);
      if (result === 'elsewhere') await this.sleep(FIRST_RETRY_MS);
    }
  }

  /** Bad data is narrowed down to its one entry, which is then passed over; anything else is tried again later. */
  private async recover(error: unknown, retryMs: number): Promise<void> {
    this.logger.error({ err: error, batchSize: this.batchSize }, 'projecting failed');
    if (!isDataError(error)) {
      await this.sleep(retryMs);
      return;
    }
    if (this.batchSize > 1) {
      this.batchSize = 1;
      return;
    }
    await this.passOver(error).catch(async (failure: unknown) => {
      this.logger.error({ err: failure }, 'cannot pass over an entry');
      await this.sleep(retryMs);
    });
  }

  private async passOver(error: unknown): Promise<void> {
    await this.database.transaction(async (tx) => {
      const cursor = await this.store.lockCursor(tx);
      if (cursor === undefined) return;
      await this.skip(tx, cursor.next, error instanceof Error ? error.message : String(error));
      await this.store.moveCursor(tx, cursor.next + 1);
    });
  }

  private async sleep(ms: number): Promise<void> {
    if (this.isWoken || this.isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeSleeper = undefined;
  }
}

/** SQLSTATE classes 22 (data), 23 (constraint) and 54 (limit exceeded): trying again cannot help. */
function isDataError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:22|23|54)[0-9A-Z]{3}$/u.test(code);
}
