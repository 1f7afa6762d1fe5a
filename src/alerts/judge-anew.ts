import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { AlertProjector } from './alert-projector.js';
import { JudgeWorker } from './judge.worker.js';
import { ParkedJudgements } from './parked-judgements.store.js';

const LOOK_EVERY_MS = 250;

export interface JudgedAnew {
  /** Consignments, and acts on goods without one. */
  readonly judged: number;
  /** Of these, those that could not be judged. */
  readonly parked: number;
  /** By how much the log grew meanwhile: what the rules say now and the log did not say. */
  readonly appended: number;
}

/** Judges all that is on record again, by the rule set in force. What the log says already is not said again. */
@Injectable()
export class JudgeAnew {
  constructor(
    private readonly reader: LogReader,
    private readonly outbox: JudgementOutbox,
    private readonly parked: ParkedJudgements,
    private readonly judges: JudgeWorker,
    private readonly projector: AlertProjector,
  ) {}

  /** Provenance must be whole: until it is, nobody judges. */
  async run(onProgress?: (judged: number, total: number) => void): Promise<JudgedAnew> {
    const [size, parkedBefore] = [await this.reader.size(), await this.parked.count()];
    const requests = await this.outbox.requestAll(size - 1);
    const total = requests.length;
    let judging: Promise<void> | undefined;
    for (;;) {
      const waiting = await this.outbox.countOf(requests);
      onProgress?.(total - waiting, total);
      if (waiting === 0) break;
      judging ??= this.judges.drain().finally(() => (judging = undefined));
      await Promise.race([judging, pause(LOOK_EVERY_MS)]);
      // What another process has in hand, or gave up, comes back by itself.
      if (judging === undefined) await pause(LOOK_EVERY_MS);
    }
    await this.projector.catchUp();
    return {
      judged: total,
      parked: (await this.parked.count()) - parkedBefore,
      appended: (await this.reader.size()) - size,
    };
  }
}
