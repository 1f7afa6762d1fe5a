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

export interface StartedWorker extends Running {
  readonly metrics: Metrics;
}

/** Starts what runs jobs and serves no API: a process, or a thread beside one that serves it. */
export async function startWorker(config: Config): Promise<StartedWorker> {
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
  return {
    metrics,
    stop: async () => {
      context.get(Draining).begin();
      await context.close();
      probe?.close();
    },
    stopLimitMs: shutdownTimeoutMs,
  };
}

/** The same as all that a process does. */
export async function startWorkerProcess(config: Config): Promise<Running> {
  const worker = await startWorker(config);
  process.stdout.write('Custody Ledger worker is up\n');
  return worker;
}
