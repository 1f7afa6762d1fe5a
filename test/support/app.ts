import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../src/app.module.js';
import type { Clock } from '../../src/platform/clock.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { createHttpApp } from '../../src/platform/http/create-http-app.js';
import type { Logger } from '../../src/platform/logging/logger.js';
import { JobQueue } from '../../src/platform/queue/job-queue.js';
import { createTestDatabase, testFolder, type TestDatabase } from './database.js';
import { silentLogger } from './logger.js';

export interface TestAppOptions {
  /** Default real time. */
  readonly clock?: Clock;
  /** Environment variables over those of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Share a database, to run several processes on one ledger; it is not dropped then. Default a new one. */
  readonly database?: TestDatabase;
  /** Share a data folder (keys, signer state); it is not removed then. Default a new one. */
  readonly dataDir?: string;
  readonly logger?: Logger;
}

/** The whole service on a database of its own, listening on a port of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly config: Config;
  readonly database: Database;
  readonly queue: JobQueue;
  /** The database it runs on, for a second app or for looking behind it. */
  readonly testDatabase: TestDatabase;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** Starts the service as `npm start` does, except that losing its data would cost nothing. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const testDatabase = options.database ?? (await createTestDatabase());
  const dataDir = options.dataDir ?? join(testFolder('app-'), 'data');
  const logger = options.logger ?? silentLogger;
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: testDatabase.url,
    DATABASE_POOL_SIZE: '6',
    UNSAFE_VOLATILE_DATABASE: 'true',
    WEBHOOK_PRIVATE_ADDRESSES: 'true',
    // Waited for by few tests, and asked for by every service of the run as long as it stands.
    CHECKPOINT_INTERVAL_MS: '200',
    // Roots of the map come when a test asks for them, not between its entries.
    MAP_INTERVAL_MS: '86400000',
    // Tests change the log behind the service's back, and ask for the check when they want it.
    INTEGRITY_INTERVAL_MS: '86400000',
    LOG_LEVEL: 'silent',
    ...options.env,
  });
  const module = AppModule.register({
    config,
    logger,
    ...(options.clock && { clock: options.clock }),
  });
  const http = await createHttpApp(module, config, logger);
  const url = await http.listen();
  return {
    app: http.app,
    url,
    config,
    database: http.app.get(Database),
    queue: http.app.get(JobQueue),
    testDatabase,
    dataDir,
    close: async () => {
      await http.shutDown();
      if (!options.database) await testDatabase.drop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
