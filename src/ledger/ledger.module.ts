import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { AppendStatement } from './append-statement.js';
import { CheckpointPublisher } from './checkpoint-publisher.js';
import { HeadReader } from './head-reader.js';
import { EventsController } from './http/events.controller.js';
import { ConsistencyController } from './http/consistency.controller.js';
import { LogController } from './http/log.controller.js';
import { VerifyController } from './http/verify.controller.js';
import { WellKnownController } from './http/well-known.controller.js';
import { IntegrityCheck } from './integrity/integrity-check.js';
import { LedgerIdentity } from './ledger-identity.js';
import { LedgerMetrics } from './ledger-metrics.js';
import { LedgerRuntime } from './ledger-runtime.js';
import { LogGrowth } from './log-growth.js';
import { PostersFirst } from './posters-first.js';
import { LogReader } from './log-reader.js';
import { openLedger } from './open-ledger.js';
import { Receipts } from './receipts.js';
import { CheckpointStore } from './signing/checkpoint.store.js';
import { HeadSigner } from './signing/head-signer.js';
import { RotationsTold } from './rotations-told.js';
import { SignerState } from './signing/signer-state.js';
import { StatementIndex } from './statement-index.js';
import { PublicTiles } from './tree/public-tiles.js';
import { TileStore } from './tree/tile-store.js';
import { Verifier } from './verifying/verifier.js';
import { CosignatureStore } from './witnessing/cosignature.store.js';
import { GrowthProofs } from './witnessing/growth-proofs.js';
import { readPolicy, WitnessPolicy } from './witnessing/read-policy.js';
import { Witnesses } from './witnessing/witnesses.js';
import { Metrics } from '../platform/metrics/metrics.js';

/**
 * The log: append, read, prove, publish. It declares {@link SignerDirectory}; the registry, which is built on the
 * log, provides it, and is found when the first statement is judged.
 */
@Module({
  controllers: [
    ConsistencyController,
    EventsController,
    LogController,
    VerifyController,
    WellKnownController,
  ],
  providers: [
    LogReader,
    LogGrowth,
    PostersFirst,
    HeadReader,
    TileStore,
    PublicTiles,
    CheckpointStore,
    Receipts,
    CosignatureStore,
    GrowthProofs,
    LedgerMetrics,
    LedgerRuntime,
    RotationsTold,
    StatementIndex,
    Verifier,
    {
      provide: LedgerIdentity,
      inject: [Database, CONFIG, CLOCK, LOGGER],
      useFactory: openIdentity,
    },
    {
      provide: SignerState,
      inject: [CONFIG],
      useFactory: async (config: Config) => SignerState.open(config.dataDir),
    },
    {
      provide: WitnessPolicy,
      inject: [CONFIG, LedgerIdentity],
      useFactory: ({ ledger }: Config, { history }: LedgerIdentity) =>
        readPolicy(ledger.witnessPolicy, history),
    },
    {
      provide: Witnesses,
      inject: [
        CONFIG,
        WitnessPolicy,
        CosignatureStore,
        CheckpointStore,
        GrowthProofs,
        Metrics,
        LOGGER,
      ],
      useFactory: makeWitnesses,
    },
    {
      provide: AppendStatement,
      inject: [LedgerRuntime],
      useFactory: ({ append }: LedgerRuntime) => append,
    },
    {
      provide: HeadSigner,
      inject: [LedgerRuntime],
      useFactory: ({ signer }: LedgerRuntime) => signer,
    },
    {
      provide: IntegrityCheck,
      inject: [LedgerRuntime],
      useFactory: ({ integrity }: LedgerRuntime) => integrity,
    },
    {
      provide: CheckpointPublisher,
      inject: [LedgerRuntime],
      useFactory: ({ publisher }: LedgerRuntime) => publisher,
    },
  ],
  exports: [
    AppendStatement,
    LogReader,
    LogGrowth,
    PostersFirst,
    LedgerIdentity,
    Receipts,
    CheckpointStore,
    CheckpointPublisher,
    TileStore,
    StatementIndex,
    HeadSigner,
    IntegrityCheck,
    WitnessPolicy,
  ],
})
export class LedgerModule {}

async function openIdentity(
  database: Database,
  config: Config,
  clock: Clock,
  logger: Logger,
): Promise<LedgerIdentity> {
  const { identity, keys, isNew } = await openLedger({
    pool: database.pool,
    dataDir: config.dataDir,
    origin: config.ledger.origin,
    isProduction: config.isProduction,
    clock,
  });
  for (const { path } of keys.filter((key) => key.isNew))
    logger.info({ path }, 'made a secret key: keep a copy in a safe place');
  const { origin, vkey } = identity;
  logger.info({ origin, vkey, isNew }, isNew ? 'began a new ledger' : 'opened the ledger');
  return identity;
}

function makeWitnesses(
  { ledger }: Config,
  { policy }: WitnessPolicy,
  cosignatures: CosignatureStore,
  checkpoints: CheckpointStore,
  proofs: GrowthProofs,
  metrics: Metrics,
  logger: Logger,
): Witnesses {
  return new Witnesses({
    policy,
    patienceMs: ledger.witnessPatienceMs,
    renewalMs: ledger.witnessRenewalMs,
    cosignatures,
    checkpoints,
    proofs,
    metrics,
    logger,
  });
}
