import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { LogGrowth } from './log-growth.js';

/** Entries indexed per statement. */
const CHUNK = 4096;
/** A tail shorter than this waits for quiet: it is cheap to scan. */
const QUIET_MS = 500;

/**
 * Follows the log and notes which entry has which statement hash. Beside the append path, because an index by hash
 * costs a random page per entry; in chunks, because sorted chunks cost far less. Derived, so it can be dropped.
 */
@Injectable()
export class StatementIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private indexed = 0;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly growth: LogGrowth,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.growth.onGrowth((size) => {
      if (size - this.indexed >= CHUNK) this.start();
      else this.startWhenQuiet();
    });
    this.startWhenQuiet();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.stopListening?.();
    clearTimeout(this.timer);
    await this.running;
  }

  /** Indexes everything committed by now. */
  async catchUp(): Promise<void> {
    while (!this.isStopped && (await this.indexChunk())) {
      // Another chunk may be waiting.
    }
  }

  private startWhenQuiet(): void {
    if (this.timer !== undefined || this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.start();
    }, QUIET_MS);
    this.timer.unref();
  }

  private start(): void {
    if (this.isStopped) return;
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    try {
      await this.catchUp();
    } catch (error) {
      this.logger.warn({ err: error }, 'the statement index could not follow the log');
      this.startWhenQuiet();
    } finally {
      this.running = undefined;
    }
  }

  /** @returns whether a whole chunk was indexed; a process that finds another at work leaves it to him */
  private async indexChunk(): Promise<boolean> {
    const [row] = await this.database.query<{ next_idx: number; count: number }>(
      `with cursor as (
         select next_idx from log_statement_index_cursor for update skip locked
       ), chunk as (
         select e.idx, ('x' || encode(substring(e.statement_hash from 1 for 8), 'hex'))::bit(64)::bigint as prefix
         from log_entries e
         where e.idx >= (select next_idx from cursor) and e.idx < (select next_idx from cursor) + $1
       ), indexed as (
         insert into log_statement_index (prefix, idx) select prefix, idx from chunk order by prefix
         on conflict do nothing
       )
       update log_statement_index_cursor c
       set next_idx = c.next_idx + (select count(*) from chunk)
       from cursor
       returning c.next_idx, (select count(*) from chunk) as count`,
      [CHUNK],
    );
    if (row === undefined) return false;
    this.indexed = row.next_idx;
    return row.count === CHUNK;
  }
}
