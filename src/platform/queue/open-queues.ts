import type { JobsOptions } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import type { QueueBackend, StoredQueue } from './queue-backend.js';

/** The queues of one process, each opened when it is first needed. */
export class OpenQueues {
  private readonly queues = new Map<string, Promise<StoredQueue>>();

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

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.queues.values());
    for (const queue of opened) if (queue.status === 'fulfilled') await queue.value.close();
  }

  private async connect(name: string): Promise<StoredQueue> {
    const queue = this.backend.queue(name, this.defaults);
    queue.on('error', (error) => {
      this.logger.warn({ err: error, queue: name }, 'job queue connection failed');
    });
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      await queue.close().catch((failure: unknown) => {
        this.logger.debug({ err: failure, queue: name }, 'job queue could not be closed');
      });
      throw error;
    }
  }
}
