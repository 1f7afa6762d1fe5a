import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../src/migrations/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import type { JobDefinition } from '../../src/platform/queue/job-definition.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { greet, openJobQueue, type Store } from '../support/job-queue.js';
import { silentLogger } from '../support/logger.js';
import { isRedisAvailable, startRedis, type TestRedis } from '../support/redis.js';
import { until } from '../support/until.js';

const SUPPORT = join(import.meta.dirname, '../support');
/** A killed worker's job must be taken over within this. */
const TAKEOVER_LIMIT_MS = 10_000;

const backends = ['postgres', ...(isRedisAvailable() ? ['redis'] : [])] as const;
if (!isRedisAvailable()) {
  process.stderr.write('\n!!! no redis-server here: THE JOB QUEUE IS NOT TESTED ON REDIS !!!\n\n');
}

/** The same job as a caller sees it who does not mind types. */
const loosely: JobDefinition<unknown> = greet;

describe.each(backends)('the job queue on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let store: Store;
  let opened: { close: () => Promise<void> }[] = [];
  let children: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    store = { databaseUrl: database.url, redisUrl: redis?.url };
  }, 60_000);

  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
    for (const queue of opened) await queue.close();
    opened = [];
  });

  afterAll(async () => {
    await redis?.stop();
    await database.drop();
  });

  function open(
    ...[role, logger]: Parameters<typeof openJobQueue> extends [unknown, ...infer R] ? R : never
  ) {
    const one = openJobQueue(store, role, logger);
    opened.push(one);
    return one;
  }

  it('keeps its jobs where it is told to', () => {
    expect(open().queue.store).toBe(backend);
  });

  it('gives a job to its handler', async () => {
    const { queue } = open();
    const greeted: string[] = [];
    queue.handle(greet, async ({ name }) => {
      greeted.push(name);
    });
    await queue.onApplicationBootstrap();

    await queue.add(greet, { name: 'Ada' });
    await queue.add(greet, { name: 'Grace' });
    await until(() => greeted.length === 2);
    await queue.idle();

    expect(greeted.toSorted()).toEqual(['Ada', 'Grace']);
  });

  it('holds a delayed job back', async () => {
    const { queue } = open();
    const greetedAt: number[] = [];
    queue.handle(greet, async () => {
      greetedAt.push(Date.now());
    });
    await queue.onApplicationBootstrap();

    const addedAt = Date.now();
    await queue.add(greet, { name: 'Ada' }, { delayMs: 700 });
    await until(() => greetedAt.length === 1);

    expect((greetedAt[0] ?? 0) - addedAt).toBeGreaterThanOrEqual(690);
  });

  it('tries a failed job again, later each time', async () => {
    const { queue } = open();
    const tries: number[] = [];
    queue.handle(greet, async () => {
      tries.push(Date.now());
      if (tries.length < 3) throw new Error('not yet');
    });
    await queue.onApplicationBootstrap();

    await queue.add(greet, { name: 'Ada' });
    await until(() => tries.length === 3);
    await queue.idle();

    const [first = 0, second = 0, third = 0] = tries;
    expect(second - first).toBeGreaterThanOrEqual(240);
    expect(third - second).toBeGreaterThanOrEqual(490);
  });

  it('runs a job once that is added several times before it starts, and again when added after', async () => {
    const adding = open('api').queue;
    for (const name of ['Ada', 'Ada', 'Ada']) {
      await adding.add(greet, { name }, { jobId: 'greet:Ada' });
    }
    const { queue } = open();
    const greeted: string[] = [];
    queue.handle(greet, async ({ name }) => {
      greeted.push(name);
    });
    await queue.onApplicationBootstrap();
    await until(() => greeted.length > 0);
    await queue.idle();
    expect(greeted).toEqual(['Ada']);

    await queue.add(greet, { name: 'Ada' }, { jobId: 'greet:Ada' });
    await until(() => greeted.length === 2);
  });

  it('refuses a payload that is not of the job', async () => {
    const { queue } = open('api');

    await expect(queue.add(loosely, { name: 7 })).rejects.toThrow('expected string');
  });

  it('counts the jobs that wait', async () => {
    const { queue, metrics } = open('api');
    await queue.add(greet, { name: 'Ada' });

    const { text } = await metrics.text();

    expect(text).toMatch(/custody_jobs\{queue="greetings",state="waiting"\} 1\b/u);
  });

  it('gives the job of a killed worker to another one', async () => {
    await drain();
    const killed = spawn(
      process.execPath,
      [
        '--import',
        join(SUPPORT, 'typescript-loader.mjs'),
        join(SUPPORT, 'hanging-worker.ts'),
        JSON.stringify(store),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'] } },
    );
    children.push(killed);
    const lines: string[] = [];
    createInterface({ input: killed.stdout }).on('line', (line) => lines.push(line));
    await until(() => lines.includes('ready'), 30_000);
    await open('api').queue.add(greet, { name: 'Ada' });
    await until(() => lines.includes('took Ada'));
    const { queue } = open();
    const greeted: string[] = [];
    queue.handle(greet, async ({ name }) => {
      greeted.push(name);
    });
    await queue.onApplicationBootstrap();

    const killedAt = Date.now();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await until(() => greeted.length === 1, 20_000);

    expect(Date.now() - killedAt).toBeLessThan(TAKEOVER_LIMIT_MS);
  }, 60_000);

  /** Takes away what a test before left. */
  async function drain(): Promise<void> {
    const { queue } = open();
    queue.handle(greet, async () => undefined);
    await queue.onApplicationBootstrap();
    await queue.idle();
    await queue.stopWorkers();
  }
});

describe('a queue whose store was not there at first', () => {
  it('works once the store is there', async () => {
    const database = await createEmptyDatabase();
    const place = { url: database.url };
    const { queue, close } = openJobQueue({ databaseUrl: database.url }, 'api');
    try {
      await expect(queue.add(greet, { name: 'Ada' })).rejects.toThrow();

      await migrate({ owner: place, app: place, migrations, logger: silentLogger });

      await queue.add(greet, { name: 'Ada' });
    } finally {
      await close();
      await database.drop();
    }
  }, 60_000);
});

describe('a queue whose Redis is not there', () => {
  it('does not keep those waiting who add a job', async () => {
    const store = { databaseUrl: 'postgres://localhost/unused', redisUrl: 'redis://127.0.0.1:1' };
    const { queue, close } = openJobQueue(store, 'api');

    await expect(queue.add(greet, { name: 'Ada' })).rejects.toThrow('did not answer');
    await close();
  }, 20_000);
});

describe('the handlers of a queue', () => {
  it('refuses a second handler of the same job', () => {
    const { queue } = openJobQueue({ databaseUrl: 'postgres://localhost/unused' });
    queue.handle(greet, async () => undefined);

    expect(() => {
      queue.handle(greet, async () => undefined);
    }).toThrow('job greetings/greet has two handlers');
  });

  it('refuses to start a worker that lacks the handler of an expected job', async () => {
    const { queue } = openJobQueue({ databaseUrl: 'postgres://localhost/unused' });
    queue.expect(greet);

    await expect(queue.onApplicationBootstrap()).rejects.toThrow('greetings/greet has no handler');
  });
});
