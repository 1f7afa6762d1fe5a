import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrations } from '../../src/migrations/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded/postgres.js';
import { silentLogger } from './logger.js';

/** A database of its own, migrated, on the server of the test run. */
export interface TestDatabase {
  /** As the owner; the service adds its own role. */
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'custody_template';
/** Test files that start together make the template once. */
const TEMPLATE_LOCK = 0x54455354;

/** A folder below the run's, removed with it. Anyone may pass through it, as the server's user must. */
export function testFolder(prefix = 'data-'): string {
  const folder = mkdtempSync(join(runFolder(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** Clones the migrated template: some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const host = await serverSocket();
  await ensureTemplate(host);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(host, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  return {
    name,
    url: urlOf(host, name),
    drop: async () => asAdmin(host, `drop database if exists ${name} with (force)`),
  };
}

/** A copy of a database to which nobody is connected. */
export async function copyTestDatabase({ name: original }: TestDatabase): Promise<TestDatabase> {
  const host = await serverSocket();
  const name = `copy_${randomBytes(6).toString('hex')}`;
  await asAdmin(host, `create database ${name} template ${original} strategy file_copy`);
  return {
    name,
    url: urlOf(host, name),
    drop: async () => asAdmin(host, `drop database if exists ${name} with (force)`),
  };
}

/** An empty database without a single migration. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const host = await serverSocket();
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await asAdmin(host, `create database ${name}`);
  return {
    name,
    url: urlOf(host, name),
    drop: async () => asAdmin(host, `drop database if exists ${name} with (force)`),
  };
}

let socket: Promise<string> | undefined;

/** Starts the run's server, or joins it when another test file was first. */
async function serverSocket(): Promise<string> {
  socket ??= startEmbeddedPostgres({
    dataDir: join(runFolder(), 'postgres'),
    database: 'custody',
    isVolatile: true,
    isSupervised: false,
  }).then((server) => server.location.host);
  return socket;
}

async function ensureTemplate(host: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(host, 'postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ isReady: boolean }>(
      'select datistemplate as "isReady" from pg_database where datname = $1',
      [TEMPLATE],
    );
    if (rows[0]?.isReady === true) return;
    if (rows[0]) await client.query(`drop database ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
    const template = { url: urlOf(host, TEMPLATE) };
    await migrate({ owner: template, app: template, migrations, logger: silentLogger });
    await client.query(`alter database ${TEMPLATE} is_template true`);
  } finally {
    await client.end();
  }
}

async function asAdmin(host: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(host, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The driver takes the socket folder from the query; the host name before it is not used. */
function urlOf(host: string, database: string): string {
  return `postgres://custody@localhost/${database}?host=${encodeURIComponent(host)}`;
}

function runFolder(): string {
  const folder = process.env['CUSTODY_TEST_DIR'];
  if (folder === undefined) throw new Error('CUSTODY_TEST_DIR is not set: run the tests with Jest');
  return folder;
}
