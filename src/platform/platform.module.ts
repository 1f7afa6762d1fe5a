import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, SystemClock, type Clock } from './clock.js';
import { CONFIG, type Config } from './config/config.js';
import { Database } from './database/database.js';
import { DatabaseServer } from './database/database-server.js';
import type { MigrationClass } from './database/migrate.js';
import { HealthChecks } from './health/health-checks.js';
import { Draining } from './http/draining.js';
import { platformChecks } from './health/platform-checks.js';
import { LOGGER, type Logger } from './logging/logger.js';
import { createLogger } from './logging/pino-logger.js';
import { Metrics } from './metrics/metrics.js';
import { JobQueue } from './queue/job-queue.js';
import { openQueueBackend } from './queue/queue-backend.js';
import { PlatformShutdown } from './platform-shutdown.js';

export interface PlatformOptions {
  readonly config: Config;
  readonly migrations: readonly MigrationClass[];
  /** Default real time. */
  readonly clock?: Clock;
  /** Default pino on standard output at the configured level. */
  readonly logger?: Logger;
}

/** What every feature may use, opened before the first feature is made and closed after the last one stopped. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ config, migrations, clock, logger }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useValue: clock ?? new SystemClock() },
        { provide: LOGGER, useValue: logger ?? createLogger(config) },
        Metrics,
        Draining,
        PlatformShutdown,
        {
          provide: DatabaseServer,
          inject: [LOGGER],
          useFactory: async (log: Logger) => DatabaseServer.start(config, migrations, log),
        },
        {
          provide: Database,
          inject: [DatabaseServer, LOGGER],
          useFactory: async (server: DatabaseServer, log: Logger) =>
            Database.open(server, config, log),
        },
        {
          provide: JobQueue,
          inject: [DatabaseServer, LOGGER, Metrics],
          useFactory: (server: DatabaseServer, log: Logger, metrics: Metrics) =>
            new JobQueue(openQueueBackend(config, server), config, log, metrics),
        },
        {
          provide: HealthChecks,
          inject: [Database, JobQueue, Draining],
          useFactory: (database: Database, queue: JobQueue, draining: Draining) =>
            platformChecks({ config, migrations, database, queue, draining }),
        },
      ],
      exports: [CONFIG, CLOCK, LOGGER, Metrics, HealthChecks, Draining, Database, JobQueue],
    };
  }
}
