import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TaskThread, workerFile } from '../../platform/threads/task-thread.js';
import type { MapAnswer, MapTask } from './map-messages.js';

type AnswerTo<T extends MapTask> = Extract<MapAnswer, { type: T['type'] }>;

/** One thread for the arithmetic of the map. */
@Injectable()
export class MapThread implements OnApplicationShutdown {
  private readonly thread = new TaskThread<MapTask, MapAnswer>({
    file: workerFile(import.meta.url, './map.worker'),
  });

  /** @throws Error when the task cannot be done, or the thread died over it */
  async ask<T extends MapTask>(task: T): Promise<AnswerTo<T>> {
    const answer = await this.thread.ask(task);
    if (!isAnswerTo(task, answer)) throw new Error('the thread of the map answered something else');
    return answer;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }
}

function isAnswerTo<T extends MapTask>(task: T, answer: MapAnswer): answer is AnswerTo<T> {
  return answer.type === task.type;
}
