import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { Client, type Pool } from 'pg';
import { type Look, lookAt } from '../../src/cli/monitor/look.js';
import type { LogSource } from '../../src/client/log-source.js';
import { MonitorState } from '../../src/cli/monitor/monitor-state.js';
import { AdmissionPool } from '../../src/ledger/admission/admission-pool.js';
import { type AuditedRegistry, auditLog } from '../../src/ledger/audit.js';
import { mapSeedOf } from '../../src/ledger/map-seed.js';
import { LEDGER_KEY_FILE, readKeyIfThere } from '../../src/ledger/ledger-keys.js';
import { writeMapSeed } from '../../src/ledger/map-seed.js';
import { readSignedHeads, type SignedHead } from '../../src/ledger/signing/signer-state.js';
import { ownerConnection } from '../../src/platform/database/connection.js';
import {
  checkFork,
  checkReceipt,
  cosign,
  decodeUtf8,
  equalBytes,
  formatAddCheckpoint,
  formatVkey,
  judgeAddCheckpoint,
  NOTE_KEY_TYPES,
  openCheckpoint,
  parseEnvelope,
  parseNote,
  parseTlogProof,
  parseVkey,
  publicKeyOf,
  type Receipt,
  sign,
} from '../../src/protocol/index.js';
import { auditMap } from '../../src/provenance/map/map-audit.js';
import { directoryAt } from '../../src/registry/directory-at.js';
import { RegistryState } from '../../src/registry/registry-state.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  copyTestDatabase,
  createTestDatabase,
  type TestDatabase,
  testFolder,
} from '../support/database.js';
import { EventFactory } from '../support/ledger-events.js';
import { type Answer, Parties, type TestParty } from '../support/parties.js';
import { ReferenceTree } from '../support/reference-merkle.js';
import { until } from '../support/until.js';
import { mapCaughtUp } from '../support/map.js';

const START_MS = 180_000;
jest.setTimeout(120_000);

const PAGE = readFileSync(
  resolve(import.meta.dirname, '../../docs/explanation/threat-model.md'),
  'utf8',
);
/** The page's tables: what is changed, and who notices. */
const ROWS = new Map(
  [...PAGE.matchAll(/^\| (`[a-z_.]+`|[^|]+?) +\| ([^|]+?) +\|$/gmu)].map(
    ([, what = '', who = '']) => [what.replaceAll('`', ''), who] as const,
  ),
);

let original: TestDatabase;
let forked: TestDatabase;
let dataDir: string;
let vkey: string;
let owner: Client;
const admission = new AdmissionPool(1);
let mine: TestParty;
let auditor: TestParty;
/** What outsiders keep of the ledger before it is attacked. */
let monitor: MonitorState;
let kept: readonly SignedHead[];
const posted: { envelope: Uint8Array; receipt: Receipt }[] = [];
/** The ledger set back to an older state, and gone on otherwise with its own key. */
let rewritten: TestApp;

async function postBatch(app: TestApp, name: string, count: number): Promise<void> {
  const events = new EventFactory(new Parties(app));
  const envelopes = Array.from({ length: count }, (_, i) => {
    const items = [{ itemId: `LOT-${i % 3}`, hs: '261590', qty: { value: '1', unit: 'KGM' } }];
    return events.commission(mine, { eventId: `${name}-${i}`, items });
  });
  const { status, text } = await events.postText(app.url, events.array(envelopes));
  expect(status).toBe(200);
  const { results }: { results: { receipt: Receipt }[] } = JSON.parse(text);
  for (const [i, { receipt }] of results.entries())
    posted.push({ envelope: envelopes[i]!, receipt });
}

async function stateMap(app: TestApp): Promise<void> {
  await mapCaughtUp(app);
}

function sourceOf(url: string): LogSource {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(`${url}/log/${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  };
  return {
    checkpoint: async () => (await get('checkpoint')).text(),
    tile: async (path) => Buffer.from(await (await get(path)).arrayBuffer()),
  };
}

/** Waits until everything that was posted is published. */
async function published(app: TestApp): Promise<void> {
  const rows = await app.database.query<{ size: number }>('select size from log_head');
  await until(async () => {
    const opened = openCheckpoint(await sourceOf(app.url).checkpoint(), vkey);
    return opened.ok && opened.checkpoint.size >= rows[0]!.size;
  });
}

async function look(source: LogSource): Promise<Look> {
  return lookAt(source, { vkey, saved: monitor.saved, copy: monitor.copy });
}

beforeAll(async () => {
  original = await createTestDatabase();
  dataDir = join(testFolder('tampering-'), 'data');
  const young = await startTestApp({ database: original, dataDir });
  const known = await fetch(`${young.url}/.well-known/custody-ledger`);
  ({ vkey } = JSON.parse(await known.text()));
  const parties = new Parties(young);
  mine = await parties.party('P-MINE', ['producer']);
  auditor = await parties.party('A-CH', ['auditor']);
  await parties.revoke((await parties.party('P-GONE', ['producer'])).key.keyid);
  await postBatch(young, 'a', 20);
  await stateMap(young);
  await young.close();
  forked = await copyTestDatabase(original);

  const grown = await startTestApp({ database: original, dataDir });
  await postBatch(grown, 'b', 1);
  await postBatch(grown, 'b2', 240);
  const events = new EventFactory(new Parties(grown));
  const corrects = events.correction(mine, posted[3]!.receipt.statementHash);
  expect((await new Parties(grown).post('/v1/events', corrects)).status).toBe(201);
  await stateMap(grown);
  await published(grown);
  monitor = MonitorState.open(join(testFolder('monitor-'), 'state.json'), vkey);
  const seen = await look(sourceOf(grown.url));
  if (seen.type !== 'grown') throw new Error(`the monitor found ${seen.type}`);
  await monitor.save(seen.saved, seen.copy);
  await grown.close();
  kept = await readSignedHeads(dataDir);

  // Whoever has database and key, and throws away what the signer kept.
  const forkedDir = join(testFolder('forked-'), 'data');
  cpSync(dataDir, forkedDir, { recursive: true });
  rmSync(join(forkedDir, 'signer'), { recursive: true });
  rewritten = await startTestApp({ database: forked, dataDir: forkedDir });
  await postBatch(rewritten, 'c', 260);
  await stateMap(rewritten);
  await published(rewritten);
  posted.splice(-260);

  owner = new Client(ownerConnection({ url: original.url }));
  await owner.connect();
  // Nothing is ever committed: each test ends by going back.
  await owner.query('begin');
  for (const table of await tables()) await owner.query(`alter table ${table} disable trigger all`);
  await cosignNewest();
}, START_MS);

afterAll(async () => {
  await owner.end();
  await admission.close();
  monitor.close();
  await rewritten.close();
  await original.drop();
  await forked.drop();
}, START_MS);

beforeEach(async () => {
  await owner.query('savepoint sound');
});

afterEach(async () => {
  await owner.query('rollback to savepoint sound');
});

async function tables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** A cosignature of a witness under the newest checkpoint. */
async function cosignNewest(): Promise<void> {
  const { rows } = await owner.query<{ size: number; note: string }>(
    'select size, note from log_checkpoints order by size desc limit 1',
  );
  const { size, note } = rows[0]!;
  const secretKey = new Uint8Array(32).fill(41);
  const publicKey = publicKeyOf(secretKey);
  const line = cosign(parseNote(note).text, {
    name: 'witness.example',
    publicKey,
    time: 1_790_000_000,
    sign: (message) => sign(message, secretKey),
  });
  const witness = formatVkey('witness.example', publicKey, NOTE_KEY_TYPES.cosignature);
  await owner.query('insert into log_cosignatures (size, witness, line) values ($1, $2, $3)', [
    size,
    witness,
    line,
  ]);
}

/** The pool of an auditor who sees what the attacker has not committed. */
function sameTransaction(): Pool {
  const client = {
    query: async (sql: string, params?: unknown[]) =>
      /^(begin|commit)\b/u.test(sql) ? { rows: [] } : owner.query(sql, params),
    on: () => undefined,
    release: () => undefined,
  };
  const pool: unknown = { connect: async () => client };
  return pool as Pool;
}

/** What `custody audit` says, in words. */
async function audited(heads = kept): Promise<string[]> {
  const state = new RegistryState();
  const registry: AuditedRegistry = {
    directory: directoryAt(state),
    fold: ({ index, recordedAt, statement }) => {
      const registration = JSON.parse(decodeUtf8(parseEnvelope(statement).payload));
      state.fold({ index, recordedAt, registration });
    },
  };
  const pool = sameTransaction();
  const { faults } = await auditLog({ pool, registry, signedHeads: heads, vkey, admission });
  return faults.map(({ where, what }) => `${where}: ${what}`);
}

async function auditedMap(): Promise<string[]> {
  const key = await readKeyIfThere(dataDir, LEDGER_KEY_FILE);
  const { faults } = await auditMap(sameTransaction(), mapSeedOf(key!));
  return faults.map(({ where, what }) => `${where}: ${what}`);
}

/** Changes a column of one row in the middle of its table. @returns rows changed */
async function change(table: string, column: string, type: string): Promise<number> {
  const other: Record<string, string> = {
    bytea: `set_byte(${column}, 0, get_byte(${column}, 0) # 1)`,
    bigint: `${column} + 300000`,
    smallint: `${column} % 5 + 1`,
    text: `'x' || ${column}`,
    uuid: 'gen_random_uuid()',
    boolean: `not ${column}`,
    'timestamp with time zone': `${column} + interval '1 microsecond'`,
  };
  const value = other[type];
  if (value === undefined) throw new Error(`no change is known for ${type} (${table}.${column})`);
  const { rowCount } = await owner.query(
    `update ${table} set ${column} = ${value} where (tableoid, ctid) =
       (select tableoid, ctid from ${table} order by ctid
        offset (select count(*) / 2 from ${table}) limit 1)`,
  );
  return rowCount ?? 0;
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

async function columnsOfTheLog(): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select table_name as table, column_name as column, data_type as type
     from information_schema.columns
     where table_schema = 'public' and table_name ~ '^(log|map)_' and table_name !~ '^log_entries_p'
     order by table_name, ordinal_position`,
  );
  return rows;
}

describe('the table of the threat model', () => {
  it('starts from a ledger in which nothing is wrong', async () => {
    expect(await audited()).toEqual([]);
    expect(await auditedMap()).toEqual([]);
  });

  it('has a row for every column that holds the log, and each says the truth', async () => {
    const said: string[] = [];
    const found: string[] = [];
    for (const { table, column, type } of await columnsOfTheLog()) {
      const name = `${table}.${column}`;
      const who = (ROWS.get(name) ?? 'no row').split(/[:,;]/u)[0]!.trim();
      said.push(`${name}: ${who}`);
      await owner.query('savepoint one_column');
      found.push(`${name}: ${await noticedBy({ table, column, type })}`);
      await owner.query('rollback to savepoint one_column');
    }
    expect(found.length).toBeGreaterThan(40);
    expect(said).toEqual(found);
  });

  it('has a row for every other table', async () => {
    const others = (await tables()).filter((name) => !/^(log|map)_/u.test(name));
    expect(others.length).toBeGreaterThan(15);
    const missing = others.filter((name) => !ROWS.has(name) && name !== 'schema_migrations');
    expect(missing).toEqual([]);
  });

  async function noticedBy({ table, column, type }: Column): Promise<string> {
    try {
      expect([table, await change(table, column, type)]).toEqual([table, 1]);
    } catch (error) {
      const CHECK = '23514';
      if (error instanceof Error && 'code' in error && error.code === CHECK) return 'constraint';
      throw error;
    }
    const faults = table.startsWith('map_') ? await auditedMap() : await audited();
    return faults.length > 0 ? 'audit' : 'nobody';
  }
});

describe('entries that are', () => {
  it('exchanged are noticed by the audit', async () => {
    await owner.query(`
      update log_entries set idx = 499999 where idx = 50;
      update log_entries set idx = 50 where idx = 51;
      update log_entries set idx = 51 where idx = 499999`);
    expect(await audited()).toContainEqual(expect.stringMatching(/^entry 50: its leaf hash/u));
  });

  it('taken out of the middle are noticed by the audit', async () => {
    await owner.query('delete from log_entries where idx = 60');
    await owner.query('delete from log_identities where idx = 60');
    await owner.query('delete from log_statement_index where idx = 60');
    expect(await audited()).toContainEqual(expect.stringMatching(/^entry 60: it is missing/u));
  });

  it('put in, or said twice, are noticed by the audit', async () => {
    await owner.query(`
      update log_entries set idx = idx + 1000 where idx > 70;
      insert into log_entries select 71, recorded_at, kind, statement_hash, leaf_hash, statement
        from log_entries where idx = 70;
      update log_entries set idx = idx - 999 where idx > 1000`);
    const faults = await audited();
    expect(faults).toContainEqual(expect.stringMatching(/^entry 71: its leaf hash/u));
    expect(faults).toContainEqual(expect.stringMatching(/one id was used twice/u));
  });

  it('cut off at the end are noticed by the audit, which knows the heads that the signer kept', async () => {
    await owner.query(`
      delete from log_entries where idx > 100;
      delete from log_identities where idx > 100;
      delete from log_checkpoints where size > 101`);
    expect(await audited()).toContainEqual(
      expect.stringMatching(/^log: a head of \d+ entries was signed; the log has 101/u),
    );
  });
});

it('a signed head between two others that is taken away is noticed by the audit', async () => {
  const { rows } = await owner.query<{ size: number }>(
    'select size from log_checkpoints order by size offset 2 limit 1',
  );
  await owner.query('delete from log_checkpoints where size = $1', [rows[0]!.size]);
  const faults = await audited();
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`followed that of ${rows[0]!.size} entries`, 'u'));
});

describe('a history that the ledger itself has rewritten, with its own key', () => {
  it('is sound to an audit that knows nothing else, and not to one with the heads of the signer', async () => {
    const here = owner;
    owner = new Client(ownerConnection({ url: forked.url }));
    await owner.connect();
    try {
      expect(await audited([])).toEqual([]);
      expect(await audited(kept)).toContainEqual(
        expect.stringMatching(/the signer kept another root|a head of \d+ entries was signed/u),
      );
    } finally {
      await owner.end();
      owner = here;
    }
  });

  it('is refused by a service whose signer state was not set back with it', async () => {
    const copy = await copyOfSigner();
    const app = await startTestApp({ database: forked, dataDir: copy }).catch(
      (error: unknown) => error,
    );
    if (app instanceof Error) return expect(app.message).toMatch(/was signed|not a continuation/u);
    const served = app as TestApp;
    const events = new EventFactory(new Parties(served));
    const refused: Answer = await new Parties(served).post(
      '/v1/events',
      events.commission(mine, { eventId: 'after' }),
    );
    await served.close();
    expect(refused).toMatchObject({ status: 503, body: { code: 'rollback-detected' } });
  });

  it('is proved by a monitor', async () => {
    const seen = await look(sourceOf(rewritten.url));

    expect(seen).toMatchObject({ type: 'fault', kind: 'fork' });
    if (seen.type !== 'fault') return;
    expect(checkFork(seen.fork!, vkey)).toMatchObject({ ok: true });
  });

  it('gets no cosignature from a witness', async () => {
    const { note, checkpoint } = monitor.saved!;
    const other = await sourceOf(rewritten.url).checkpoint();
    const logs = [parseVkey(vkey)];
    const ask = (proof: Uint8Array[], old: number, submitted: string) =>
      judgeAddCheckpoint(
        formatAddCheckpoint({ old, proof, checkpoint: submitted }),
        logs,
        () => checkpoint,
      ).status;

    expect(ask([], checkpoint.size, note)).toBe(200);
    expect(ask([], checkpoint.size, other)).toBe(422);
    expect(ask([], 24, other)).toBe(409);
  });

  it('is contradicted by a receipt, which holds as it did', async () => {
    const { envelope, receipt } = posted.at(-1)!;
    const checked = checkReceipt({ envelope, receipt, vkey });
    if (!checked.ok) throw new Error(checked.reason);
    const { size, root } = checked.checkpoint;
    const { rows } = await owner.query<{ leaf_hash: Buffer }>(
      'select leaf_hash from log_entries where idx < $1 order by idx',
      [size],
    );
    const others = await rewritten.database.query<{ leaf_hash: Buffer }>(
      'select leaf_hash from log_entries where idx < $1 order by idx',
      [size],
    );
    const rootOf = (leaves: { leaf_hash: Buffer }[]) =>
      new ReferenceTree(leaves.map((row) => row.leaf_hash)).root(size);

    expect(equalBytes(rootOf(rows), root)).toBe(true);
    expect(equalBytes(rootOf(others), root)).toBe(false);
    expect(parseTlogProof(receipt.proof).index).toBe(receipt.index);
  });

  it('is seen to have shrunk where it is only set back', async () => {
    const { note, checkpoint } = monitor.saved!;
    const older = posted[10]!.receipt;
    const source = {
      ...sourceOf(rewritten.url),
      checkpoint: async () => parseTlogProof(older.proof).checkpoint,
    };

    expect(await look(source)).toMatchObject({ type: 'fault', kind: 'shrink' });
    expect(openCheckpoint(note, vkey)).toMatchObject({ checkpoint: { size: checkpoint.size } });
  });
});

it('an event taken out of what provenance derived is missed by the reader of an answer', async () => {
  const parties = new Parties(rewritten);
  const token = await parties.logIn(auditor);
  const ask = async (): Promise<any> => (await parties.get('/v1/items/LOT-1', token)).body;
  const before = await ask();
  const told = (answer: any) => JSON.stringify(answer.timeline);
  const listed: { index: number }[] = before.integrity.completeness.proof.entries;
  const { index } = listed.at(-1)!;
  const here = new Client(ownerConnection({ url: forked.url }));
  await here.connect();
  await here.query('delete from prov_events where idx = $1', [index]);
  await here.query('delete from prov_event_items where idx = $1', [index]);
  await here.end();
  const after = await ask();

  expect(after.integrity.completeness.proof.entries).toEqual(listed);
  expect(told(before)).toContain(`"index":${index}`);
  expect(told(after)).not.toContain(`"index":${index}`);
});

describe('files and the wire', () => {
  it('a signer state that was changed stops the start', async () => {
    const copy = await copyOfSigner();
    for (const name of readdirSync(join(copy, 'signer'))) {
      const path = join(copy, 'signer', name);
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += 7) bytes[at]! ^= 1;
      writeFileSync(path, bytes);
    }
    await expect(startTestApp({ database: forked, dataDir: copy })).rejects.toThrow(/signer/u);
  });

  it('another key of the ledger stops the start', async () => {
    const copy = await copyOfSigner();
    const path = join(copy, 'keys', LEDGER_KEY_FILE);
    writeFileSync(path, readFileSync(path.replace(LEDGER_KEY_FILE, 'registrar.jwk.json')));
    await expect(startTestApp({ database: forked, dataDir: copy })).rejects.toThrow(
      /no file ledger\*\.jwk\.json/u,
    );
  });

  it('a start that fails leaves no file of its signer open or behind', async () => {
    const copy = await copyOfSigner();
    const folder = join(copy, 'signer');
    const before = readdirSync(folder);
    writeFileSync(join(copy, 'keys', LEDGER_KEY_FILE), '{}');
    await expect(startTestApp({ database: forked, dataDir: copy })).rejects.toThrow();
    // The names are there at once, whenever the handle of one is collected.
    expect(readdirSync(folder)).toEqual(before);
  });

  it('another seed of the map stops the start', async () => {
    const copy = await copyOfSigner();
    await writeMapSeed(copy, new Uint8Array(32).fill(7));
    await expect(startTestApp({ database: forked, dataDir: copy })).rejects.toThrow(
      /completeness map of this ledger was begun with the key/u,
    );
  });

  it('tiles, entries and checkpoints changed on the wire are noticed by a monitor', async () => {
    const served = sourceOf(rewritten.url);
    const fresh = MonitorState.open(join(testFolder('fresh-'), 'state.json'), vkey);
    const seen = async (source: LogSource) =>
      lookAt(source, { vkey, saved: undefined, copy: fresh.copy });
    const spoiled = (part: string): LogSource => ({
      ...served,
      tile: async (path) => {
        const bytes = await served.tile(path);
        return path.includes(part) ? bytes.with(20, bytes[20]! ^ 1) : bytes;
      },
    });
    expect((await seen(served)).type).toBe('grown');
    expect(await seen(spoiled('tile/0/'))).toMatchObject({ kind: 'false-tiles' });
    expect(await seen(spoiled('tile/1/'))).toMatchObject({ kind: 'false-tiles' });
    expect(await seen(spoiled('entries'))).toMatchObject({ kind: 'false-entries' });
    const note = await served.checkpoint();
    const changed = { ...served, checkpoint: async () => note.replace(/\n(\d+)\n/u, '\n1$1\n') };
    expect(await seen(changed)).toMatchObject({ kind: 'bad-signature' });
    fresh.close();
  });
});

/** The data folder as it was when the ledger was last seen, for a service on another database. */
async function copyOfSigner(): Promise<string> {
  const copy = join(testFolder('signer-'), 'data');
  cpSync(dataDir, copy, { recursive: true });
  return copy;
}
