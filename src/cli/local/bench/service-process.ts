import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { makeThrowawayFolder, removeThrowawayFolder } from '../throwaway-folder.js';

/** A service under measurement: its own process, data folder and database. */
export interface ServiceProcess {
  readonly port: number;
  readonly dataDir: string;
  /** Resident memory of the service's process, megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

export interface ServiceProgram {
  /** A compiled program below dist. */
  readonly file: string;
  readonly args?: (place: { port: number; dataDir: string }) => string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function startService(program: ServiceProgram): Promise<ServiceProcess> {
  const dataDir = makeThrowawayFolder('bench');
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [program.file, ...(program.args?.({ port, dataDir }) ?? [])],
    {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: String(port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        ...program.env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const end = (): void => {
    child.kill('SIGTERM');
  };
  process.on('exit', end);
  await untilListening(port, child);
  return {
    port,
    dataDir,
    memory: () => residentMegabytes(child),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await gone;
      }
      process.off('exit', end);
      removeThrowawayFolder(dataDir);
    },
  };
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`the service ended at start with status ${child.exitCode}`);
    const answered = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('the service did not listen within 60 s');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function residentMegabytes(child: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}
