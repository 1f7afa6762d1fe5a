import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { LogReader } from './log-reader.js';

/** PostgreSQL channel; the payload is the size of the log. */
const GROWTH_CHANNEL = 'log_growth';

type Listener = (size: number) => void;

/** Followers are told at once, then no sooner than so long after: under load a commit follows the other in less. */
const GAP_MS = 25;

/**
 * Says when the log has grown: at once for what this process committed, by NOTIFY for other processes. It is a hint
 * that saves waiting, not a promise: a follower also looks by itself now and then.
 */
@Injectable()
export class LogGrowth implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private newest = 0;
  private told = 0;
  private gap: NodeJS.Timeout | undefined;
  /** Other processes do not know of `newest` yet. */
  private isOurs = false;
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    @Inject(Database) private readonly database: Pick<Database, 'listen' | 'notify'>,
    @Inject(LogReader) private readonly log: Pick<LogReader, 'size'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Calls `listener` with the size of the log whenever it is known to have grown.
   * @returns a function that stops it
   */
  onGrowth(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** This process brought the log to this size: other processes are told too. */
  committed(size: number): void {
    if (size > this.newest) this.isOurs = true;
    this.grewTo(size);
  }

  /** The log has this size now; smaller or known sizes are nothing new. */
  grewTo(size: number): void {
    if (size <= this.newest) return;
    this.newest = size;
    if (this.gap === undefined) this.tellAll();
  }

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.database.listen(GROWTH_CHANNEL, (payload) => {
      if (payload === '') void this.lookNow();
      else this.grewTo(Number(payload));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.gap);
    this.listeners.clear();
    await this.stopListening?.();
  }

  /** Notifications may have been missed while the connection was down. */
  private async lookNow(): Promise<void> {
    try {
      this.grewTo(await this.log.size());
    } catch (error) {
      this.logger.warn({ err: error }, 'cannot read the size of the log');
    }
  }

  private tellAll(): void {
    this.told = this.newest;
    if (this.isOurs) void this.announce(this.newest);
    this.isOurs = false;
    this.gap = setTimeout(() => {
      this.gap = undefined;
      if (this.told < this.newest) this.tellAll();
    }, GAP_MS).unref();
    for (const listener of this.listeners) this.tell(listener, this.newest);
  }

  private async announce(size: number): Promise<void> {
    try {
      await this.database.notify(GROWTH_CHANNEL, String(size));
    } catch (error) {
      this.logger.warn({ err: error }, 'cannot tell other processes that the log has grown');
    }
  }

  private tell(listener: Listener, size: number): void {
    try {
      listener(size);
    } catch (error) {
      this.logger.error({ err: error }, 'a follower of the log failed');
    }
  }
}
