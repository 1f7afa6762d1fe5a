import type { OnApplicationShutdown } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Problem } from '../http/problem.js';

/** What a thread is sent; `answerTasks` of `answer-tasks.ts` is its other side. */
export interface TaskRequest<Task> {
  readonly id: number;
  readonly task: Task;
}

export type TaskReply<Answer> =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly fault: string };

export interface TaskThreadOptions {
  readonly file: URL;
  /** Tasks that may wait or be worked on; one more is refused. Any number when absent. */
  readonly mostTasks?: number;
  /** A task that takes longer is given up, and the thread with it. Any time when absent. */
  readonly mostMs?: number;
  /** Told when the thread ended by itself. The next task starts a new one, unless this says otherwise. */
  readonly onLost?: (error: Error) => void;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** One thread for work that would hold up the event loop, one task after another; started when it is first needed. */
export class TaskThread<Task, Answer> implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting<Answer>>();
  private patience: NodeJS.Timeout | undefined;
  private nextId = 0;

  constructor(private readonly options: TaskThreadOptions) {}

  /** Starts the thread before its first task, which then need not wait until it has loaded its modules. */
  warmUp(): void {
    this.worker ??= this.start();
  }

  /** @throws Problem 503 `overloaded` when too much waits; Error when the task failed or took too long */
  async ask(task: Task): Promise<Answer> {
    const { mostTasks = Infinity } = this.options;
    if (this.waiting.size >= mostTasks)
      throw new Problem({ status: 503, code: 'overloaded', retryAfter: 2 });
    const worker = (this.worker ??= this.start());
    const request: TaskRequest<Task> = { id: this.nextId++, task };
    const answer = new Promise<Answer>((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject });
    });
    worker.postMessage(request, []);
    this.patience ??= this.waitForNext();
    return answer;
  }

  /** As a provider of its own it ends with the application. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await this.end(new Error('the service is stopping'));
  }

  private start(): Worker {
    const worker = new Worker(this.options.file);
    worker.unref();
    worker.on('message', (reply: TaskReply<Answer>) => {
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      clearTimeout(this.patience);
      this.patience = this.waiting.size === 0 ? undefined : this.waitForNext();
      if ('answer' in reply) waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.fault));
    });
    const onEnd = (error: Error): void => {
      if (this.worker !== worker) return;
      void this.end(error);
      this.options.onLost?.(error);
    };
    worker.on('error', onEnd);
    worker.on('exit', (code) => {
      onEnd(new Error(`the thread ended with code ${code}`));
    });
    return worker;
  }

  private waitForNext(): NodeJS.Timeout | undefined {
    const { mostMs } = this.options;
    if (mostMs === undefined) return undefined;
    const late = (): void => void this.end(new Error(`the thread took longer than ${mostMs} ms`));
    return setTimeout(late, mostMs).unref();
  }

  private async end(error: Error): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.patience);
    this.patience = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    await worker?.terminate();
  }
}

/**
 * A worker's file beside the module that starts it. Where tests run that module from its source, the thread runs what was
 * compiled of it.
 *
 * @param starter `import.meta.url` of that module
 * @param name such as `./report.worker`
 */
export function workerFile(starter: string, name: string): URL {
  return new URL(`${name}.js`, starter.replace(/\/src\/(?<path>.*\.ts)$/u, '/dist/$<path>'));
}
