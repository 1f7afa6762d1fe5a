import 'reflect-metadata';
import { AppModule } from './app.module.js';
import type { JobsTask } from './jobs-thread.js';
import { type Config, loadConfig } from './platform/config/config.js';
import { DatabaseServer } from './platform/database/database-server.js';
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
  const jobs = config.role === 'all' ? warmJobs() : undefined;
  const served: Config = { ...config, role: 'api' };
  const http = await createHttpApp(AppModule.register({ config: served, logger }), config, logger);
  const listening = await http.listen();
  if (jobs !== undefined) await startJobs(jobs, config, http);
  const address = config.http.publicUrl ?? listening;
  process.stdout.write(`Custody Ledger is up at ${address} (its API: ${address}/docs)\n`);
  return {
    stop: async () => {
      if (jobs !== undefined) await stopJobs(jobs);
      await http.shutDown();
    },
    stopLimitMs: config.http.shutdownTimeoutMs + CLOSING_MS,
  };
}

type JobsThread = TaskThread<JobsTask, MetricValues>;

/** It loads its modules while the service starts. A thread that ends by itself ends the process: see {@link runProcess}. */
function warmJobs(): JobsThread {
  const jobs: JobsThread = new TaskThread({
    file: workerFile(import.meta.url, './jobs-thread'),
    onLost: (error) => {
      throw error;
    },
  });
  jobs.warmUp();
  return jobs;
}

/** What this process does beside serving HTTP, once its database is there and migrated. */
async function startJobs(jobs: JobsThread, config: Config, http: HttpApp): Promise<void> {
  const { url } = http.app.get(DatabaseServer);
  const database = { ...config.database, url };
  try {
    await jobs.ask({ wanted: 'start', config: { ...config, role: 'worker', database } });
  } catch (error) {
    await http.shutDown();
    throw error;
  }
  http.app.get(Metrics).addThread(async () => jobs.ask({ wanted: 'metrics' }));
}

async function stopJobs(jobs: JobsThread): Promise<void> {
  await jobs.ask({ wanted: 'stop' });
  await jobs.close();
}

await runProcess(start);
