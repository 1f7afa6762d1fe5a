import { NestFactory } from '@nestjs/core';
import { Readiness } from './health/readiness.js';
import { openWorkerProbe } from './health/worker-probe.js';
import type { Config } from './platform/config/config.js';
import { Draining } from './platform/http/draining.js';
import { createLogger } from './platform/logging/pino-logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { Metrics } from './platform/metrics/metrics.js';
import type { Running } from './platform/run-process.js';
import { WorkerModule } from './worker.module.js';

/** Starts a process that runs jobs and serves no API. */
export async function startWorker(config: Config): Promise<Running> {
  const logger = createLogger(config);
  const context = await NestFactory.createApplicationContext(
    WorkerModule.register({ config, logger }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const { host, workerProbePort: port, operatorToken, shutdownTimeoutMs } = config.http;
  const readiness = context.get(Readiness);
  const metrics = context.get(Metrics);
  const probe =
    port === undefined
      ? undefined
      : await openWorkerProbe({ host, port, readiness, metrics, operatorToken });
  process.stdout.write('Custody Ledger worker is up\n');
  return {
    stop: async () => {
      context.get(Draining).begin();
      await context.close();
      probe?.close();
    },
    stopLimitMs: shutdownTimeoutMs,
  };
}
