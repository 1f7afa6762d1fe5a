import { Injectable } from '@nestjs/common';
import { TaskThread, workerFile } from '../../platform/threads/task-thread.js';
import type { ReportOrder } from './evidence-report.js';

/** Prints evidence bundles, one after another. */
@Injectable()
export class ReportPrinter extends TaskThread<ReportOrder, Uint8Array> {
  constructor() {
    super({
      file: workerFile(import.meta.url, './report.worker'),
      mostTasks: 8,
      mostMs: 60_000,
    });
  }
}
