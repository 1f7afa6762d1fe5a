import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { Database } from '../platform/database/database.js';

const MOST_WAIT_MS = 300;
const MOST_WAITED_FOR = 500;
const LOOK_AGAIN_MS = 4;

/** How far the projection is. */
@Injectable()
export class ProjectionProgress {
  constructor(
    private readonly database: Database,
    private readonly log: LogReader,
  ) {}

  /** Index of the first entry that is not yet projected. */
  async next(): Promise<number> {
    const { rows } = await this.database.pool.query<{ next: number }>({
      name: 'prov_cursor_next',
      text: 'select next_idx as next from prov_cursor',
    });
    return rows[0]?.next ?? 0;
  }

  /**
   * The same, but waits a moment for entries that were in the log when the call was made: whoever has just posted finds
   * what he posted, unless the projection is far behind.
   */
  async nextSoon(): Promise<number> {
    const [size, first] = await Promise.all([this.log.size(), this.next()]);
    let next = first;
    const until = performance.now() + MOST_WAIT_MS;
    while (next < size && size - next <= MOST_WAITED_FOR && performance.now() < until) {
      await pause(LOOK_AGAIN_MS);
      next = await this.next();
    }
    return next;
  }

  /** Entries of the log that are not yet projected. */
  async lag(): Promise<number> {
    const next = await this.next();
    return Math.max(0, (await this.log.size()) - next);
  }
}
