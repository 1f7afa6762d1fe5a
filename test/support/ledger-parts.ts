import { systemFault } from './system-fault.js';
import { admitOne } from './admission.js';
import { KeyRing } from '../../src/ledger/admission/key-ring.js';
import type { AppendConnection } from '../../src/ledger/append/append-connection.js';
import { type AppendResult, Post } from '../../src/ledger/append/pending.js';
import { Sequencer } from '../../src/ledger/append/sequencer.js';
import { HeadReader } from '../../src/ledger/head-reader.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { Receipts } from '../../src/ledger/receipts.js';
import { CheckpointStore } from '../../src/ledger/signing/checkpoint.store.js';
import { HeadSigner } from '../../src/ledger/signing/head-signer.js';
import { SignerState } from '../../src/ledger/signing/signer-state.js';
import { SigningStage } from '../../src/ledger/signing/signing-stage.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../../src/ledger/signer-directory.js';
import { TileStore } from '../../src/ledger/tree/tile-store.js';
import { SystemClock } from '../../src/platform/clock.js';
import type { TestApp } from './app.js';
import { silentLogger } from './logger.js';

export { systemFault };

/** The append path of a second process on a test application's database, taken apart so that faults can be put in. */
export class LedgerParts {
  readonly signer: HeadSigner;
  private readonly stage: SigningStage;
  private readonly sequencer: Sequencer;
  private readonly keys = new KeyRing();
  private readonly directory: SignerDirectory;

  private constructor(
    app: TestApp,
    private readonly state: SignerState,
    connect?: (pool: TestApp['database']['pool']) => Promise<AppendConnection>,
  ) {
    const { app: nest } = app;
    const any = { strict: false } as const;
    this.directory = nest.get<SignerDirectory>(SIGNER_DIRECTORY, any);
    this.directory.onKey(({ keyid, publicKey }) => {
      this.keys.add(keyid, publicKey);
    });
    const identity = nest.get(LedgerIdentity, any);
    const tiles = nest.get(TileStore, any);
    this.signer = new HeadSigner(
      identity,
      state,
      nest.get(CheckpointStore, any),
      tiles,
      nest.get(HeadReader, any),
      () => this.directory,
    );
    this.stage = new SigningStage(this.signer, nest.get(Receipts, any), silentLogger);
    this.sequencer = new Sequencer({
      pool: app.database.pool,
      log: nest.get(LogReader, any),
      tiles,
      stage: this.stage,
      identity,
      directory: () => this.directory,
      clock: new SystemClock(),
      logger: silentLogger,
      onCommit: () => undefined,
      ...(connect && { connect }),
    });
  }

  static async of(
    app: TestApp,
    connect?: (pool: TestApp['database']['pool']) => Promise<AppendConnection>,
  ): Promise<LedgerParts> {
    return new LedgerParts(app, await SignerState.open(app.dataDir), connect);
  }

  /** Appends statements that are taken for admissible. */
  async append(envelopes: readonly Uint8Array[]): Promise<readonly AppendResult[]> {
    const post = new Post(envelopes.length);
    const judgedAt = this.directory.index;
    this.sequencer.add(
      envelopes.map((envelope, place) => {
        const admission = admitOne(envelope, 'event', this.keys);
        if (!admission.ok) throw new Error(admission.refusal.detail);
        return { statement: admission.statement, judgedAt, mayBeWritten: false, post, place };
      }),
    );
    return post.answered;
  }

  async close(): Promise<void> {
    await this.sequencer.close();
    await this.stage.close();
    await this.state.close();
  }
}
