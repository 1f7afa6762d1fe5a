import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties } from '../support/parties.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

/** insufficient_privilege: by grant or by trigger. */
const REFUSED = { code: '42501' };

const CHANGES = [
  'update log_entries set statement = statement',
  'update log_entries set leaf_hash = leaf_hash where idx = 0',
  'delete from log_entries',
  'truncate log_entries',
  'update log_entries_p0 set statement = statement',
  'delete from log_entries_p0',
  'truncate log_entries_p0',
  'update log_identities set idx = 0',
  'delete from log_identities',
  'truncate log_identities',
  'update log_checkpoints set note = note',
  'delete from log_checkpoints',
  'truncate log_checkpoints',
  'delete from log_head',
  'truncate log_head',
  'delete from log_tiles',
  'truncate log_tiles',
  'update log_head set size = size - 1',
  `update log_head set recorded_at = recorded_at - interval '1 day'`,
  'delete from log_published',
  'update log_published set size = size - 1',
  `update log_cosignatures set line = ''`,
  'delete from log_cosignatures',
  'truncate log_cosignatures',
  'delete from log_proposed',
  'truncate log_proposed',
  'update log_proposed set size = size - 1',
];

let app: TestApp;
let owner: Client;

beforeAll(async () => {
  app = await startTestApp();
  const parties = new Parties(app);
  const events = new EventFactory(parties);
  const mine = await parties.party('P-MINE', ['producer']);
  await parties.post('/v1/events', events.commission(mine));
  owner = new Client({ connectionString: app.testDatabase.url });
  await owner.connect();
  await owner.query(
    `insert into log_tiles (level, n, hashes) values (7, 0, decode(repeat('ab', 32), 'hex'))`,
  );
}, START_MS);

afterAll(async () => {
  await owner.query(
    `alter table log_tiles disable trigger refuse_change; delete from log_tiles where level = 7;
     alter table log_tiles enable always trigger refuse_change`,
  );
  await owner.end();
  await checkLedger(app);
  await app.close();
}, START_MS);

describe('the role of the service', () => {
  it.each(CHANGES)('may not %s', async (sql) => {
    await expect(app.database.query(sql)).rejects.toMatchObject(REFUSED);
  });

  it('may neither switch triggers off nor make tables of its own', async () => {
    for (const sql of [
      'alter table log_entries disable trigger refuse_change',
      'alter table log_entries_p0 disable trigger all',
      'set session_replication_role = replica',
      'create table log_entries_p9 (idx bigint)',
      'drop table log_checkpoints',
      'drop function log_refuse_change() cascade',
    ])
      await expect(app.database.query(sql)).rejects.toMatchObject(REFUSED);
  });
});

describe('the owner of the tables', () => {
  it.each(CHANGES)('may not %s, not even as a replica that fires no triggers', async (sql) => {
    await owner.query('set session_replication_role = replica');

    await expect(owner.query(sql)).rejects.toMatchObject(REFUSED);

    await owner.query('set session_replication_role = origin');
  });

  it('may let a tile grow and not change it', async () => {
    const tile = `update log_tiles set hashes =`;
    const where = 'where level = 7 and n = 0';

    await expect(
      owner.query(`${tile} decode(repeat('cd', 32), 'hex') ${where}`),
    ).rejects.toMatchObject(REFUSED);
    await expect(owner.query(`${tile} hashes || hashes ${where}`)).resolves.toMatchObject({
      rowCount: 1,
    });
    await expect(
      owner.query(`${tile} substring(hashes from 1 for 32) ${where}`),
    ).rejects.toMatchObject(REFUSED);
  });

  it('makes partitions that are as protected as the first', async () => {
    await app.database.query('select log_add_partition(7)');
    await app.database.query('select log_add_partition(7)');

    for (const sql of ['delete from log_entries_p7', 'truncate log_entries_p7'])
      await expect(owner.query(sql)).rejects.toMatchObject(REFUSED);
    const { rows } = await owner.query<{ enabled: string }>(
      `select tgenabled as enabled from pg_trigger
       where tgrelid = 'log_entries_p7'::regclass and tgname = 'refuse_change'`,
    );
    expect(rows).toEqual([{ enabled: 'A' }]);
  });
});
