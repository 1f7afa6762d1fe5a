import { Injectable } from '@nestjs/common';
import { TaskThread, workerFile } from '../../platform/threads/task-thread.js';
import type { VerifyAnswer, VerifyTask } from './verify-messages.js';

/** Judges files in a thread of its own: what strangers send must not hold up anybody who posts. */
@Injectable()
export class Verifier extends TaskThread<VerifyTask, VerifyAnswer> {
  constructor() {
    super({
      file: workerFile(import.meta.url, './verify.worker'),
      mostTasks: 8,
      mostMs: 30_000,
    });
  }
}
