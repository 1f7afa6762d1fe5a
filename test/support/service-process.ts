import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const CHECKOUT = resolve(import.meta.dirname, '../..');

export interface ServiceProcess {
  readonly pid: number;
  /** What it wrote so far, both streams. */
  readonly output: () => string;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resolves with the first line that matches; rejects when the process ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
}

/**
 * Starts an entry of the service, as it was compiled, in a process of its own.
 * @param entry `main` or `worker`
 */
export function startProcess(
  entry: 'main' | 'worker',
  env: Readonly<Record<string, string>>,
): ServiceProcess {
  const child = spawn(process.execPath, [join(CHECKOUT, `dist/${entry}.js`)], {
    cwd: '/',
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const tell of waiting) tell(line);
    });
  }
  const ended = once(child, 'close');
  return {
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    end: async (signal) => {
      child.kill(signal);
      await ended;
      return { code: child.exitCode, signal: child.signalCode };
    },
    line: async (pattern) =>
      new Promise((done, fail) => {
        const look = (line: string): void => {
          const match = pattern.exec(line);
          if (!match) return;
          waiting.delete(look);
          done(match);
        };
        waiting.add(look);
        for (const line of lines) look(line);
        void ended.then(() => {
          fail(new Error(`the process ended with ${child.exitCode}: ${lines.join('\n')}`));
        });
      }),
  };
}
