import { ConfigError } from './config/config.js';

/** What a started process can be told. */
export interface Running {
  /** Stops in order; resolves when everything is closed. */
  stop(): Promise<void>;
  readonly stopLimitMs: number;
}

/**
 * Runs a process from its start to its end: a signal stops it in order, a second one at once, a fault that nobody
 * handles stops it because nothing that follows could be trusted. Exit codes: 0 stopped, 1 fault, 2 configuration.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let isStopping = false;
  const stop = (exitCode: number): void => {
    if (isStopping) {
      process.exit(1);
    }
    isStopping = true;
    if (!running) process.exit(exitCode);
    const limit = setTimeout(() => {
      process.stderr.write('stopping took too long\n');
      process.exit(1);
    }, running.stopLimitMs);
    limit.unref();
    running.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        process.stderr.write(`could not stop in order: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? String(error)}\n`);
    stop(1);
  });
  try {
    running = await start();
  } catch (error) {
    const text = error instanceof Error && !(error instanceof ConfigError) ? error.stack : error;
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(text)}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}
