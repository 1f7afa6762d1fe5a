import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../platform/config/config.js';
import { DatabaseServer } from '../../platform/database/database-server.js';
import { Database } from '../../platform/database/database.js';
import { createLogger } from '../../platform/logging/pino-logger.js';
import { CommandError, EXIT } from '../exit-codes.js';

/**
 * Opens the ledger of the configuration for a command that writes nothing, and closes it again.
 *
 * @throws CommandError when there is no ledger
 */
export async function readLedger<Result>(
  read: (database: Database, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig({ LOG_LEVEL: 'error', ...process.env });
  refuseMissingLedger(config);
  const logger = createLogger(config);
  const server = await DatabaseServer.startUnchanged(config, logger);
  try {
    const database = await Database.open(server, config, logger);
    try {
      return await read(database, config);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!isWithoutLedger(error)) throw error;
    throw new CommandError('This database holds no ledger.', EXIT.usage, { cause: error });
  } finally {
    await server.stop();
  }
}

/** Without it a mistyped folder would get a database of its own, empty and sound. */
export function refuseMissingLedger({ database, dataDir }: Config): void {
  const isThere = ['postgres', 'postgres.location.json'].some((name) =>
    existsSync(join(dataDir, name)),
  );
  if (database.url !== undefined || isThere) return;
  throw new CommandError(`${dataDir} holds no ledger: set DATA_DIR or DATABASE_URL.`, EXIT.usage);
}

/** The service's role or its tables are missing. */
function isWithoutLedger(error: unknown): boolean {
  const NO_ROLE = '22023';
  const NO_TABLE = '42P01';
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === NO_ROLE || error.code === NO_TABLE;
}
