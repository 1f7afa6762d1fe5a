import type { ZodType } from 'zod';

/** What a kind of job is called. */
export interface JobName {
  /** Queue (kebab-case): jobs of one queue share workers and concurrency. */
  readonly queue: string;
  /** Name within the queue (kebab-case). */
  readonly name: string;
}

/**
 * A kind of job. Payloads carry ids, never entities; a job must be idempotent and must be derivable again
 * from what PostgreSQL holds, because the queue may be lost.
 */
export interface JobDefinition<P> extends JobName {
  readonly payload: ZodType<P>;
}

export interface AddOptions {
  /**
   * While a job with this id waits or runs, adding it again does nothing; when it is done the id is free.
   * So put a version in the id if a later change must run again.
   */
  readonly jobId?: string;
  readonly delayMs?: number;
  /** Times the job is tried, the first included. Default 8, with exponential delays from 0.5 s. */
  readonly attempts?: number;
}

export interface HandleOptions {
  /** Jobs of the queue that one process runs at once; the largest of the queue's handlers counts. Default 1. */
  readonly concurrency?: number;
}

/** Does one job. It may run again after a crash. Throw to have it tried again. */
export type JobHandler<P> = (payload: P) => Promise<void>;
