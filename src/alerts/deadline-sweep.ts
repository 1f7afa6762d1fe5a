import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { JobQueue } from '../platform/queue/job-queue.js';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { DEADLINE_JOB } from './alert-jobs.js';
import { DeadlinesStore, type JudgedDeadlines } from './deadlines.store.js';

/** Some rules wait: when a deadline has come, its goods are judged again. */
@Injectable()
export class DeadlineSweep implements OnModuleInit {
  constructor(
    private readonly store: DeadlinesStore,
    private readonly outbox: JudgementOutbox,
    private readonly reader: LogReader,
    private readonly queue: JobQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.queue.handle(DEADLINE_JOB, async () => {
      await this.sweepDue();
    });
  }

  /** Asks for judgement of everything whose deadline has come by the service's clock. Safe to call at any time. */
  async sweepDue(): Promise<void> {
    const now = this.clock.now();
    const nextDue = await this.store.nextDue();
    if (nextDue === undefined || nextDue > now) return;
    const requested = await this.store.requestDue(now, (await this.reader.size()) - 1);
    if (requested > 0) this.outbox.announce();
  }

  /** When the next deadline is due, epoch milliseconds; `undefined` when none is set. */
  async nextDue(): Promise<number | undefined> {
    return this.store.nextDue();
  }

  /** Sets the deadlines of judgements and a job for each of their seconds. */
  async replace(judgements: readonly JudgedDeadlines[]): Promise<void> {
    await this.store.replace(judgements);
    const deadlines = judgements.flatMap((judged) => judged.deadlines);
    const seconds = new Set(deadlines.map(({ at }) => Math.ceil(at / 1000)));
    for (const second of seconds) this.schedule(second);
  }

  /** Does not wait: should the job be lost, the sweep at its interval does its work. */
  private schedule(second: number): void {
    const delayMs = Math.max(0, second * 1000 - this.clock.now());
    this.queue.add(DEADLINE_JOB, {}, { jobId: String(second), delayMs }).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'cannot enqueue a deadline; the sweep will find it');
    });
  }
}
