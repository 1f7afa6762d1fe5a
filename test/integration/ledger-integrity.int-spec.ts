import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { Client } from 'pg';
import { IntegrityCheck } from '../../src/ledger/integrity/integrity-check.js';
import { IntegrityStore } from '../../src/ledger/integrity/integrity.store.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../../src/ledger/signer-directory.js';
import { SignerState } from '../../src/ledger/signing/signer-state.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { CheckpointStore } from '../../src/ledger/signing/checkpoint.store.js';
import { TileStore } from '../../src/ledger/tree/tile-store.js';
import { IntegrityProofs } from '../../src/provenance/answer/integrity.js';
import { CompletenessProofs } from '../../src/provenance/map/completeness-proofs.js';
import { RecordedEvents } from '../../src/provenance/recorded-events.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase, testFolder } from '../support/database.js';
import { silentLogger } from '../support/logger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

const START_MS = 120_000;
jest.setTimeout(60_000);
const any = { strict: false } as const;

/** Entries of a turn; with the newest ones a turn does not reach the middle of this log. */
const A_TURN = 256;
const dataDir = join(testFolder('integrity-'), 'data');
let database: TestDatabase;
let app: TestApp;
let owner: Client;
let mine: TestParty;
let events: EventFactory;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ database, dataDir });
  const parties = new Parties(app);
  events = new EventFactory(parties);
  mine = await parties.party('P-MINE', ['producer']);
  for (const count of [200, 200, 200, 200, 230]) {
    const { status } = await events.postText(
      app.url,
      events.array(Array.from({ length: count }, () => events.commission(mine))),
    );
    expect(status).toBe(200);
  }
  owner = new Client({ connectionString: database.url });
  await owner.connect();
}, START_MS);

afterAll(async () => {
  await owner.end();
  await app.close();
  await database.drop();
}, START_MS);

/** As one more process would look at the log. */
function check(): IntegrityCheck {
  return new IntegrityCheck({
    pool: app.database.pool,
    store: store(),
    identity: app.app.get(LedgerIdentity, any),
    state: app.app.get(SignerState, any),
    directory: () => app.app.get<SignerDirectory>(SIGNER_DIRECTORY, any),
    logger: silentLogger,
    intervalMs: 1,
    entries: A_TURN,
    takesTurns: true,
  });
}

function store(): IntegrityStore {
  return new IntegrityStore(app.database);
}

/** Does what only somebody with the whole database in his hands can do. */
async function tamper(sql: string): Promise<void> {
  const tables = ['log_entries_p0', 'log_entries', 'log_checkpoints', 'log_tiles', 'log_head'];
  await owner.query('begin');
  for (const table of tables) await owner.query(`alter table ${table} disable trigger all`);
  const { rowCount } = await owner.query(sql);
  expect(rowCount).toBe(1);
  for (const table of tables) {
    const { rows } = await owner.query<{ tgname: string }>(
      `select tgname from pg_trigger where tgrelid = $1::regclass and not tgisinternal`,
      [table],
    );
    for (const { tgname } of rows)
      await owner.query(`alter table ${table} enable always trigger ${tgname}`);
  }
  await owner.query('commit');
}

const FLIP = (column: string, at: number) =>
  `set ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;

/** Changes a character of the last signature: 16 bytes before the end there is still Base64. */
const FLIP_KEEPING_JSON = `set statement = set_byte(statement, length(statement) - 16,
  get_byte(statement, length(statement) - 16) # 1)`;

/** Turns until one finds something, or the end of the log was reached. */
async function turnsUntilFound(one: IntegrityCheck): Promise<number> {
  for (let turns = 1; ; turns++) {
    await one.turn();
    if (one.fault !== undefined || (await store().state()).next === 0) return turns;
  }
}

async function post() {
  return new Parties(app).post('/v1/events', events.commission(mine));
}

async function readiness() {
  const response = await fetch(`${app.url}/health/ready`);
  return { status: response.status, text: await response.text() };
}

describe('the check of the stored log', () => {
  it('goes through a whole log by turns, finds nothing wrong with a sound one, and begins anew', async () => {
    const one = check();

    const turns = await turnsUntilFound(one);

    expect(one.fault).toBeUndefined();
    expect(turns).toBeGreaterThan(3);
    expect((await store().state()).passedAt).toBeInstanceOf(Date);
    expect(await post()).toMatchObject({ status: 201 });
  });

  it('halts every process, names the finding, and leaves reading as it was', async () => {
    const { body } = await post();
    const token = await new Parties(app).logIn(mine);
    const read = async () => new Parties(app).get(`/v1/statements/${body.statementHash}`, token);
    await until(async () => (await read()).status === 200);
    await tamper(`update log_entries ${FLIP('statement', 9)} where idx = 1000`);
    await check().turn();
    await until(async () => (await post()).status === 503);

    const refused = await post();
    const { status, text } = await readiness();
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    const checkpoint = await fetch(`${app.url}/log/checkpoint`);

    expect(refused.body).toMatchObject({ status: 503, code: 'ledger-integrity' });
    expect(status).toBe(503);
    expect(text).toContain('LEDGER_INTEGRITY: entry 1000');
    expect(metrics).toMatch(/^custody_log_integrity_faults 1$/mu);
    expect(checkpoint.status).toBe(200);
    expect((await read()).status).toBe(200);
  });

  it('stays halted over a restart while the change stands, and goes on once it is mended', async () => {
    await check().turn();
    await app.close();
    app = await startTestApp({ database, dataDir });
    const still = await post();
    const ready = await readiness();
    await tamper(`update log_entries ${FLIP('statement', 9)} where idx = 1000`);
    const untilRestart = await post();
    await app.close();
    app = await startTestApp({ database, dataDir });

    expect([still.status, ready.status, untilRestart.status]).toEqual([503, 503, 503]);
    expect(await post()).toMatchObject({ status: 201 });
    expect((await readiness()).status).toBe(200);
  });

  it('comes to an entry in the middle in the turn whose window holds it, not before', async () => {
    const one = check();
    await tamper(`update log_entries ${FLIP('statement', 9)} where idx = 300`);

    await one.turn();
    const afterFirst = one.fault;
    await one.turn();

    await tamper(`update log_entries ${FLIP('statement', 9)} where idx = 300`);
    expect(afterFirst).toBeUndefined();
    expect(one.fault?.message).toContain('entry 300: its statement is not the one that was hashed');
    await store().mended();
    await store().goneOnTo(0);
  });

  it('looks at once where a reader comes upon a changed statement', async () => {
    const one = check();
    const reading = new RecordedEvents(app.app.get(LogReader, any), one);
    await reading.load([300]);
    await one.stop();
    const sound = one.fault;
    await tamper(`update log_entries ${FLIP_KEEPING_JSON} where idx = 301`);

    const read = await reading.load([301]);
    await one.stop();

    await tamper(`update log_entries ${FLIP_KEEPING_JSON} where idx = 301`);
    expect(sound).toBeUndefined();
    expect(read.size).toBe(1);
    expect(one.fault?.message).toContain('entry 301: its statement is not the one that was hashed');
    await store().mended();
  });

  it('looks at once where a proof of an answer does not lead to the signed root', async () => {
    const one = check();
    const { tiles, checkpoints, maps } = {
      tiles: app.app.get(TileStore, any),
      checkpoints: app.app.get(CheckpointStore, any),
      maps: app.app.get(CompletenessProofs, any),
    };
    const prove = async () =>
      new IntegrityProofs(app.database, tiles, checkpoints, maps, one).prove([302], undefined);
    await prove();
    await one.stop();
    const sound = one.fault;
    await tamper(`update log_entries ${FLIP('statement_hash', 3)} where idx = 302`);

    await prove();
    await one.stop();

    await tamper(`update log_entries ${FLIP('statement_hash', 3)} where idx = 302`);
    expect(sound).toBeUndefined();
    expect(one.fault?.faults.map((fault) => fault.where)).toContainEqual('entry 302');
    await store().mended();
  });

  it.each([
    ['entry 40', `update log_entries ${FLIP('leaf_hash', 3)} where idx = 40`],
    ['entry 40', `update log_entries ${FLIP('statement_hash', 3)} where idx = 40`],
    ['tile 0/1', `update log_tiles ${FLIP('hashes', 3)} where level = 0 and n = 1`],
    ['tile 1/0', `update log_tiles ${FLIP('hashes', 3)} where level = 1 and n = 0`],
    ['head', `update log_head ${FLIP('root', 3)}`],
    ['head', `update log_head ${FLIP('frontier', 3)}`],
    [
      'checkpoint',
      `update log_checkpoints ${FLIP('root', 3)}
       where size = (select min(size) from log_checkpoints where size > 100)`,
    ],
  ])('finds %s changed (%s)', async (where, change) => {
    const one = check();
    await tamper(change);

    await turnsUntilFound(one);

    await tamper(change);
    expect(one.fault?.faults.map((fault) => fault.where)).toContainEqual(
      expect.stringContaining(where),
    );
    await store().mended();
    await store().goneOnTo(0);
  });
});
