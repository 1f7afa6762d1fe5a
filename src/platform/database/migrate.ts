import { Client, escapeIdentifier } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { runMigrations as runQueueMigrations } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import { APP_ROLE, ownerConnection, type Server } from './connection.js';

export type MigrationClass = new () => MigrationInterface;

/** TypeORM's record of the migrations that ran. */
export const MIGRATIONS_TABLE = 'schema_migrations';

/** One process migrates at a time; the number spells `CUST`. */
const MIGRATION_LOCK = 0x43555354;

interface MigrateOptions {
  /** Connects as the owner of the schema. */
  readonly owner: Server;
  /** Where the service will connect; its login must be able to act as {@link APP_ROLE}. */
  readonly app: Server;
  readonly migrations: readonly MigrationClass[];
  readonly logger: Logger;
}

/**
 * Runs the migrations that have not run, each in its own transaction, and the queue's own. Processes that
 * start together take turns.
 */
export async function migrate({ owner, app, migrations, logger }: MigrateOptions): Promise<void> {
  const lock = new Client(ownerConnection(owner));
  lock.on('error', (error) => {
    logger.warn({ err: error }, 'migration lock connection lost');
  });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await runOwn(owner, migrations);
    for (const name of ran) logger.info({ migration: name }, 'migrated');
    await migrateQueue(lock);
    await grantAppRole(lock, app);
  } finally {
    await lock.end();
  }
}

async function runOwn(owner: Server, migrations: readonly MigrationClass[]): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    migrations: [...migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    // Not on the console; what fails is thrown, and what ran is logged by the caller.
    logger: 'debug',
    extra: { ...ownerConnection(owner), max: 2 },
  });
  await dataSource.initialize();
  try {
    const ran = await dataSource.runMigrations();
    await dataSource.query(`grant select on ${MIGRATIONS_TABLE} to ${APP_ROLE}`);
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** BullMQ keeps its own schema and ledger of migrations; the service may use it, not change it. */
async function migrateQueue(client: Client): Promise<void> {
  await runQueueMigrations(client);
  await client.query(`
    grant usage on schema bullmq to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema bullmq to ${APP_ROLE};
    grant usage, select, update on all sequences in schema bullmq to ${APP_ROLE};
    grant execute on all functions in schema bullmq to ${APP_ROLE};
  `);
}

/** A login that is not the owner's must be a member of the role to act as it. */
async function grantAppRole(client: Client, app: Server): Promise<void> {
  const user = 'url' in app ? decodeURIComponent(new URL(app.url).username) : app.user;
  if (user === '') return;
  const { rows } = await client.query<{ isMember: boolean }>(
    `select pg_has_role($1::name, '${APP_ROLE}', 'MEMBER') as "isMember"`,
    [user],
  );
  if (rows[0]?.isMember === false) {
    await client.query(`grant ${APP_ROLE} to ${escapeIdentifier(user)}`);
  }
}
