import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logging/logger.js';
import { JobQueue } from '../../platform/queue/job-queue.js';
import { DELIVER_JOB } from '../alert-jobs.js';
import { WebhookDeliveriesStore } from './webhook-deliveries.store.js';
import { WebhookSender } from './webhook-sender.js';

/** Endpoints that one process sends to at the same time. */
const CONCURRENCY = 16;

/** Brings senders and work together: by jobs, and by a sweep for jobs that were lost. */
@Injectable()
export class WebhookDispatcher implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly sender: WebhookSender,
    private readonly deliveries: WebhookDeliveriesStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.queue.handle(DELIVER_JOB, async ({ endpoint }) => this.deliver(endpoint), {
      concurrency: CONCURRENCY,
    });
  }

  /** Does not wait: a queue that is away must not hold up alerts. The sweep makes good what is lost. */
  wake(endpoints: readonly string[], logIndex: number): void {
    for (const endpoint of endpoints) this.add(endpoint, `${endpoint}.${logIndex}`, 0);
  }

  /** As {@link wake}, when nothing new is in the log. */
  wakeNow(endpoint: string): void {
    this.add(endpoint, `${endpoint}@${this.clock.now()}`, 0);
  }

  /** Sends whatever is due and is not being sent. Called at an interval, and by tests with a simulated clock. */
  async sweep(): Promise<void> {
    const endpoints = await this.deliveries.dueEndpoints(this.clock.now());
    await Promise.all(endpoints.map(async (endpoint) => this.sender.sendDue(endpoint)));
  }

  private async deliver(endpoint: string): Promise<void> {
    await this.sender.sendDue(endpoint);
    const nextAt = await this.deliveries.nextDue(endpoint);
    if (nextAt === undefined) return;
    this.add(endpoint, `${endpoint}@${nextAt}`, Math.max(0, nextAt - this.clock.now()));
  }

  private add(endpoint: string, jobId: string, delayMs: number): void {
    this.queue.add(DELIVER_JOB, { endpoint }, { jobId, delayMs }).catch((error: unknown) => {
      this.logger.warn({ err: error, endpoint }, 'cannot enqueue a delivery; the sweep will do it');
    });
  }
}
