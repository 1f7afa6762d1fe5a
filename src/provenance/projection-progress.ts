import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';

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

  /**
   * Which projection this is; another once it was begun anew, `undefined` until that has come as far as the one before.
   * What is read meanwhile is not all there is, and nothing may be concluded from it.
   */
  async edition(tx?: Tx): Promise<number | undefined> {
    const { rows } = await (tx?.client ?? this.database.pool).query<{ edition: number }>({
      name: 'prov_cursor_edition',
      text: 'select edition from prov_cursor where next_idx >= quiet_below',
    });
    return rows[0]?.edition;
  }

  /** Entries of the log that are not yet projected. */
  async lag(): Promise<number> {
    const next = await this.next();
    return Math.max(0, (await this.log.size()) - next);
  }
}
