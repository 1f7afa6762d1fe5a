import { NestFactory } from '@nestjs/core';
import type { Config } from './platform/config/config.js';
import { createLogger } from './platform/logging/pino-logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import type { Running } from './platform/run-process.js';
import { WorkerModule } from './worker.module.js';

/** Starts a process that runs jobs and serves no HTTP. */
export async function startWorker(config: Config): Promise<Running> {
  const logger = createLogger(config);
  const context = await NestFactory.createApplicationContext(
    WorkerModule.register({ config, logger }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  process.stdout.write('Custody Ledger worker is up\n');
  return { stop: async () => context.close(), stopLimitMs: config.http.shutdownTimeoutMs };
}
