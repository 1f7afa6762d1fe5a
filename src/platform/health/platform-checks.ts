import type { Config } from '../config/config.js';
import { checkConnection, checkDurability, checkMigrations } from '../database/database-health.js';
import type { Database } from '../database/database.js';
import type { MigrationClass } from '../database/migrate.js';
import type { Draining } from '../http/draining.js';
import type { JobQueue } from '../queue/job-queue.js';
import { HealthChecks } from './health-checks.js';

interface PlatformChecksDependencies {
  readonly config: Config;
  readonly migrations: readonly MigrationClass[];
  readonly database: Database;
  readonly queue: JobQueue;
  readonly draining: Draining;
}

/** The registry of checks, with what the platform itself needs to be ready. */
export function platformChecks({
  config,
  migrations,
  database,
  queue,
  draining,
}: PlatformChecksDependencies): HealthChecks {
  const checks = new HealthChecks();
  checks.register('stopping', async () => {
    if (draining.hasBegun) throw new Error('the process is stopping');
  });
  checks.register('postgres', async () => checkConnection(database));
  checks.register('durability', async () => checkDurability(database, config));
  checks.register('migrations', async () => checkMigrations(database, migrations));
  checks.register('queue', async () => queue.ping());
  return checks;
}
