import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnrecoverableError, type Job, type JobsOptions } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type {
  AddOptions,
  HandleOptions,
  JobDefinition,
  JobHandler,
  JobName,
} from './job-definition.js';
import { OpenQueues } from './open-queues.js';
import type { QueueBackend, StoredWorker } from './queue-backend.js';
import { within } from './within.js';

interface Handled {
  readonly queue: string;
  readonly concurrency: number;
  /** Checks the payload and hands it over. */
  readonly run: (payload: unknown) => Promise<void>;
}

/** States that {@link JobQueue.idle} waits out; a delayed job is not yet work. */
const BUSY_STATES = ['waiting', 'active', 'prioritized'] as const;

const ADD_LIMIT_MS = 5000;

const DEFAULTS: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  // Jobs that were given up stay to be looked at.
  removeOnFail: { age: 14 * 86_400, count: 1000 },
};

/**
 * The job queue (BullMQ). Every process may add jobs; processes whose role is `worker` or `all` run them, from
 * application start to shutdown. Handlers must be registered before that, in a constructor or `onModuleInit`.
 */
@Injectable()
export class JobQueue implements OnApplicationBootstrap {
  private readonly queues: OpenQueues;
  private readonly handlers = new Map<string, Handled>();
  private readonly workers: StoredWorker[] = [];
  private readonly expected = new Map<string, JobName>();
  private isStarted = false;

  constructor(
    private readonly backend: QueueBackend,
    private readonly config: Config,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.queues = new OpenQueues(backend, DEFAULTS, logger);
    metrics.gauge(
      { name: 'custody_jobs', help: 'Jobs by queue and state.', labels: ['queue', 'state'] },
      async (gauge) => this.measureDepth((labels, count) => gauge.set(labels, count)),
    );
  }

  /** Which store holds the jobs. */
  get store(): QueueBackend['store'] {
    return this.backend.store;
  }

  /** Names the jobs a feature will add, so that a worker process without their handler refuses to start. */
  expect(...definitions: readonly JobName[]): void {
    for (const definition of definitions) this.expected.set(keyOf(definition), definition);
  }

  /**
   * Adds a job. Call it after the transaction that makes it necessary, and have a sweep that adds it again,
   * because a crash may fall between the two.
   * @throws when the store of the jobs does not answer within 5 s; the job may have been added all the same
   */
  async add<P>(definition: JobDefinition<P>, payload: P, options: AddOptions = {}): Promise<void> {
    const parsed = definition.payload.parse(payload);
    this.requireHandler(definition);
    const added = this.queues.open(definition.queue).then(async (queue) =>
      queue.add(definition.name, parsed, {
        // Always an id of ours: BullMQ on PostgreSQL would else make a sequence, which the service's role may not.
        jobId: jobIdOf(definition, options.jobId ?? randomUUID()),
        ...(options.delayMs !== undefined && { delay: Math.max(0, Math.ceil(options.delayMs)) }),
        ...(options.attempts !== undefined && { attempts: options.attempts }),
      }),
    );
    // A Redis client waits for its server for ever; what adds jobs must not.
    await within(ADD_LIMIT_MS, 'the job queue did not answer', added);
  }

  /** Registers the one handler of a job. */
  handle<P>(
    definition: JobDefinition<P>,
    handler: JobHandler<P>,
    { concurrency = 1 }: HandleOptions = {},
  ): void {
    const key = keyOf(definition);
    if (this.handlers.has(key)) throw new Error(`job ${key} has two handlers`);
    if (this.isStarted) throw new Error(`job ${key} got its handler after the workers had started`);
    this.handlers.set(key, {
      queue: definition.queue,
      concurrency,
      run: async (data) => {
        const payload = definition.payload.safeParse(data);
        if (!payload.success) throw new UnrecoverableError('the payload is not of this job');
        await handler(payload.data);
      },
    });
  }

  /** Resolves when no job waits or runs. Jobs delayed into the future, and retries, are not waited for. */
  async idle(): Promise<void> {
    for (;;) {
      let busy = 0;
      for (const name of this.queues.names()) {
        const queue = await this.queues.open(name);
        const counts = await queue.getJobCounts(...BUSY_STATES);
        for (const count of Object.values(counts)) busy += count;
      }
      if (busy === 0) return;
      await pause(10);
    }
  }

  /** Rejects when the store of the jobs does not answer. */
  async ping(): Promise<void> {
    const [name = 'health'] = this.queues.names();
    const queue = await this.queues.open(name);
    await queue.getJobCounts('waiting');
  }

  async onApplicationBootstrap(): Promise<void> {
    this.isStarted = true;
    if (!this.runsJobs) return;
    for (const definition of this.expected.values()) this.requireHandler(definition);
    const handled = [...this.handlers.values()];
    for (const name of new Set(handled.map(({ queue }) => queue))) {
      const ofQueue = handled.filter(({ queue }) => queue === name);
      await this.queues.open(name);
      this.startWorker(name, ofQueue);
    }
    await Promise.all(this.workers.map(async (worker) => worker.waitUntilReady()));
  }

  /** Lets running jobs end; what waits is done after the next start. Jobs can still be added. */
  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.map(async (worker) => worker.close()));
  }

  /** Closes every connection; the workers must be stopped before. */
  async close(): Promise<void> {
    await this.queues.close();
    await this.backend.close();
  }

  private get runsJobs(): boolean {
    return this.config.role !== 'api';
  }

  private requireHandler(definition: JobName): void {
    const key = keyOf(definition);
    if (!this.isStarted || !this.runsJobs || this.handlers.has(key)) return;
    throw new Error(`job ${key} has no handler in a process that runs jobs`);
  }

  private startWorker(name: string, handled: readonly Handled[]): void {
    const { lockMs } = this.config.queue;
    const worker = this.backend.worker(name, async (job) => this.run(name, job), {
      concurrency: Math.max(...handled.map(({ concurrency }) => concurrency)),
      // A killed worker's jobs are taken over after at most lock + interval.
      lockDuration: lockMs,
      stalledInterval: Math.ceil(lockMs / 2),
      maxStalledCount: 5,
      drainDelay: 2,
    });
    worker.on('error', (error) => {
      this.logger.warn({ err: error, queue: name }, 'job worker connection failed');
    });
    worker.on('failed', (job, error) => {
      const fields = { err: error, queue: name, job: job?.name, attempt: job?.attemptsMade };
      this.logger.warn(fields, 'job failed');
    });
    this.workers.push(worker);
  }

  private async run(queue: string, job: Job): Promise<void> {
    const handled = this.handlers.get(keyOf({ queue, name: job.name }));
    if (!handled) throw new Error(`job ${queue}/${job.name} has no handler`);
    await handled.run(job.data);
  }

  private async measureDepth(
    set: (labels: { queue: string; state: string }, count: number) => void,
  ): Promise<void> {
    for (const name of this.queues.names()) {
      const queue = await this.queues.open(name);
      const counts = await queue.getJobCounts(...BUSY_STATES, 'delayed', 'failed');
      for (const [state, count] of Object.entries(counts)) set({ queue: name, state }, count);
    }
  }
}

function keyOf({ queue, name }: JobName): string {
  return `${queue}/${name}`;
}

/** BullMQ refuses ids with a colon and ids that are numbers. */
function jobIdOf({ name }: Pick<JobName, 'name'>, id: string): string {
  return `${name}-${encodeURIComponent(id)}`;
}
