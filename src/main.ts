import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { loadConfig } from './platform/config/config.js';
import { createHttpApp } from './platform/http/create-http-app.js';
import { createLogger } from './platform/logging/pino-logger.js';
import { runProcess, type Running } from './platform/run-process.js';
import { startWorker } from './start-worker.js';

/** Draining may take its whole limit; closing what is left takes a little more. */
const CLOSING_MS = 5000;

async function start(): Promise<Running> {
  const config = loadConfig(process.env);
  if (config.role === 'worker') return startWorker(config);
  const logger = createLogger(config);
  const http = await createHttpApp(AppModule.register({ config, logger }), config, logger);
  const listening = await http.listen();
  const address = config.http.publicUrl ?? listening;
  process.stdout.write(`Custody Ledger is up at ${address} (its API: ${address}/docs)\n`);
  return {
    stop: async () => http.shutDown(),
    stopLimitMs: config.http.shutdownTimeoutMs + CLOSING_MS,
  };
}

await runProcess(start);
