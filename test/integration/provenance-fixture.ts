import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { ModuleRef } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { LogGrowth } from '../../src/ledger/log-growth.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { PostersFirst } from '../../src/ledger/posters-first.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseServer } from '../../src/platform/database/database-server.js';
import type { Logger } from '../../src/platform/logging/logger.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { JudgementOutbox } from '../../src/provenance/judgement-outbox.js';
import {
  JUDGEMENT_REQUESTS,
  type JudgementRequests,
} from '../../src/provenance/judgement-request.js';
import { LineageStore } from '../../src/provenance/lineage.store.js';
import { ProjectionBatch } from '../../src/provenance/projection-batch.js';
import { ProjectionProgress } from '../../src/provenance/projection-progress.js';
import { ProjectionStore } from '../../src/provenance/projection.store.js';
import { ProjectionWriter } from '../../src/provenance/projection-writer.js';
import { Projector } from '../../src/provenance/projector.js';
import { ProvenanceRebuild } from '../../src/provenance/provenance-rebuild.js';
import { RecordedEvents } from '../../src/provenance/recorded-events.js';
import { UsesStore } from '../../src/provenance/uses/uses.store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { silentLogger } from '../support/logger.js';

/** A payload as a scenario has it: admission is not in play here, so header members may be missing. */
export type Payload = Readonly<Record<string, unknown>>;

const KIND_CODES = { event: 1, registration: 2, decision: 3, finding: 4 } as const;

/** Tables that `rebuild` makes again; the outbox is not one of them. */
const PROJECTED = [
  'prov_cursor',
  'prov_events',
  'prov_event_items',
  'prov_items',
  'prov_consignments',
  'prov_consignment_items',
  'prov_involved',
  'prov_lookups',
  'prov_notices',
  'prov_skipped',
  'prov_uses',
  'prov_use_sums',
];

class CountingJudges implements JudgementRequests {
  requests = 0;

  requested(): void {
    this.requests += 1;
  }
}

/** Provenance on a database of its own, over a log that is written directly: no signatures, no tree. */
export class ProvenanceFixture {
  readonly log: LogReader;
  readonly outbox: JudgementOutbox;
  readonly lineages: LineageStore;
  readonly events: RecordedEvents;
  readonly uses: UsesStore;
  private size = 0;

  private constructor(
    readonly database: Database,
    private readonly testDatabase: TestDatabase,
    private readonly owner: Client,
    private readonly logger: Logger,
    modules: ModuleRef,
    private readonly judges: CountingJudges,
  ) {
    this.log = new LogReader(database);
    this.outbox = new JudgementOutbox(database, modules, logger);
    // Nothing was signed here, and so nothing can be altered.
    this.events = new RecordedEvents(this.log, { suspect: () => undefined });
    this.uses = new UsesStore(database);
    this.lineages = new LineageStore(database, this.events);
  }

  static async start(logger: Logger = silentLogger): Promise<ProvenanceFixture> {
    const testDatabase = await createTestDatabase();
    const config = loadConfig({
      DATABASE_URL: testDatabase.url,
      DATABASE_POOL_SIZE: '6',
      UNSAFE_VOLATILE_DATABASE: 'true',
    });
    const server = await DatabaseServer.start(config, [], logger);
    const database = await Database.open(server, config, logger);
    const owner = new Client({ connectionString: testDatabase.url });
    await owner.connect();
    const judges = new CountingJudges();
    const provider = { provide: JUDGEMENT_REQUESTS, useValue: judges };
    const module = await Test.createTestingModule({ providers: [provider] }).compile();
    const modules = module.get(ModuleRef);
    return new ProvenanceFixture(database, testDatabase, owner, logger, modules, judges);
  }

  /** How often judgement was asked for. */
  get requests(): number {
    return this.judges.requests;
  }

  /** A projector of its own, as another process would have. */
  projector(): Projector {
    const store = new ProjectionStore();
    return new Projector(
      this.database,
      this.log,
      new LogGrowth(this.database, this.log, this.logger),
      new ProjectionProgress(this.database, this.log),
      store,
      new ProjectionBatch(store, this.log, this.events, this.uses),
      new ProjectionWriter(this.uses),
      this.outbox,
      new PostersFirst(),
      this.logger,
      new Metrics(),
    );
  }

  rebuild(): ProvenanceRebuild {
    const progress = new ProjectionProgress(this.database, this.log);
    return new ProvenanceRebuild(this.database, this.log, progress, this.projector());
  }

  /** Writes statements to the log. @returns their hashes, hex */
  async append(
    payloads: readonly Payload[],
    kind: keyof typeof KIND_CODES = 'event',
  ): Promise<string[]> {
    const statements = payloads.map((payload) =>
      Buffer.from(
        JSON.stringify({
          payload: Buffer.from(JSON.stringify(payload)).toString('base64'),
          payloadType: `application/vnd.custody-ledger.${kind}.v1+json`,
          signatures: [],
        }),
      ),
    );
    const hashes = statements.map((bytes) => createHash('sha256').update(bytes).digest());
    const from = this.size;
    await this.owner.query(
      `insert into log_entries (idx, recorded_at, kind, statement_hash, leaf_hash, statement)
        select $1 + n - 1, timestamptz '2026-01-01' + ($1 + n) * interval '1 minute', $2, hash, leaf, statement
        from unnest($3::bytea[], $4::bytea[], $5::bytea[]) with ordinality as e (hash, leaf, statement, n)`,
      [from, KIND_CODES[kind], hashes, hashes.map(() => randomBytes(32)), statements],
    );
    this.size += payloads.length;
    await this.owner.query('update log_head set size = $1', [this.size]);
    return hashes.map((hash) => hash.toString('hex'));
  }

  /** Projects all that is in the log, in this task. */
  async project(projector = this.projector()): Promise<void> {
    while ((await projector.step()) === 'progress');
  }

  /** Every projected table as text, in an order that does not depend on when rows were written. */
  async dump(): Promise<string> {
    const parts: string[] = [];
    for (const table of PROJECTED) {
      // How far rebuilds went is the one thing that a rebuild changes.
      const columns = table === 'prov_cursor' ? 'row(next_idx)' : 't';
      const { rows } = await this.owner.query<{ row: string }>(
        `select ${columns}::text as row from ${table} t order by 1`,
      );
      parts.push(`${table}\n${rows.map(({ row }) => row).join('\n')}`);
    }
    return parts.join('\n\n');
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.database.close();
    await this.testDatabase.drop();
  }
}
