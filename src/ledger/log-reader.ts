import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { toHex } from '../protocol/index.js';
import { KIND_CODES, kindOfCode, type LogEntry, type LogKind } from './log-entry.js';
import type { Queries } from './own-connections.js';

export type { LogEntry, LogKind } from './log-entry.js';

interface EntryRow {
  idx: number;
  recorded_at: Date;
  kind: number;
  statement_hash: Buffer;
  leaf_hash: Buffer;
  statement: Buffer;
}

const COLUMNS = 'idx, recorded_at, kind, statement_hash, leaf_hash, statement';

/** Reads committed entries. Every index below the size is there: the log has no holes. */
@Injectable()
export class LogReader {
  constructor(@Inject(Database) private readonly database: Queries) {}

  /** Number of committed entries. */
  async size(): Promise<number> {
    const [head] = await this.database.query<{ size: number }>('select size from log_head');
    return head?.size ?? 0;
  }

  /**
   * Entries from an index on, in order, fewer than `limit` only at the end of the log.
   * @param limit keep it to some thousands: statements may have 90 KB each
   */
  async entries(from: number, limit: number): Promise<LogEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `select ${COLUMNS} from log_entries where idx >= $1 and idx < $2 order by idx`,
      [from, from + limit],
    );
    return rows.map(entryOf);
  }

  /** Entries of some kinds with `from <= index < to`, in order: what a follower of findings has to read. */
  async entriesOf(kinds: readonly LogKind[], from: number, to: number): Promise<LogEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `select ${COLUMNS} from log_entries
       where idx >= $1 and idx < $2 and kind = any($3::smallint[]) order by idx`,
      [from, to, kinds.map((kind) => KIND_CODES[kind])],
    );
    return rows.map(entryOf);
  }

  /** @returns `undefined` at or beyond the end of the log */
  async entry(index: number): Promise<LogEntry | undefined> {
    const [entry] = await this.entries(index, 1);
    return entry;
  }

  /** Some entries by their indexes, in the order of the log; those beyond the end are left out. */
  async entriesAt(indexes: readonly number[]): Promise<LogEntry[]> {
    if (indexes.length === 0) return [];
    const rows = await this.database.query<EntryRow>(
      `select ${COLUMNS} from log_entries where idx = any($1::bigint[]) order by idx`,
      [indexes],
    );
    return rows.map(entryOf);
  }

  /**
   * Index of the statement with this hash (bytes or lower-case hex), looked up in the statement index and, for what
   * is not indexed yet, in the tail of the log.
   */
  async indexOfHash(hash: Uint8Array | string): Promise<number | undefined> {
    const hex = typeof hash === 'string' ? hash : toHex(hash);
    if (!/^[0-9a-f]{64}$/u.test(hex)) return undefined;
    const bytes = Buffer.from(hex, 'hex');
    const [found] = await this.database.query<{ idx: number }>(
      `select e.idx from log_statement_index i join log_entries e on e.idx = i.idx
       where i.prefix = $1 and e.statement_hash = $2
       union all
       select e.idx from log_entries e
       where e.idx >= (select next_idx from log_statement_index_cursor) and e.statement_hash = $2
       limit 1`,
      [bytes.readBigInt64BE(0).toString(), bytes],
    );
    return found?.idx;
  }
}

function entryOf(row: EntryRow): LogEntry {
  return {
    index: row.idx,
    recordedAt: row.recorded_at.getTime(),
    kind: kindOfCode(row.kind),
    statementHash: row.statement_hash,
    leafHash: row.leaf_hash,
    statement: row.statement,
  };
}
