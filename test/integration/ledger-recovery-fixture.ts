import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Client, type QueryResult } from 'pg';
import { recoverWith } from '../../src/cli/local/recover/recover.js';
import type { RecoverOptions } from '../../src/cli/local-commands.js';
import { MonitorState } from '../../src/cli/monitor/monitor-state.js';
import { lookAt } from '../../src/cli/monitor/look.js';
import { LedgerClient } from '../../src/client/ledger-client.js';
import { auditLog } from '../../src/ledger/audit.js';
import type { LogEntry } from '../../src/ledger/log-entry.js';
import { readSignedHeads } from '../../src/ledger/signing/signer-state.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { decodeUtf8, parseEnvelope } from '../../src/protocol/index.js';
import { directoryAt } from '../../src/registry/directory-at.js';
import { RegistryState } from '../../src/registry/registry-state.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  copyTestDatabase,
  createTestDatabase,
  type TestDatabase,
  testFolder,
} from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

/** Without workers, so that nothing but what is posted stands in the log. */
export const API = { ROLE: 'api' };
export const START_MS = 120_000;

export interface Posted {
  readonly envelope: Uint8Array;
  /** The receipt as it was answered. */
  readonly text: string;
}

/** The database before and after the entries that are lost; both are only copied from here on. */
export let older: TestDatabase;
export let newer: TestDatabase;
export let dataDir: string;
export let vkey: string;
export let mine: TestParty;
export let auditor: TestParty;
/** Posted after the backup, one by one, in the order of the log. */
export const lost: Posted[] = [];
export let foundSize: number;
export let signedSize: number;
export let monitorFile: string;
let running: TestApp | undefined;

export const open: TestDatabase[] = [];

/** Makes the two databases; to be called before all tests of a file. */
export async function prepareLosses(): Promise<void> {
  try {
    await makeLosses();
  } catch (error) {
    // A service left running would keep the test run from ending.
    await running?.close();
    throw error;
  }
}

async function makeLosses(): Promise<void> {
  newer = await createTestDatabase();
  dataDir = join(testFolder('recovery-'), 'data');
  const before = await startTestApp({ database: newer, dataDir, env: API });
  running = before;
  const parties = new Parties(before);
  mine = await parties.party('P-MINE', ['producer']);
  auditor = await parties.party('P-AUDIT', ['auditor']);
  const events = new EventFactory(parties);
  await events.postText(before.url, events.array(manyOf(events, mine, 245)));
  vkey = (await parties.get('/.well-known/custody-ledger')).body.vkey;
  await before.close();
  older = await copyTestDatabase(newer);
  foundSize = await sizeOf(older);

  const after = await startTestApp({ database: newer, dataDir, env: API });
  running = after;
  for (const envelope of manyOf(events, mine, 6)) await post(after, envelope);
  const key = await new Parties(after).register('party', {
    registrationId: 'after-the-backup',
    party: { id: 'P-LATE', name: 'Late', country: 'RW', roles: ['producer'] },
  });
  expect(key).toBe(foundSize + 6);
  for (const envelope of manyOf(events, mine, 3)) await post(after, envelope);
  await keepMonitor(after);
  await after.close();
  signedSize = await sizeOf(newer);
}

export async function dropAll(): Promise<void> {
  for (const database of [newer, older, ...open]) await database.drop();
}

function manyOf(events: EventFactory, party: TestParty, count: number): Uint8Array[] {
  return Array.from({ length: count }, () => events.commission(party));
}

async function post({ url }: TestApp, envelope: Uint8Array): Promise<void> {
  const answer = await postTo(url, envelope);
  expect(answer.status).toBe(201);
  lost.push({ envelope, text: answer.text });
}

export async function postTo(
  url: string,
  envelope: Uint8Array,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(envelope),
  });
  return { status: response.status, text: await response.text() };
}

/** What `custody monitor` would keep. */
async function keepMonitor({ url, testDatabase }: TestApp): Promise<void> {
  const size = await sizeOf(testDatabase);
  await until(async () =>
    (await fetch(`${url}/log/checkpoint`)).text().then((note) => note.includes(`\n${size}\n`)),
  );
  monitorFile = join(testFolder('monitor-'), 'state.json');
  const state = MonitorState.open(monitorFile, vkey);
  const look = await lookAt(new LedgerClient({ url }), {
    vkey,
    saved: state.saved,
    copy: state.copy,
  });
  if (look.type !== 'grown') throw new Error(`the monitor saw ${look.type}`);
  await state.save(look.saved, look.copy);
  state.close();
}

export async function sizeOf({ url }: TestDatabase): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ size: string }>('select size from log_head');
    return Number(rows[0]!.size);
  });
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The ledger after somebody restored the backup: the older database under the signer's newer state. */
export interface RolledBack {
  readonly database: TestDatabase;
  readonly dataDir: string;
  recover(options?: Partial<RecoverOptions>): ReturnType<typeof recoverWith>;
}

export async function rolledBack(
  from: TestDatabase = older,
  kept: string = dataDir,
  env: Readonly<Record<string, string>> = {},
): Promise<RolledBack> {
  const database = await copyTestDatabase(from);
  open.push(database);
  const folder = join(testFolder('rolled-'), 'data');
  cpSync(kept, folder, { recursive: true });
  const config = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    UNSAFE_VOLATILE_DATABASE: 'true',
    LOG_LEVEL: 'silent',
    ...env,
  });
  return {
    database,
    dataDir: folder,
    recover: async (options) =>
      recoverWith(config, {
        fromFile: [],
        fromDatabase: [],
        fromDataDir: [],
        fromUrl: [],
        fromWitness: [],
        ...options,
      }),
  };
}

/** Starts the service on it and looks at everything from outside and inside. */
export async function expectAsIfNothingHappened(
  { database, dataDir: folder }: RolledBack,
  size = signedSize,
): Promise<void> {
  const app = await startTestApp({ database, dataDir: folder, env: API });
  try {
    for (const { envelope, text } of lost)
      expect(await postTo(app.url, envelope)).toEqual({ status: 200, text });
    const events = new EventFactory(new Parties(app));
    const next = events.commission(mine, { eventId: 'after-the-recovery' });
    expect((await postTo(app.url, next)).status).toBe(201);
    await checkLedger(app);
    const signedHeads = await readSignedHeads(folder);
    const report = await auditLog({ pool: app.database.pool, registry: registry(), signedHeads });
    expect(report.faults).toEqual([]);
    expect(report.entries).toBe(size + 1);
  } finally {
    await app.close();
  }
}

export function registry() {
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

/** As `custody post` leaves them: envelopes in one file, receipts in another. */
export function filesOf(posted: readonly Posted[]): string[] {
  const folder = testFolder('files-');
  const envelopes = join(folder, 'events.ndjson');
  const receipts = `${envelopes}.receipts.ndjson`;
  writeFileSync(
    envelopes,
    posted.map(({ envelope }) => `${Buffer.from(envelope).toString()}\n`).join(''),
  );
  writeFileSync(receipts, posted.map(({ text }) => `${text}\n`).join(''));
  return [envelopes, receipts];
}

export async function copyOf(database: TestDatabase): Promise<TestDatabase> {
  const copy = await copyTestDatabase(database);
  open.push(copy);
  return copy;
}

export function copyOfFolder(): string {
  const folder = join(testFolder('source-'), 'data');
  cpSync(dataDir, folder, { recursive: true });
  return folder;
}

export function keyFileOf({ key }: TestParty): string {
  const file = join(testFolder('key-'), 'key.jwk.json');
  const d = Buffer.from(key.secretKey).toString('base64url');
  writeFileSync(file, JSON.stringify({ ...key.jwk, d }), { mode: 0o600 });
  return file;
}

/** What only somebody with the whole database in his hands can do. */
export async function tamper({ url }: TestDatabase, sql: string): Promise<QueryResult['rows']> {
  const tables = ['log_entries_p0', 'log_entries', 'log_checkpoints', 'log_head'];
  return withClient(url, async (client) => {
    for (const table of tables) await client.query(`alter table ${table} disable trigger all`);
    const { rows } = await client.query(sql);
    for (const table of tables)
      await client.query(`alter table ${table} enable always trigger refuse_change`);
    return rows;
  });
}
