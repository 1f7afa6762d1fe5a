import { Queue, Worker, createPostgresBackend, withBackend } from 'bullmq';
import type { Job, JobsOptions, JobType, Processor, WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import { appSession } from '../database/connection.js';
import type { DatabaseServer } from '../database/database-server.js';

/** Connections per queue and per worker on PostgreSQL, besides the one that listens. */
const POSTGRES_CONNECTIONS = 2;

/** On Redis Cluster all keys of a queue must lie on one node: a hash tag does it. */
const REDIS_PREFIX = '{jobs}';

/** What the service uses of a BullMQ queue, the same on every store. */
export interface StoredQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: JobType[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** What the service uses of a BullMQ worker. */
export interface StoredWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** BullMQ on one of its two stores; the job code does not know which. */
export interface QueueBackend {
  readonly store: 'postgres' | 'redis';
  queue(name: string, defaults: JobsOptions): StoredQueue;
  worker(
    name: string,
    processor: Processor,
    options: Omit<WorkerOptions, 'connection'>,
  ): StoredWorker;
  /** Closes what the queues shared; they must be closed before. */
  close(): Promise<void>;
}

/** Redis when `REDIS_URL` is set, else the service's own PostgreSQL. */
export function openQueueBackend(config: Config, server: DatabaseServer): QueueBackend {
  const { redisUrl } = config.queue;
  return redisUrl === undefined ? onPostgres(config, server) : onRedis(redisUrl);
}

function onPostgres(config: Config, server: DatabaseServer): QueueBackend {
  const bound = withBackend(createPostgresBackend);
  const connection = {
    ...appSession(server.location, config.database),
    application_name: 'custody-jobs',
    max: POSTGRES_CONNECTIONS,
  };
  return {
    store: 'postgres',
    queue: (name, defaults) => new bound.Queue(name, { connection, defaultJobOptions: defaults }),
    worker: (name, processor, options) =>
      new bound.Worker(name, processor, { ...options, connection }),
    close: async () => undefined,
  };
}

function onRedis(url: string): QueueBackend {
  // A worker waits for Redis as long as it takes; who adds a job waits as long as JobQueue lets him.
  const shared = new Redis(url, { maxRetriesPerRequest: null, disconnectTimeout: 500 });
  shared.on('error', () => undefined);
  return {
    store: 'redis',
    queue: (name, defaults) =>
      new Queue(name, { connection: shared, prefix: REDIS_PREFIX, defaultJobOptions: defaults }),
    worker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: shared, prefix: REDIS_PREFIX }),
    close: async () => {
      shared.disconnect();
    },
  };
}
