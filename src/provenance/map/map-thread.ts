import { Worker, type WorkerOptions } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MapAnswer, MapReply, MapRequest, MapTask } from './map-messages.js';

interface Waiting {
  readonly resolve: (answer: MapAnswer) => void;
  readonly reject: (error: Error) => void;
}

type AnswerTo<T extends MapTask> = Extract<MapAnswer, { type: T['type'] }>;

/** One thread for the arithmetic of the map, started when it is first needed. */
@Injectable()
export class MapThread implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;

  /** @throws Error when the task cannot be done, or the thread died over it */
  async ask<T extends MapTask>(task: T): Promise<AnswerTo<T>> {
    const request: MapRequest = { id: this.nextId++, task };
    const worker = (this.worker ??= this.start());
    const answer = await new Promise<MapAnswer>((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject });
      worker.postMessage(request, []);
    });
    if (!isAnswerTo(task, answer)) throw new Error('the thread of the map answered something else');
    return answer;
  }

  async onApplicationShutdown(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.failAll(new Error('the service is stopping'));
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(...workerFile());
    worker.unref();
    worker.on('message', (reply: MapReply) => {
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ('answer' in reply) waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.fault));
    });
    const onEnd = (error: Error): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.failAll(error);
    };
    worker.on('error', onEnd);
    worker.on('exit', (code) => {
      onEnd(new Error(`the thread of the map ended with code ${code}`));
    });
    return worker;
  }

  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function isAnswerTo<T extends MapTask>(task: T, answer: MapAnswer): answer is AnswerTo<T> {
  return answer.type === task.type;
}

/** Compiled, the worker is JavaScript; run from TypeScript, in tests, a loader compiles it on the way in. */
function workerFile(): [URL, WorkerOptions] {
  if (import.meta.url.endsWith('.js')) return [new URL('./map.worker.js', import.meta.url), {}];
  const loader = new URL('../../../test/support/typescript-loader.mjs', import.meta.url);
  return [
    new URL('./map.worker.ts', import.meta.url),
    { execArgv: ['--import', loader.href, '--disable-warning=ExperimentalWarning'] },
  ];
}
