import { resolve } from 'node:path';
import type { Logger } from '../logging/logger.js';
import { locateBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { isCluster, resolveDataFolder } from './data-folder.js';
import { EmbeddedServer } from './embedded-server.js';
import { serverIdentity } from './process-identity.js';

/** Where root keeps what the server's user could not reach in a private checkout. */
const ROOT_HOME = '/var/lib/custody-ledger';

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster (made when missing), absolute or relative to the working folder. */
  readonly dataDir: string;
  /** Database to make when missing. */
  readonly database: string;
  /** Tests: trade durability for speed. */
  readonly isVolatile?: boolean;
  /** Start the server again when it dies. Default true; tests kill it on purpose. */
  readonly isSupervised?: boolean;
  readonly logger?: Logger;
  /** Where root relocates to; tests choose another. */
  readonly rootHome?: string;
}

/**
 * Starts the PostgreSQL server of a data folder, or adopts the one that runs there already (another process of
 * ours, or one that outlived its process). From then on the server is watched and started again when it dies.
 * Works as a normal user and as root (who hands the server to `postgres` or `nobody`).
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedServer> {
  if (process.platform === 'win32') {
    throw new Error('cannot start the embedded PostgreSQL on Windows; set DATABASE_URL');
  }
  const startedAt = Date.now();
  const home = options.rootHome ?? ROOT_HOME;
  const wanted = resolve(options.dataDir);
  const firstChoice = serverIdentity(isCluster(wanted) ? wanted : undefined);
  const dataDir = resolveDataFolder(wanted, firstChoice, home);
  const identity = serverIdentity(isCluster(dataDir) ? dataDir : undefined);
  const binaries = locateBinaries(identity, home);
  const isVolatile = options.isVolatile ?? false;
  await ensureCluster({ binaries, dataDir, identity, isVolatile });
  const server = new EmbeddedServer({
    binaries,
    dataDir,
    identity,
    isVolatile,
    database: options.database,
    isSupervised: options.isSupervised ?? true,
    logger: options.logger,
  });
  await server.start(startedAt);
  return server;
}
