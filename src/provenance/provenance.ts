import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { JudgementOutbox } from './judgement-outbox.js';
import { ProjectionProgress } from './projection-progress.js';
import { Projector } from './projector.js';

/** While another process projects, or workers judge. */
const LOOK_AGAIN_MS = 5;
/** A job of the queue may be lost; the judges are then reminded. */
const LOOKS_PER_REMINDER = 50;

/** For replay, rebuild and tests, which go on only when everything in the log has had its effect. */
@Injectable()
export class Provenance {
  constructor(
    private readonly projector: Projector,
    private readonly progress: ProjectionProgress,
    private readonly outbox: JudgementOutbox,
  ) {}

  /** Resolves when every entry that is in the log now is projected. It lends a hand meanwhile. */
  async caughtUp(): Promise<void> {
    for (;;) {
      const result = await this.projector.step();
      if (result === 'idle' && (await this.progress.lag()) === 0) return;
      if (result !== 'progress') await pause(LOOK_AGAIN_MS);
    }
  }

  /** Resolves when everything is projected and no judgement waits or is being made. */
  async idle(): Promise<void> {
    for (let look = 0; ; look += 1) {
      await this.caughtUp();
      if ((await this.outbox.count()) === 0 && (await this.progress.lag()) === 0) return;
      if (look % LOOKS_PER_REMINDER === 0) this.outbox.announce();
      await pause(LOOK_AGAIN_MS);
    }
  }
}
