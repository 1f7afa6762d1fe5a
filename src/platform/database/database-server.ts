import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { startEmbeddedPostgres } from '../embedded/postgres.js';
import type { Logger } from '../logging/logger.js';
import type { Server } from './connection.js';
import { migrate, type MigrationClass } from './migrate.js';

/** The PostgreSQL server behind the service: a configured one, or the embedded one this process started. */
export class DatabaseServer {
  private constructor(
    /** Where the service connects. */
    readonly location: Server,
    private readonly stopServer: () => Promise<void>,
  ) {}

  /** Starts the embedded server when no `DATABASE_URL` is set, then brings the schema up to date. */
  static async start(
    config: Config,
    migrations: readonly MigrationClass[],
    logger: Logger,
  ): Promise<DatabaseServer> {
    const server = await locate(config, logger);
    try {
      const { migrationUrl } = config.database;
      const owner = migrationUrl === undefined ? server.location : { url: migrationUrl };
      await migrate({ owner, app: server.location, migrations, logger });
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Starts the embedded server when no `DATABASE_URL` is set and changes nothing in it: for those who only read. */
  static async startUnchanged(config: Config, logger: Logger): Promise<DatabaseServer> {
    return locate(config, logger);
  }

  /** @internal */
  static at(location: Server, stop: () => Promise<void>): DatabaseServer {
    return new DatabaseServer(location, stop);
  }

  /** The same as a URL: for a thread of this process, which is not to start, watch or stop the server itself. */
  get url(): string {
    if ('url' in this.location) return this.location.url;
    // The driver takes the socket folder from the query; the host name before it is not used.
    const { host, user, database } = this.location;
    return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`;
  }

  /** Stops the embedded server if this process started it. Connections must be closed before. */
  async stop(): Promise<void> {
    await this.stopServer();
  }
}

async function locate(config: Config, logger: Logger): Promise<DatabaseServer> {
  const { url } = config.database;
  if (url !== undefined) return DatabaseServer.at({ url }, async () => undefined);
  const embedded = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, 'postgres'),
    database: 'custody',
    logger,
  });
  logger.info(
    { dataDir: embedded.dataDir, adopted: embedded.isAdopted, ms: embedded.startMs },
    'embedded PostgreSQL is up',
  );
  return DatabaseServer.at(embedded.location, async () => embedded.stop());
}
