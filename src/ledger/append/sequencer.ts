import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Clock } from '../../platform/clock.js';
import {
  isAboutOneRow,
  isOutcomeUnknown,
  isTransient,
} from '../../platform/database/database-faults.js';
import type { Logger } from '../../platform/logging/logger.js';
import { equalBytes } from '../../protocol/index.js';
import { identitiesOf } from '../admission/identity.js';
import type { LedgerIdentity } from '../ledger-identity.js';
import type { LogReader } from '../log-reader.js';
import { hashesIn } from '../native-bytes.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { SigningStage } from '../signing/signing-stage.js';
import type { TileStore } from '../tree/tile-store.js';
import type { TreeWindow } from '../tree/tree-window.js';
import { AppendConnection, PARTITION_ENTRIES } from './append-connection.js';
import { readOriginals } from './corrections.js';
import { LedgerUnavailable } from './ledger-unavailable.js';
import { type Head, linkBatch } from './link-batch.js';
import { type Pending, refusedWith } from './pending.js';
import { type BatchPlan, planBatch } from './plan-batch.js';

export interface SequencerDependencies {
  readonly pool: pg.Pool;
  readonly log: LogReader;
  readonly tiles: TileStore;
  readonly stage: SigningStage;
  readonly identity: LedgerIdentity;
  readonly directory: () => SignerDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told the new size after each commit, and how many statements it took. */
  readonly onCommit: (size: number, statements: number) => void;
  /** Opens the connection batches are written on; tests bring faulty ones. */
  readonly connect?: (pool: pg.Pool) => Promise<AppendConnection>;
}

const MAX_BATCH = 1000;
/** How long a batch is tried again while the database is away, before its posters are told. */
const RETRY_FOR_MS = 15_000;
const RETRY_EVERY_MS = 50;
/** A window that is further behind than this is read anew instead of caught up. */
const MAX_CATCH_UP = 4096;

/**
 * Group commit: while one batch commits, the next gathers; there is no timer, so under light load a post commits at
 * once. The head row is the only lock, so any number of processes may do this on one database.
 */
export class Sequencer {
  private readonly queue: Pending[] = [];
  private running: Promise<void> | undefined;
  private connection: AppendConnection | undefined;
  private window: TreeWindow | undefined;
  private partitionsUntil = 0;
  private isClosed = false;

  constructor(private readonly dependencies: SequencerDependencies) {}

  /** Statements waiting for a batch. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Takes statements in the order in which they shall stand in the log. */
  add(statements: readonly Pending[]): void {
    for (const pending of statements) this.queue.push(pending);
    // With nothing to do "run" would end before it is noted as running, and be taken for running ever after.
    if (this.queue.length > 0) this.running ??= this.run();
  }

  /** Finishes what was taken; later statements are refused. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.running;
    this.connection?.close();
    this.connection = undefined;
  }

  private async run(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        const batch = this.queue.splice(0, MAX_BATCH);
        const taken = await this.commit(batch);
        if (taken < batch.length) this.queue.unshift(...batch.slice(taken));
      }
    } finally {
      this.running = undefined;
    }
  }

  /** @returns how many of the batch were dealt with, one way or another */
  private async commit(batch: readonly Pending[]): Promise<number> {
    const deadline = Date.now() + RETRY_FOR_MS;
    for (;;) {
      try {
        return await this.attempt(batch);
      } catch (error) {
        this.forgetConnection();
        const isWorthRetrying = isTransient(error) && Date.now() < deadline && !this.isClosed;
        if (!isWorthRetrying) return await this.giveUp(batch, error);
        this.dependencies.logger.warn({ err: error }, 'appending failed and is tried again');
        await pause(RETRY_EVERY_MS);
      }
    }
  }

  private async giveUp(batch: readonly Pending[], error: unknown): Promise<number> {
    this.dependencies.logger.error({ err: error }, 'appending failed');
    if (batch.length > 1 && isAboutOneRow(error)) {
      // One statement the database will not take must not take the others with it.
      for (const pending of batch) await this.commit([pending]);
      return batch.length;
    }
    for (const { post } of batch) post.fail(new LedgerUnavailable(error));
    return batch.length;
  }

  private async attempt(batch: readonly Pending[]): Promise<number> {
    const { directory, clock, identity, log } = this.dependencies;
    const connection = await this.connect();
    const { head, known } = await connection.openBatch(
      batch.flatMap(({ statement }) => identitiesOf(statement)),
    );
    if (head.registryIndex > directory().index) await directory().catchUp(head.registryIndex);
    const originals = await readOriginals(log, correctedBy(batch));
    const at = Math.max(clock.now(), head.recordedAt);
    const plan = planBatch({
      batch,
      head,
      known,
      originals,
      directory: directory(),
      origin: identity.origin,
      at,
    });
    if (plan.accepted.length === 0) {
      await connection.rollback();
      this.answer(plan, head, undefined);
      return plan.taken;
    }
    const newHead = await this.write(connection, plan, head, at);
    this.answer(plan, newHead.head, newHead);
    return plan.taken;
  }

  private async write(connection: AppendConnection, plan: BatchPlan, head: Head, at: number) {
    const window = await this.windowFor(head);
    await this.ensurePartition(connection, head.size + plan.accepted.length);
    const linked = linkBatch(head, plan.accepted, at, window);
    try {
      await connection.writeBatch({
        linked,
        identities: plan.identities,
        window,
        sizeBefore: head.size,
      });
    } catch (error) {
      window.truncate(head.size);
      if (isOutcomeUnknown(error))
        for (const { pending } of plan.accepted) pending.mayBeWritten = true;
      throw error;
    }
    return { ...linked, window };
  }

  /** Hands everything to the signing stage: nobody is answered before a signed head covers his entry. */
  private answer(
    plan: BatchPlan,
    head: Head,
    written: Awaited<ReturnType<Sequencer['write']>> | undefined,
  ): void {
    const { onCommit, stage } = this.dependencies;
    for (const { pending, refusal } of plan.refused)
      pending.post.settle(pending.place, refusedWith(refusal));
    if (written !== undefined) onCommit(head.size, plan.accepted.length);
    stage.add({
      head,
      window: written?.window,
      entries: written?.entries.map((entry) => ({ pending: entry.statement.pending, entry })) ?? [],
      known: plan.known,
    });
  }

  private async connect(): Promise<AppendConnection> {
    const { pool, connect } = this.dependencies;
    this.connection ??= await (connect?.(pool) ?? AppendConnection.open(pool));
    return this.connection;
  }

  private forgetConnection(): void {
    this.connection?.close();
    this.connection = undefined;
  }

  /** The window at this head: grown by what other processes appended, or read anew. */
  private async windowFor(head: Head): Promise<TreeWindow> {
    const { tiles } = this.dependencies;
    const window = this.window;
    if (window?.size === head.size && equalBytes(window.root(), head.root)) return window;
    if (
      window !== undefined &&
      head.size > window.size &&
      head.size - window.size <= MAX_CATCH_UP
    ) {
      const leaves = await tiles.leafHashes(window.size, head.size - window.size);
      for (const leaf of hashesIn(leaves ?? Buffer.alloc(0))) window.append(leaf);
      if (window.size === head.size && equalBytes(window.root(), head.root)) return window;
    }
    const anew = await tiles.windowAt(head.size, head.frontier);
    if (!equalBytes(anew.root(), head.root))
      throw new Error('the entries do not lead to the head of the log: run "custody audit"');
    this.window = anew;
    return anew;
  }

  /** Partitions are made long before they are needed; the first batch of a process looks once. */
  private async ensurePartition(connection: AppendConnection, size: number): Promise<void> {
    if (size + PARTITION_ENTRIES / 2 < this.partitionsUntil) return;
    await connection.addPartition(size);
    await connection.addPartition(size + PARTITION_ENTRIES);
    this.partitionsUntil = (Math.floor(size / PARTITION_ENTRIES) + 2) * PARTITION_ENTRIES;
  }
}

function correctedBy(batch: readonly Pending[]): string[] {
  const hashes: string[] = [];
  for (const { statement } of batch) {
    const { facts } = statement;
    if (facts.kind === 'event' && facts.corrects !== undefined) hashes.push(facts.corrects.hash);
  }
  return hashes;
}
