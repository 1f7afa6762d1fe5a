import 'reflect-metadata';
import { loadConfig } from './platform/config/config.js';
import type { MetricValues } from './platform/metrics/metrics.js';
import { answerTasks } from './platform/threads/answer-tasks.js';
import { type StartedWorker, startWorker } from './start-worker.js';

/*
 * The jobs of a process that serves HTTP too: what projects and judges would hold up the event loop on which posts are
 * answered, so it has a thread of its own.
 */

export type JobsTask = 'start' | 'metrics' | 'stop';

let worker: StartedWorker | undefined;

answerTasks(async (task: JobsTask): Promise<MetricValues> => {
  if (task === 'start') worker = await startWorker(loadConfig({ ...process.env, ROLE: 'worker' }));
  if (task === 'stop') await worker?.stop();
  return task === 'metrics' ? ((await worker?.metrics.values()) ?? []) : [];
});
