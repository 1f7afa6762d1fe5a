import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PostersFirst } from '../ledger/posters-first.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { JobQueue } from '../platform/queue/job-queue.js';
import { JudgementOutbox, type OutboxRow } from '../provenance/judgement-outbox.js';
import type { JudgementRequests } from '../provenance/judgement-request.js';
import { JUDGE_JOB } from './alert-jobs.js';
import { JudgeGoods, ProjectionBegunAnew } from './judge-goods.js';
import { ParkedJudgements } from './parked-judgements.store.js';

/** Workers of one process; the same goods are never judged by two at a time. */
const CONCURRENCY = 2;

/** Rows leased and looked at together. */
const CHUNK = 64;

/** Well within the outbox's lease. */
const RENEW_MS = 2000;

/** A judgement that failed, or killed its worker, so many times is put aside. */
const MAX_ATTEMPTS = 5;

/** Takes requests for judgement from the outbox. Jobs of the queue only wake it: what is to be done, rows say. */
@Injectable()
export class JudgeWorker implements JudgementRequests, OnModuleInit {
  private isStopping = false;

  constructor(
    private readonly queue: JobQueue,
    private readonly outbox: JudgementOutbox,
    private readonly goods: JudgeGoods,
    private readonly parked: ParkedJudgements,
    private readonly posters: PostersFirst,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    metrics.gauge(
      {
        name: 'custody_judgements_waiting',
        help: 'Goods that wait to be judged, or are being judged.',
      },
      async (gauge) => gauge.set(await this.outbox.count()),
    );
  }

  onModuleInit(): void {
    this.queue.handle(JUDGE_JOB, async () => this.drain(), { concurrency: CONCURRENCY });
  }

  /** The judgements in hand are finished; the rest is done after the next start, or by another process. */
  stop(): void {
    this.isStopping = true;
  }

  requested(): void {
    this.queue.add(JUDGE_JOB, {}).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'cannot enqueue judgements; the sweep will find them');
    });
  }

  /** Judges everything that waits and that nobody else has in hand. */
  async drain(): Promise<void> {
    while (!this.isStopping) {
      const began = performance.now();
      const rows = await this.outbox.take(CHUNK);
      if (rows.length === 0) return;
      await this.judgeAll(rows);
      await this.posters.rest(performance.now() - began);
    }
  }

  private async judgeAll(rows: readonly OutboxRow[]): Promise<void> {
    const held = new Set(rows.map(({ id }) => id));
    const renewal = setInterval(() => {
      this.outbox.renew(...held).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'cannot renew the lease of judgements');
      });
    }, RENEW_MS);
    try {
      if (await this.judgeTogether(rows)) return;
      for (const row of rows) {
        if (this.isStopping) await this.outbox.giveBack(row.id);
        else await this.judgeOne(row);
        held.delete(row.id);
      }
    } finally {
      clearInterval(renewal);
    }
  }

  /** The rule. One of them that always fails must not take the others with it, so then each is judged on its own. */
  private async judgeTogether(rows: readonly OutboxRow[]): Promise<boolean> {
    if (rows.some(({ attempts }) => attempts > 1)) return false;
    try {
      await this.goods.judge(rows);
      await this.outbox.done(...rows.map(({ id }) => id));
      return true;
    } catch (error) {
      if (await this.isPutOff(error, rows)) return true;
      this.logger.warn({ err: error }, 'judging together failed; each is judged on its own');
      return false;
    }
  }

  /** A row that failed keeps its lease: it comes back when that has run out, and does not hold up the others. */
  private async judgeOne(row: OutboxRow): Promise<void> {
    if (row.attempts > MAX_ATTEMPTS) return this.park(row, 'its worker died each time');
    try {
      await this.goods.judge([row]);
      await this.outbox.done(row.id);
    } catch (error) {
      if (await this.isPutOff(error, [row])) return;
      this.logger.error({ err: error, row: row.id, attempt: row.attempts }, 'judging failed');
      if (row.attempts === MAX_ATTEMPTS) await this.park(row, messageOf(error));
    }
  }

  /** While the projections are being made again nobody is given work; afterwards these come again, untried. */
  private async isPutOff(error: unknown, rows: readonly OutboxRow[]): Promise<boolean> {
    if (!(error instanceof ProjectionBegunAnew)) return false;
    await this.outbox.giveBack(...rows.map(({ id }) => id));
    return true;
  }

  private async park(row: OutboxRow, error: string): Promise<void> {
    this.logger.error({ row: row.id, reason: error }, 'judgement parked');
    await this.parked.park(row, error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
