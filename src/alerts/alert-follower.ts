import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LogGrowth } from '../ledger/log-growth.js';
import { PostersFirst } from '../ledger/posters-first.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { AlertProjector } from './alert-projector.js';
import { DeadlineSweep } from './deadline-sweep.js';
import { JudgeWorker } from './judge.worker.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';

/** What may have been lost on the way is looked for so often. */
const SWEEP_MS = 2000;

/** Keeps the alerts going in a process that does jobs: follows the log and makes good lost jobs and notifications. */
@Injectable()
export class AlertFollower implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private stopListening: (() => void) | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopped = false;
  private isFollowing = false;
  private hasGrown = false;

  constructor(
    private readonly growth: LogGrowth,
    private readonly projector: AlertProjector,
    private readonly judges: JudgeWorker,
    private readonly deadlines: DeadlineSweep,
    private readonly webhooks: WebhookDispatcher,
    private readonly posters: PostersFirst,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.stopListening = this.growth.onGrowth(() => {
      this.hasGrown = true;
      if (!this.isFollowing) this.tolerate(this.follow(), 'projecting alerts failed');
    });
    this.timer = setInterval(() => {
      this.sweep();
    }, SWEEP_MS);
    this.sweep();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    this.stopListening?.();
    // Before the sweep is waited for: it judges until nothing is left, unless told to stop.
    this.judges.stop();
    await this.sweeping;
  }

  /** However often the log grew meanwhile, one more look is enough. */
  private async follow(): Promise<void> {
    this.isFollowing = true;
    try {
      while (this.hasGrown && !this.isStopped) {
        this.hasGrown = false;
        const began = performance.now();
        await this.projector.catchUp();
        await this.posters.rest(performance.now() - began);
      }
    } finally {
      this.isFollowing = false;
    }
  }

  /** One at a time: a sweep that takes long is not overtaken by the next. */
  private sweep(): void {
    if (this.sweeping !== undefined || this.isStopped) return;
    this.sweeping = this.sweepAll().finally(() => {
      this.sweeping = undefined;
    });
    // Sending may wait for slow endpoints for long, and it has its own leases.
    this.tolerate(this.webhooks.sweep(), 'sweeping webhooks failed');
  }

  private async sweepAll(): Promise<void> {
    await this.attempt(async () => this.projector.catchUp(), 'projecting alerts failed');
    await this.attempt(async () => this.deadlines.sweepDue(), 'sweeping deadlines failed');
    await this.attempt(async () => this.judges.drain(), 'sweeping judgements failed');
  }

  private async attempt(work: () => Promise<void>, failure: string): Promise<void> {
    if (this.isStopped) return;
    try {
      await work();
    } catch (error) {
      this.logger.error({ err: error }, failure);
    }
  }

  private tolerate(work: Promise<void>, failure: string): void {
    work.catch((error: unknown) => {
      if (!this.isStopped) this.logger.error({ err: error }, failure);
    });
  }
}
