import { type Entry, formatTime, HASH_BYTES } from '../protocol/index.js';
import type { Queries } from './own-connections.js';

interface EntryRow {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
}

/** Stands for the leaf hash before entry 0. */
const NO_ENTRY = new Uint8Array(HASH_BYTES);

/**
 * What verifiers hash as the five lines of entries, by index; those beyond the end of the log are left out.
 * @throws when an entry is there and the one before is not
 */
export async function readEntries(
  database: Queries,
  indexes: readonly number[],
): Promise<Map<number, Entry>> {
  const rows = await database.query<EntryRow>(
    `select idx, recorded_at, statement_hash, leaf_hash from log_entries
     where idx = any($1::bigint[])`,
    [[...new Set(indexes.flatMap((index) => [index - 1, index]))]],
  );
  const byIndex = new Map(rows.map((row) => [row.idx, row]));
  const entries = new Map<number, Entry>();
  for (const index of indexes) {
    const row = byIndex.get(index);
    if (row === undefined) continue;
    const previous = index === 0 ? NO_ENTRY : byIndex.get(index - 1)?.leaf_hash;
    if (previous === undefined)
      throw new Error(`entry ${index - 1} is missing: run "custody audit"`);
    const recordedAt = formatTime(row.recorded_at.getTime());
    entries.set(index, { index, previous, statementHash: row.statement_hash, recordedAt });
  }
  return entries;
}
