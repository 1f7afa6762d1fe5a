import type { Config } from '../config/config.js';
import type { Database } from './database.js';
import { MIGRATIONS_TABLE, type MigrationClass } from './migrate.js';

/** Settings without which an acknowledged commit may be lost. */
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/** Values of `synchronous_commit` that wait for the local disk, and perhaps for a standby too. */
const SAFE_VALUES = new Set(['on', 'remote_write', 'remote_apply']);

/** Rejects when a commit could be lost that was acknowledged. */
export async function checkDurability(database: Database, config: Config): Promise<void> {
  if (config.database.allowVolatile) return;
  const rows = await database.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [[...DURABLE]],
  );
  const unsafe = rows.filter(({ setting }) => !SAFE_VALUES.has(setting));
  if (unsafe.length === 0 && rows.length === DURABLE.length) return;
  throw new Error(
    `PostgreSQL must run with ${unsafe.map(({ name }) => `${name} = on`).join(', ')}`,
  );
}

/** Rejects when a migration of this version has not run, or the schema is of a newer version. */
export async function checkMigrations(
  database: Database,
  migrations: readonly MigrationClass[],
): Promise<void> {
  const rows = await database.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`);
  const ran = new Set(rows.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !ran.delete(name));
  if (missing.length > 0) throw new Error(`${missing.length} migrations have not run`);
  if (ran.size > 0)
    throw new Error(`the schema is newer than this version by ${ran.size} migrations`);
}

/** Rejects when no connection answers. */
export async function checkConnection(database: Database): Promise<void> {
  await database.query('select 1');
}
