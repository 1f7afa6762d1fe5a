import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { z } from 'zod';
import type { SocketLocation } from '../../src/platform/embedded/embedded-server.js';

const CHECKOUT = resolve(import.meta.dirname, '../..');

/** What the child tells when its server is up. */
const startedServer = z.strictObject({
  isAdopted: z.boolean(),
  postmasterPid: z.int(),
  dataDir: z.string(),
  location: z.strictObject({
    host: z.string(),
    port: z.int(),
    user: z.string(),
    database: z.string(),
  }),
});

interface ChildOptions {
  readonly dataDir: string;
  readonly rootHome?: string;
  /** Run as this user (the test must be root). */
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** Quicker, for tests that are not about durability. */
  readonly isVolatile?: boolean;
  /** Run the sources of another checkout. */
  readonly checkout?: string;
}

/** A process that holds an embedded server. */
export interface EmbeddedChild {
  readonly isAdopted: boolean;
  readonly postmasterPid: number;
  readonly dataDir: string;
  readonly location: SocketLocation;
  /** SIGTERM and wait; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL and wait. */
  kill(): Promise<void>;
}

/** Starts the process and waits until its server is up. */
export async function startChild(options: ChildOptions): Promise<EmbeddedChild> {
  const { dataDir, rootHome, isVolatile, identity, checkout = CHECKOUT } = options;
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(CHECKOUT, 'test/support/typescript-loader.mjs'),
      join(checkout, 'test/support/embedded-process.ts'),
      JSON.stringify({ dataDir, database: 'custody', rootHome, isVolatile }),
    ],
    {
      ...identity,
      cwd: '/',
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const told = await firstLine(child);
  return {
    ...startedServer.parse(JSON.parse(told)),
    stop: async () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
}

/** One statement on the server, as its owner. */
export async function ask<T extends object>(location: SocketLocation, sql: string): Promise<T[]> {
  const client = new Client({ ...location });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error('the child has no output');
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout });
  return new Promise((done, fail) => {
    lines.once('line', done);
    child.once('exit', (code) => {
      fail(new Error(`the child ended with ${code}: ${complaint}`));
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
}
