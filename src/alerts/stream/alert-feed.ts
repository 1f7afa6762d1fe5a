import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { ALERTS_CHANNEL } from '../alert-projector.js';
import { AlertQueryStore, type StreamedStep } from '../alert-query.store.js';
import { AlertsStore } from '../alerts.store.js';

/** Steps of one page. */
export const PAGE = 200;

/** Pages that live streams ask for at the same moment are the same few. */
const KEPT_PAGES = 8;

/** Steps of alerts in log order, for every stream of this process: one LISTEN, and each page is read once. */
@Injectable()
export class AlertFeed implements OnModuleInit, OnModuleDestroy {
  private stopListening: (() => Promise<void>) | undefined;
  private waiters: (() => void)[] = [];
  private cursor: Promise<number> | undefined;
  private readonly pages = new Map<string, Promise<StreamedStep[]>>();

  constructor(
    private readonly database: Database,
    private readonly store: AlertsStore,
    private readonly queries: AlertQueryStore,
  ) {}

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.database.listen(ALERTS_CHANNEL, () => {
      this.wake();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.stopListening?.();
    this.wake();
  }

  /** Resolves when there may be more. Ask for it before reading, or what comes in between is missed. */
  async change(): Promise<void> {
    return new Promise((resolve) => {
      this.waiters.push(resolve);
    });
  }

  /** Steps below this index are there to be read. */
  async end(): Promise<number> {
    this.cursor ??= this.store.cursor().then(({ nextIndex }) => nextIndex);
    return this.cursor;
  }

  /** At most {@link PAGE} steps with `from <= index < to`, in log order. */
  async page(from: number, to: number): Promise<StreamedStep[]> {
    const key = `${from}-${to}`;
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const page = this.queries.steps(from, to, PAGE);
    this.pages.set(key, page);
    page.catch(() => this.pages.delete(key));
    const [oldest] = this.pages.keys();
    if (this.pages.size > KEPT_PAGES && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }

  /** Also called by the streams' heartbeat, in case a notification was lost. */
  wake(): void {
    this.cursor = undefined;
    this.pages.clear();
    const waiting = this.waiters;
    this.waiters = [];
    for (const resolve of waiting) resolve();
  }
}
