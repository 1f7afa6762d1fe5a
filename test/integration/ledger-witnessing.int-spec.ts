import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import { Witness } from '../../src/cli/witness/witness.js';
import { WitnessServer } from '../../src/cli/witness/witness-server.js';
import { WitnessState } from '../../src/cli/witness/witness-state.js';
import { keyPairOf } from '../../src/cli/key-file.js';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { AuditFindings } from '../../src/ledger/audit/audit-findings.js';
import { auditCosignatures } from '../../src/ledger/audit/cosignature-audit.js';
import { keyFilePath, LEDGER_KEY_FILE } from '../../src/ledger/ledger-keys.js';
import { Receipts } from '../../src/ledger/receipts.js';
import {
  formatVkey,
  jwkOfSecretKey,
  NOTE_KEY_TYPES,
  openWithPolicy,
  parsePolicy,
  parseTlogProof,
  parseVkey,
  type Policy,
  publicKeyOf,
  type Receipt,
  verifyFile,
} from '../../src/protocol/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, testFolder } from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

const ORIGIN = 'custody.local/witnessed';
const UCR = '6RW2077-WITNESSED';

/** A real witness, on the loopback, with its state in a file. */
class TestWitness {
  private server: WitnessServer | undefined;
  private state: WitnessState | undefined;
  readonly key = keyPairOf(new Uint8Array(32).fill(this.fill));
  readonly vkey = formatVkey(this.name, this.key.publicKey, NOTE_KEY_TYPES.cosignature);
  port = 0;

  constructor(
    readonly name: string,
    private readonly fill: number,
    private readonly folder: string,
  ) {}

  get cosigned(): number {
    return this.state?.of(ORIGIN)?.size ?? 0;
  }

  async start(logVkey: string): Promise<void> {
    const { name, key } = this;
    this.state = WitnessState.open(join(this.folder, `${name}.json`));
    const logs = { keys: [parseVkey(logVkey)], histories: [] };
    const witness = new Witness({ name, key, logs, state: this.state, now: () => Date.now() });
    this.server = await WitnessServer.listen(witness, { host: '127.0.0.1', port: this.port });
    this.port = Number(new URL(this.server.url).port);
  }

  async stop(): Promise<void> {
    await this.server?.close();
    this.state?.close();
    this.server = undefined;
  }
}

/** How long the published checkpoint waits for its witnesses; no post does, however busy the machine. */
const PATIENCE_MS = 3000;

describe('a ledger with witnesses', () => {
  const folder = testFolder('witnessing-');
  const [one, two] = [new TestWitness('one', 31, folder), new TestWitness('two', 32, folder)];
  let silent: Server;
  let app: TestApp;
  let policy: Policy;
  let vkey: string;
  let mine: TestParty;
  let events: EventFactory;
  let token: string;
  let policyText: string;

  beforeAll(async () => {
    const dataDir = join(folder, 'data');
    vkey = makeLedgerKey(dataDir);
    await one.start(vkey);
    await two.start(vkey);
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const silentPort = typeof address === 'object' && address !== null ? address.port : 0;
    const slowKey = keyPairOf(new Uint8Array(32).fill(33)).publicKey;
    policyText = [
      `log ${vkey}`,
      `witness one ${one.vkey} http://127.0.0.1:${one.port}/`,
      `witness two ${two.vkey} http://127.0.0.1:${two.port}`,
      `witness silent ${formatVkey('silent', slowKey, NOTE_KEY_TYPES.cosignature)} http://127.0.0.1:${silentPort}`,
      'group two-of-three 2 one two silent',
      'quorum two-of-three',
      '',
    ].join('\n');
    policy = parsePolicy(policyText);
    const path = join(folder, 'policy');
    writeFileSync(path, policyText);
    app = await startTestApp({
      dataDir,
      env: {
        WITNESS_POLICY: path,
        WITNESS_PATIENCE_MS: String(PATIENCE_MS),
        LEDGER_ORIGIN: ORIGIN,
      },
    });
    const parties = new Parties(app);
    events = new EventFactory(parties);
    mine = await parties.party('P-MINE', ['producer', 'exporter']);
    token = await parties.logIn(await parties.party('P-AUDITOR', ['auditor']));
    const consign = {
      ...events.commissionOf(mine),
      type: 'CONSIGN',
      ucr: UCR,
      commodity: '3T',
      consignee: mine.id,
      endUser: mine.id,
      plan: { countries: ['RW', 'TZ'], transitCountries: [] },
    };
    const { basis: _, place: __, ...event } = { basis: '', place: '', ...consign };
    const { status } = await events.postText(app.url, events.event(mine, event));
    expect(status).toBe(201);
  }, START_MS);

  afterAll(async () => {
    await checkLedger(app);
    await app.close();
    await one.stop();
    await two.stop();
    silent.closeAllConnections();
    silent.close();
  }, START_MS);

  async function served(): Promise<string> {
    return (await fetch(`${app.url}/log/checkpoint`)).text();
  }

  async function post(): Promise<number> {
    const { status, text } = await events.postText(app.url, events.commission(mine));
    expect(status).toBe(201);
    return JSON.parse(text).index;
  }

  async function publishedOver(index: number): Promise<string> {
    return until(async () => {
      const note = await served();
      return Number(note.split('\n')[1]) > index ? note : undefined;
    });
  }

  /** What an auditor is answered, and what whoever insists on the witnesses finds in it. */
  async function answered(path: string): Promise<{ verdict: string; whats: string[] }> {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${app.url}/v1/consignments/${path}`, { headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { verdict, checks } = verifyFile(bytes, { vkey, policy: policyText }, signingRules);
    return { verdict, whats: checks.map(({ what }) => what) };
  }

  it('has what proves completeness cosigned too, however new it is', async () => {
    await post();
    expect(await answered('6RW2077-NOWHERE')).toEqual({
      verdict: 'verified',
      whats: ['absence', 'witnesses'],
    });
    await post();
    const bundle = await answered(`${UCR}/evidence?asOf=2999-01-01T00:00:00Z`);
    expect(bundle.verdict).toBe('verified');
    expect(bundle.whats).toContain('completeness');
  });

  it('publishes checkpoints that a quorum has cosigned', async () => {
    for (let round = 0; round < 5; round++) {
      const note = await publishedOver(await post());
      expect(openWithPolicy(note, policy, vkey)).toMatchObject({ ok: true });
    }
  });

  function checkpointOf(receipt: Receipt | undefined): string {
    return parseTlogProof(receipt?.proof ?? '').checkpoint;
  }

  it('gives receipts under the cosigned checkpoint', async () => {
    const index = await post();
    await publishedOver(index);
    const receipt = await app.app.get(Receipts, { strict: false }).receiptFor(index);

    expect(openWithPolicy(checkpointOf(receipt), policy, vkey)).toMatchObject({ ok: true });
  });

  it('gives receipts under an older checkpoint with the cosignatures that it has', async () => {
    const index = await post();
    const size = Number((await publishedOver(index)).split('\n')[1]);
    await publishedOver(await post());
    const receipt = await app.app.get(Receipts, { strict: false }).receiptFor(index, size);

    const checkpoint = checkpointOf(receipt);
    expect(checkpoint.split('\n')[1]).toBe(String(size));
    expect(openWithPolicy(checkpoint, policy, vkey)).toMatchObject({ ok: true });
  });

  it('agrees with a second process on what is proposed', async () => {
    await publishedOver(await post());
    const before = one.cosigned;
    const second = await startTestApp({
      dataDir: app.dataDir,
      database: app.testDatabase,
      env: { WITNESS_POLICY: join(folder, 'policy'), WITNESS_PATIENCE_MS: String(PATIENCE_MS) },
    });
    try {
      const note = await publishedOver(await post());
      expect(openWithPolicy(note, policy, vkey)).toMatchObject({ ok: true });
      expect(one.cosigned).toBeGreaterThan(before);
    } finally {
      await second.close();
    }
  });

  it('posts at once and publishes late while the quorum is not there, and shows who lags', async () => {
    await two.stop();
    const started = performance.now();
    const index = await post();
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);

    const note = await publishedOver(index);
    expect(openWithPolicy(note, policy, vkey)).toMatchObject({ ok: false });
    const receipts = app.app.get(Receipts, { strict: false });
    const [older, own] = await Promise.all([receipts.receiptFor(0), receipts.receiptFor(index)]);
    // The newest that has its quorum proves what it covers; what is newer has no better one.
    expect(openWithPolicy(checkpointOf(older), policy, vkey)).toMatchObject({ ok: true });
    expect(checkpointOf(own).split('\n')[1]).toBe(note.split('\n')[1]);
    // A bundle of what was cosigned says nothing that was not: the root of the map is newer.
    const bundle = await answered(`${UCR}/evidence?asOf=${index - 1}`);
    expect(bundle.verdict).toBe('verified');
    expect(bundle.whats).not.toContain('completeness');
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/^custody_witness_lag_entries\{witness="two"\} [1-9]/mu);
    expect(metrics).toMatch(/^custody_witness_lag_entries\{witness="silent"\} [1-9]/mu);
    expect(metrics).toMatch(/^custody_published_has_quorum 0/mu);
    const ready = await fetch(`${app.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      details: {
        witnesses: {
          status: 'up',
          hasQuorum: false,
          witnesses: [
            { name: 'one', failures: 0 },
            { name: 'two', lagEntries: expect.any(Number) },
            { name: 'silent', lagEntries: expect.any(Number) },
          ],
        },
      },
    });
  });

  it('goes on when the witness is back', async () => {
    await two.start(vkey);

    const note = await until(async () => {
      await post();
      const shown = await served();
      return openWithPolicy(shown, policy, vkey).ok ? shown : undefined;
    }, 40_000);
    expect(note).toContain('— two ');
  });

  it('has its cosignatures audited', async () => {
    const pool = new Pool({ connectionString: app.testDatabase.url });
    const owner = await pool.connect();
    async function faultsAfter(change: string): Promise<readonly string[]> {
      const findings = new AuditFindings(undefined);
      await owner.query('begin; alter table log_cosignatures disable trigger refuse_change');
      await owner.query(change);
      await auditCosignatures(owner, findings);
      await owner.query('rollback');
      return findings.faults.map(({ what }) => what);
    }
    const oldest = `(select size from log_cosignatures order by size limit 1)`;
    try {
      expect(await faultsAfter('select 1')).toEqual([]);
      for (const [change, fault] of [
        [`update log_cosignatures set line = 'x' where size = ${oldest}`, 'malformed'],
        [
          `update log_cosignatures set line = line || line where size = ${oldest}`,
          'not one signature line',
        ],
        [
          `insert into log_cosignatures select c.size, 'w' || s.witness, s.line from log_cosignatures s, log_checkpoints c
           where s.size = ${oldest} and c.size > s.size limit 1`,
          'vkey is malformed',
        ],
        [
          `insert into log_cosignatures select c.size, s.witness, s.line from log_cosignatures s, log_checkpoints c
           where s.size = ${oldest} and c.size > s.size limit 1`,
          'does not verify',
        ],
        [
          `insert into log_cosignatures select 99999, witness, line from log_cosignatures where size = ${oldest}`,
          'no checkpoint',
        ],
      ] as const)
        expect(await faultsAfter(change)).toContainEqual(expect.stringContaining(fault));
    } finally {
      owner.release();
      await pool.end();
    }
  });

  it('keeps cosignatures for ever', async () => {
    for (const change of [
      `update log_cosignatures set line = ''`,
      'delete from log_cosignatures',
      'truncate log_cosignatures',
      'delete from log_proposed',
      'update log_proposed set size = size - 1',
    ])
      await expect(app.database.query(change)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a quiet ledger that is given witnesses', () => {
  it('has what it published before cosigned, and cosigned again when that has become old', async () => {
    const folder = testFolder('witnessed-late-');
    const dataDir = join(folder, 'data');
    const vkey = makeLedgerKey(dataDir);
    const env = { LEDGER_ORIGIN: ORIGIN };
    const database = await createTestDatabase();
    const alone = await startTestApp({ dataDir, database, env });
    await new Parties(alone).party('P-MINE', ['producer']);
    await until(async () =>
      /^— /mu.test(await (await fetch(`${alone.url}/log/checkpoint`)).text()),
    );
    await alone.close();

    const witness = new TestWitness('late', 34, folder);
    await witness.start(vkey);
    const path = join(folder, 'policy');
    writeFileSync(
      path,
      `log ${vkey}\nwitness late ${witness.vkey} http://127.0.0.1:${witness.port}\nquorum late\n`,
    );
    const watched = await startTestApp({
      dataDir,
      database,
      env: { ...env, WITNESS_POLICY: path, WITNESS_RENEWAL_MS: '1500' },
    });
    const shown = async () => (await fetch(`${watched.url}/log/checkpoint`)).text();
    await until(async () => (await shown()).includes('— late '));

    expect(
      openWithPolicy(await shown(), parsePolicy(readFileSync(path, 'utf8')), vkey),
    ).toMatchObject({
      ok: true,
    });
    const before = await shown();
    const renewed = await until(async () => ((await shown()) === before ? undefined : shown()));
    expect(renewed.split('\n').slice(0, 3)).toEqual(before.split('\n').slice(0, 3));
    expect(renewed.match(/^— late /gmu)).toHaveLength(1);
    await checkLedger(watched);
    await watched.close();
    await witness.stop();
    await database.drop();
  });
});

/** The ledger's key before the ledger, because witnesses must know it and the policy must name it. */
function makeLedgerKey(dataDir: string): string {
  const secretKey = new Uint8Array(32).fill(30);
  mkdirSync(join(dataDir, 'keys'), { recursive: true });
  const path = keyFilePath(dataDir, LEDGER_KEY_FILE);
  writeFileSync(path, JSON.stringify(jwkOfSecretKey(secretKey)), { mode: 0o600 });
  return formatVkey(ORIGIN, publicKeyOf(secretKey));
}
