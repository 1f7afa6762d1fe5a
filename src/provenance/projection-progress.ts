import { Injectable } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { Database } from '../platform/database/database.js';

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

  /** Entries of the log that are not yet projected. */
  async lag(): Promise<number> {
    const next = await this.next();
    return Math.max(0, (await this.log.size()) - next);
  }
}
