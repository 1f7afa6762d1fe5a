import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { auditLog, type AuditReport } from '../../src/ledger/audit.js';
import type { LogEntry } from '../../src/ledger/log-entry.js';
import { readSignedHeads } from '../../src/ledger/signing/signer-state.js';
import { StatementIndex } from '../../src/ledger/statement-index.js';
import { decodeUtf8, parseEnvelope } from '../../src/protocol/index.js';
import { directoryAt } from '../../src/registry/directory-at.js';
import { RegistryState } from '../../src/registry/registry-state.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

let app: TestApp;
let owner: Client;
let mine: TestParty;
let parties: Parties;
let events: EventFactory;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  events = new EventFactory(parties);
  mine = await parties.party('P-MINE', ['producer']);
  for (const count of [1, 150, 130])
    await events.postText(
      app.url,
      events.array(Array.from({ length: count }, () => events.commission(mine))),
    );
  const { body } = await parties.post('/v1/events', events.commission(mine));
  await parties.post('/v1/events', events.correction(mine, body.statementHash));
  owner = new Client({ connectionString: app.testDatabase.url });
  await owner.connect();
}, START_MS);

afterAll(async () => {
  await owner.end();
  await checkLedger(app);
  await app.close();
}, START_MS);

beforeEach(async () => {
  await app.app.get(StatementIndex, { strict: false }).catchUp();
});

function registry() {
  const state = new RegistryState();
  return {
    directory: directoryAt(state),
    fold: ({
      index,
      recordedAt,
      statement,
    }: Pick<LogEntry, 'index' | 'recordedAt' | 'statement'>) => {
      const registration = JSON.parse(decodeUtf8(parseEnvelope(statement).payload));
      state.fold({ index, recordedAt, registration });
    },
  };
}

async function audit(): Promise<AuditReport> {
  const signedHeads = await readSignedHeads(app.dataDir);
  return auditLog({ pool: app.database.pool, registry: registry(), signedHeads });
}

/** Does what only somebody with the whole database in his hands can do, looks, and undoes it. */
async function auditAfter(change: string, undo: string): Promise<readonly string[]> {
  await tamper(change);
  const report = await audit();
  await tamper(undo);
  expect(report.isSound).toBe(report.faultCount === 0);
  return report.faults.map(({ where, what }) => `${where}: ${what}`);
}

async function tamper(sql: string): Promise<void> {
  const tables = [
    'log_entries_p0',
    'log_entries',
    'log_identities',
    'log_checkpoints',
    'log_tiles',
    'log_head',
  ];
  await owner.query('begin');
  for (const table of tables) await owner.query(`alter table ${table} disable trigger all`);
  await owner.query(sql);
  for (const table of tables) {
    await owner.query(`alter table ${table} enable trigger all`);
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

describe('auditLog', () => {
  it('finds nothing wrong with a sound log and says what it read', async () => {
    const report = await audit();

    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ isSound: true, faultCount: 0, tiles: 2 });
    expect(report.entries).toBeGreaterThan(280);
    expect(report.signatures).toBeGreaterThan(report.entries);
    expect(report.checkpoints).toBeGreaterThan(4);
  });

  it.each([
    [
      'a byte of a stored statement',
      `update log_entries ${FLIP('statement', 40)} where idx = 20`,
      /^entry 20: /u,
    ],
    [
      'a statement hash',
      `update log_entries ${FLIP('statement_hash', 3)} where idx = 30`,
      /^entry 30: its statement/u,
    ],
    [
      'a leaf hash',
      `update log_entries ${FLIP('leaf_hash', 31)} where idx = 31`,
      /^entry 31: its leaf hash/u,
    ],
    [
      'a tile',
      `update log_tiles ${FLIP('hashes', 5000)} where level = 0 and n = 0`,
      /^tile 0\/0: its hashes/u,
    ],
    ['the root of the head', `update log_head ${FLIP('root', 0)}`, /^head: its root/u],
    ['the edge in the head', `update log_head ${FLIP('frontier', 9)}`, /^head: its right edge/u],
    [
      'the root beside a checkpoint',
      `update log_checkpoints ${FLIP('root', 7)} where size = 1`,
      /^checkpoint 1: its stored root/u,
    ],
  ])('finds a flipped bit in %s', async (_, change, fault) => {
    // Flipping it again undoes it.
    const faults = await auditAfter(change, change);

    expect(faults).toContainEqual(expect.stringMatching(fault));
  });

  it('finds two entries that changed places', async () => {
    const swap = `
      update log_entries set idx = 499999 where idx = 50;
      update log_entries set idx = 50 where idx = 51;
      update log_entries set idx = 51 where idx = 499999`;

    const faults = await auditAfter(swap, swap);

    expect(faults).toContainEqual(expect.stringMatching(/^entry 50: its leaf hash/u));
    expect(faults).toContainEqual(expect.stringMatching(/^entry 51: .*identity/u));
  });

  it('finds a removed entry, and that the log no longer leads to what was signed', async () => {
    const faults = await auditAfter(
      `create table kept as select * from log_entries where idx = 60; delete from log_entries where idx = 60`,
      `insert into log_entries select * from kept; drop table kept`,
    );

    expect(faults).toContainEqual(expect.stringMatching(/^entry 60: it is missing/u));
    expect(faults).toContainEqual(expect.stringMatching(/^head: it counts/u));
    expect(faults.some((fault) => fault.startsWith('checkpoint '))).toBe(true);
  });

  it('finds entries cut off at the end together with their heads, by what the signer kept', async () => {
    const faults = await auditAfter(
      `create table kept_entries as select * from log_entries where idx > 100;
       create table kept_heads as select * from log_checkpoints where size > 101;
       delete from log_entries where idx > 100; delete from log_checkpoints where size > 101`,
      `insert into log_entries select * from kept_entries;
       insert into log_checkpoints select * from kept_heads; drop table kept_entries, kept_heads`,
    );

    expect(faults).toContainEqual(expect.stringMatching(/^log: a head of \d+ entries was signed/u));
  });

  it('finds a lost identity, by which a statement could be appended twice', async () => {
    const faults = await auditAfter(
      `create table kept as select * from log_identities where idx = 70; delete from log_identities where idx = 70`,
      `insert into log_identities select * from kept; drop table kept`,
    );

    expect(faults).toContainEqual(expect.stringMatching(/^entry 70: it cannot be found/u));
    expect(faults).toContainEqual(expect.stringMatching(/^identities: there are/u));
  });

  it('finds a statement that a revoked key signed after its revocation', async () => {
    const party = await parties.party('P-LATE', ['producer']);
    const early = events.commission(party);
    await parties.post('/v1/events', early);
    await parties.revoke(party.key.keyid);
    const report = await audit();
    expect(report.faults).toEqual([]);

    // The revocation and the event change places, and everything that hangs on it is made to fit but the signatures
    // of the heads: nobody without the ledger's key can do that.
    const [event] = await app.database.query<{ idx: number }>(
      'select max(idx) as idx from log_entries where kind = 1',
    );
    const at = event!.idx;
    const swap = `
      create temporary table a on commit drop as select idx, kind, statement, statement_hash from log_entries where idx in (${at}, ${at + 1});
      update log_entries e set kind = a.kind, statement = a.statement, statement_hash = a.statement_hash
      from a where e.idx in (${at}, ${at + 1}) and a.idx = ${2 * at + 1} - e.idx`;
    const faults = await auditAfter(swap, swap);

    expect(faults).toContainEqual(
      expect.stringMatching(
        new RegExp(`^entry ${at + 1}: it should have been refused .key-revoked`, 'u'),
      ),
    );
  });
});
