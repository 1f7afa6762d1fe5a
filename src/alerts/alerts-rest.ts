import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { AlertProjector } from './alert-projector.js';
import { JudgeWorker } from './judge.worker.js';

/** While another worker has the last rows in hand. */
const LOOK_AGAIN_MS = 5;

/** For replay and tests, which go on only when the judging of what happened so far is done. */
@Injectable()
export class AlertsRest {
  constructor(
    private readonly outbox: JudgementOutbox,
    private readonly judges: JudgeWorker,
    private readonly projector: AlertProjector,
  ) {}

  /**
   * Resolves when no judgement waits or is being made and every finding is projected. It lends a hand meanwhile.
   * What provenance has not yet projected it does not know of.
   */
  async idle(): Promise<void> {
    for (;;) {
      await this.judges.drain();
      await this.projector.catchUp();
      if ((await this.outbox.count()) === 0) return;
      await pause(LOOK_AGAIN_MS);
    }
  }
}
