import { z } from 'zod';
import type { JobDefinition } from '../platform/queue/job-definition.js';

/** Says that the outbox holds judgements to make; which ones, the outbox knows. */
export const JUDGE_JOB: JobDefinition<Record<string, never>> = {
  queue: 'judge',
  name: 'judge',
  payload: z.strictObject({}),
};

/** Says that a deadline has come; which one, the table of deadlines knows. */
export const DEADLINE_JOB: JobDefinition<Record<string, never>> = {
  queue: 'deadlines',
  name: 'sweep-deadlines',
  payload: z.strictObject({}),
};

/** Says that an endpoint has messages that may be due. */
export const DELIVER_JOB: JobDefinition<{ endpoint: string }> = {
  queue: 'webhooks',
  name: 'deliver',
  payload: z.strictObject({ endpoint: z.string() }),
};
