import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';
import { loadConfig } from './platform/config/config.js';
import { ownerConnection } from './platform/database/connection.js';
import { MIGRATIONS_TABLE } from './platform/database/migrate.js';

const { url, migrationUrl } = loadConfig(process.env).database;
const ownerUrl = migrationUrl ?? url;
if (ownerUrl === undefined) {
  throw new Error(
    'set DATABASE_URL or MIGRATION_DATABASE_URL; the embedded server migrates by itself',
  );
}

/** For TypeORM's command line (`migration:show`, `migration:revert`); the service migrates by itself at start. */
export const dataSource = new DataSource({
  type: 'postgres',
  migrations: [...migrations],
  migrationsTableName: MIGRATIONS_TABLE,
  migrationsTransactionMode: 'each',
  installExtensions: false,
  extra: ownerConnection({ url: ownerUrl }),
});
