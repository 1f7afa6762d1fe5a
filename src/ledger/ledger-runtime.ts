import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { CLOCK, type Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { formatVkey } from '../protocol/index.js';
import { AdmissionPool } from './admission/admission-pool.js';
import { Sequencer } from './append/sequencer.js';
import { AppendStatement } from './append-statement.js';
import { CheckpointPublisher } from './checkpoint-publisher.js';
import { HeadReader } from './head-reader.js';
import { DirectoryFreshness } from './judgement/directory-freshness.js';
import { IntegrityCheck } from './integrity/integrity-check.js';
import { IntegrityStore } from './integrity/integrity.store.js';
import { KnownStatements } from './known-statements.js';
import { LedgerIdentity } from './ledger-identity.js';
import { LedgerMetrics } from './ledger-metrics.js';
import { LogGrowth } from './log-growth.js';
import { LogReader } from './log-reader.js';
import { OwnConnections } from './own-connections.js';
import { Receipts } from './receipts.js';
import { type Adoption, adoptDeclaredRecovery } from './recovery/declared-recovery.js';
import { CheckpointStore } from './signing/checkpoint.store.js';
import { HeadSigner, RollbackDetected } from './signing/head-signer.js';
import { SignerState } from './signing/signer-state.js';
import { SigningStage } from './signing/signing-stage.js';
import { SIGNER_DIRECTORY, type SignerDirectory, type SignerKey } from './signer-directory.js';
import { TileStore } from './tree/tile-store.js';
import { Witnesses } from './witnessing/witnesses.js';

/** Threads that admit statements; more than two gain nothing beside PostgreSQL on small machines. */
const ADMISSION_THREADS = 2;

/** The moving parts of the append path, put together, started and stopped in order. */
@Injectable()
export class LedgerRuntime
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly append: AppendStatement;
  readonly publisher: CheckpointPublisher;
  readonly signer: HeadSigner;
  readonly integrity: IntegrityCheck;
  private readonly pool: AdmissionPool;
  private readonly connections: OwnConnections;
  private readonly sequencer: Sequencer;
  private readonly stage: SigningStage;
  private readonly adoption: Adoption;
  private found: SignerDirectory | undefined;

  constructor(
    private readonly modules: ModuleRef,
    database: Database,
    private readonly identity: LedgerIdentity,
    private readonly state: SignerState,
    growth: LogGrowth,
    private readonly metrics: LedgerMetrics,
    private readonly witnesses: Witnesses,
    private readonly health: HealthChecks,
    @Inject(CLOCK) clock: Clock,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const directory = (): SignerDirectory => this.directory();
    // Who posts must not wait for the first thread; who only runs jobs may never need one.
    this.pool = new AdmissionPool(ADMISSION_THREADS, config.role === 'worker' ? 0 : 1);
    this.connections = new OwnConnections(database.pool, logger);
    const { connections } = this;
    const log = new LogReader(connections);
    const heads = new HeadReader(connections);
    const tiles = new TileStore(connections);
    const checkpoints = new CheckpointStore(connections);
    const receipts = new Receipts(connections, tiles, checkpoints);
    this.signer = new HeadSigner(identity, state, checkpoints, tiles, heads, directory);
    this.adoption = {
      state,
      log,
      heads,
      checkpoints,
      identity,
      directory,
      logger,
    };
    this.stage = new SigningStage(this.signer, receipts, logger);
    this.sequencer = new Sequencer({
      pool: connections.pool,
      log,
      tiles,
      stage: this.stage,
      identity,
      directory,
      clock,
      logger,
      onCommit: (size, statements) => {
        metrics.observeCommit(statements);
        growth.committed(size);
      },
    });
    this.integrity = new IntegrityCheck({
      pool: database.pool,
      store: new IntegrityStore(database),
      identity,
      state,
      directory,
      logger,
      intervalMs: config.ledger.integrityIntervalMs,
      entries: config.ledger.integrityEntries,
      takesTurns: config.role !== 'api',
    });
    this.append = new AppendStatement({
      pool: this.pool,
      sequencer: this.sequencer,
      signer: this.signer,
      integrity: this.integrity,
      identity,
      directory,
      freshness: new DirectoryFreshness(directory, heads),
      known: new KnownStatements(connections, receipts),
      clock,
      metrics,
    });
    const { checkpointIntervalMs } = config.ledger;
    this.publisher = new CheckpointPublisher(
      this.signer,
      heads,
      checkpoints,
      witnesses,
      checkpointIntervalMs,
      logger,
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.directory().onKey((key) => this.learnKey(key));
    this.health.register('log-signer', async () => {
      const { rollback } = this.signer;
      if (rollback !== undefined) throw rollback;
      this.identity.requireKey();
    });
    this.health.register('ledger-integrity', async () => {
      const { fault, progress } = this.integrity;
      if (fault !== undefined) throw fault;
      return { next: progress?.next, passedAt: progress?.passedAt ?? undefined };
    });
    this.metrics.watchIntegrity(this.integrity);
    if (this.witnesses.areConfigured)
      this.health.register('witnesses', async () => ({ ...this.witnesses.standing() }));
    await adoptDeclaredRecovery(this.adoption);
    await this.integrity.start();
    try {
      await this.publisher.start();
    } catch (error) {
      if (!(error instanceof RollbackDetected)) throw error;
      this.logger.error(
        { err: error, signed: error.signed.size, found: error.found.size },
        'rollback-detected: the log went back behind a signed head. Reads go on, nothing is appended or signed. ' +
          'Stop every process, then run "npx custody recover" (docs/how-to/recover-after-a-crash.md)',
      );
    }
  }

  private learnKey({ keyid, publicKey, registeredAt: from }: SignerKey): void {
    this.pool.addKey(keyid, publicKey);
    if (from === 0 || !this.directory().isLedgerKey(keyid)) return;
    const vkey = formatVkey(this.identity.origin, publicKey);
    const isNews = from > (this.identity.history.at(-1)?.from ?? 0);
    this.identity.succeed({ vkey, from });
    if (isNews)
      this.logger.warn({ vkey, from }, "the ledger's key was rotated: it signs from now on");
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.integrity.stop();
    await this.publisher.stop();
  }

  /** After the workers, which append too, and before the platform closes the database. */
  async onApplicationShutdown(): Promise<void> {
    await this.sequencer.close();
    await this.stage.close();
    await this.state.close();
    await this.pool.close();
    await this.connections.close();
  }

  /** The registry needs the log and the log needs the registry, so it is asked for when first used. */
  private directory(): SignerDirectory {
    this.found ??= this.modules.get<SignerDirectory>(SIGNER_DIRECTORY, { strict: false });
    return this.found;
  }
}
