import 'reflect-metadata';
import type { Config } from './platform/config/config.js';
import type { MetricValues } from './platform/metrics/metrics.js';
import { answerTasks } from './platform/threads/answer-tasks.js';
import { type StartedWorker, startWorker } from './start-worker.js';

/*
 * The jobs of a process that serves HTTP too: what projects and judges would hold up the event loop on which posts are
 * answered, so it has a thread of its own.
 */

export type JobsTask =
  { readonly wanted: 'start'; readonly config: Config } | { readonly wanted: 'metrics' | 'stop' };

let worker: StartedWorker | undefined;

answerTasks(async (task: JobsTask): Promise<MetricValues> => {
  if (task.wanted === 'start') worker = await startWorker(task.config);
  if (task.wanted === 'stop') await worker?.stop();
  return task.wanted === 'metrics' ? ((await worker?.metrics.values()) ?? []) : [];
});
