import 'reflect-metadata';
import { AppModule } from './app.module.js';
import type { JobsTask } from './jobs-thread.js';
import { type Config, loadConfig } from './platform/config/config.js';
import { createHttpApp, type HttpApp } from './platform/http/create-http-app.js';
import { createLogger } from './platform/logging/pino-logger.js';
import { type MetricValues, Metrics } from './platform/metrics/metrics.js';
import { runProcess, type Running } from './platform/run-process.js';
import { TaskThread, workerFile } from './platform/threads/task-thread.js';
import { startWorkerProcess } from './start-worker.js';

/** Draining may take its whole limit; closing what is left takes a little more. */
const CLOSING_MS = 5000;

async function start(): Promise<Running> {
  const config = loadConfig(process.env);
  if (config.role === 'worker') return startWorkerProcess(config);
  const logger = createLogger(config);
  const served: Config = { ...config, role: 'api' };
  const http = await createHttpApp(AppModule.register({ config: served, logger }), config, logger);
  const listening = await http.listen();
  const jobs = config.role === 'all' ? await startJobs(config, http) : undefined;
  const address = config.http.publicUrl ?? listening;
  process.stdout.write(`Custody Ledger is up at ${address} (its API: ${address}/docs)\n`);
  return {
    stop: async () => {
      await jobs?.stop();
      await http.shutDown();
    },
    stopLimitMs: config.http.shutdownTimeoutMs + CLOSING_MS,
  };
}

/** What this process does beside serving HTTP. A thread that ends by itself ends the process: see {@link runProcess}. */
async function startJobs(config: Config, http: HttpApp): Promise<{ stop(): Promise<void> }> {
  const jobs = new TaskThread<JobsTask, MetricValues>({
    file: workerFile(import.meta.url, './jobs-thread'),
    onLost: (error) => {
      throw error;
    },
  });
  try {
    await jobs.ask({ wanted: 'start', config: { ...config, role: 'worker' } });
  } catch (error) {
    await http.shutDown();
    throw error;
  }
  http.app.get(Metrics).addThread(async () => jobs.ask({ wanted: 'metrics' }));
  return {
    stop: async () => {
      await jobs.ask({ wanted: 'stop' });
      await jobs.close();
    },
  };
}

await runProcess(start);
