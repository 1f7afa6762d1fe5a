import { z } from 'zod';
import { loadConfig, type ProcessRole } from '../../src/platform/config/config.js';
import { DatabaseServer } from '../../src/platform/database/database-server.js';
import type { Logger } from '../../src/platform/logging/logger.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import type { JobDefinition } from '../../src/platform/queue/job-definition.js';
import { JobQueue } from '../../src/platform/queue/job-queue.js';
import { openQueueBackend } from '../../src/platform/queue/queue-backend.js';
import { silentLogger } from './logger.js';

/** What the queue's tests run. */
export const greet: JobDefinition<{ name: string }> = {
  queue: 'greetings',
  name: 'greet',
  payload: z.strictObject({ name: z.string() }),
};

/** Where a queue keeps its jobs. */
export interface Store {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
}

/** A queue as one process has it, outside Nest. */
export function openJobQueue(
  { databaseUrl, redisUrl }: Store,
  role: ProcessRole = 'all',
  logger: Logger = silentLogger,
): { queue: JobQueue; metrics: Metrics; close: () => Promise<void> } {
  const config = loadConfig({
    ROLE: role,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    UNSAFE_VOLATILE_DATABASE: 'true',
    JOB_LOCK_MS: '2000',
  });
  const server = DatabaseServer.at({ url: databaseUrl }, async () => undefined);
  const metrics = new Metrics();
  const queue = new JobQueue(openQueueBackend(config, server), config, logger, metrics);
  return {
    queue,
    metrics,
    close: async () => {
      await queue.stopWorkers();
      await queue.close();
    },
  };
}
