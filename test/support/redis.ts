import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { testFolder } from './database.js';
import { until } from './until.js';
import { Redis } from 'ioredis';

/** A Redis server of one test file. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Is there a Redis to test on: `REDIS_URL`, or `redis-server` on the PATH? */
export function isRedisAvailable(): boolean {
  if (process.env['REDIS_URL']) return true;
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Starts a private server, or uses `REDIS_URL` (whose database is emptied). */
export async function startRedis(): Promise<TestRedis> {
  const given = process.env['REDIS_URL'];
  if (given) {
    await flush(given);
    return { url: given, stop: async () => undefined };
  }
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
  const child = spawn('redis-server', options, { stdio: 'ignore', cwd: testFolder('redis-') });
  const url = `redis://127.0.0.1:${port}`;
  await until(async () => flush(url).then(() => true));
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.flushdb();
  } finally {
    client.disconnect();
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  if (port === undefined) throw new Error('the listening server has no port');
  server.close();
  await once(server, 'close');
  return port;
}
