import type { JobsOptions } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import type { QueueBackend, StoredQueue } from './queue-backend.js';
import { within } from './within.js';

const CLOSE_LIMIT_MS = 3000;

/** The queues of one process, each opened when it is first needed. */
export class OpenQueues {
  private readonly queues = new Map<string, Promise<StoredQueue>>();
  /** Every queue that was made and not closed, also while it waits for its store. */
  private readonly connections = new Set<StoredQueue>();

  constructor(
    private readonly backend: QueueBackend,
    private readonly defaults: JobsOptions,
    private readonly logger: Logger,
  ) {}

  /**
   * The queue of this name, ready for use.
   * @throws when its store does not answer; the next call tries again
   */
  async open(name: string): Promise<StoredQueue> {
    const known = this.queues.get(name);
    if (known) return known;
    const opening = this.connect(name);
    this.queues.set(name, opening);
    try {
      return await opening;
    } catch (error) {
      // BullMQ remembers a failed first connection for ever, so such a queue is of no use.
      if (this.queues.get(name) === opening) this.queues.delete(name);
      throw error;
    }
  }

  names(): string[] {
    return [...this.queues.keys()];
  }

  /** Closes what can be closed: a store that does not answer is not waited for. */
  async close(): Promise<void> {
    await Promise.all([...this.connections].map(async (queue) => this.closeOne(queue)));
  }

  private async connect(name: string): Promise<StoredQueue> {
    const queue = this.backend.queue(name, this.defaults);
    queue.on('error', (error) => {
      this.logger.warn({ err: error, queue: name }, 'job queue connection failed');
    });
    this.connections.add(queue);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      await this.closeOne(queue);
      throw error;
    }
  }

  private async closeOne(queue: StoredQueue): Promise<void> {
    if (!this.connections.delete(queue)) return;
    try {
      await within(CLOSE_LIMIT_MS, 'the job queue did not close', queue.close());
    } catch (error) {
      this.logger.debug({ err: error }, 'job queue could not be closed');
    }
  }
}
