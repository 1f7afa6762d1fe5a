import { parentPort } from 'node:worker_threads';
import type { TaskReply, TaskRequest } from './task-thread.js';

/** The thread's side of a `TaskThread`: answers each task in turn. */
export function answerTasks(work: (task: never) => unknown): void {
  const port = parentPort;
  if (port === null) throw new Error('this file is a worker thread');
  let last = Promise.resolve();
  port.on('message', ({ id, task }: TaskRequest<never>) => {
    last = last.then(async () => port.postMessage(await replyTo(id, task, work), []));
  });
}

async function replyTo(
  id: number,
  task: never,
  work: (task: never) => unknown,
): Promise<TaskReply<unknown>> {
  try {
    return { id, answer: await work(task) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
