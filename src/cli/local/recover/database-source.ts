import { LogReader } from '../../../ledger/log-reader.js';
import type { Queries } from '../../../ledger/own-connections.js';
import type { RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import { equalBytes, formatTime, HASH_BYTES, statementHash } from '../../../protocol/index.js';

const PAGE = 1000;

/** Another database of the ledger: its entries with their statements, and the heads that were signed over them. */
export async function readDatabaseSource(
  database: Queries,
  from: number,
  finds: RecoveryFinds,
  name: string,
): Promise<void> {
  const log = new LogReader(database);
  let previous: Uint8Array | undefined =
    from === 0 ? new Uint8Array(HASH_BYTES) : (await log.entry(from - 1))?.leafHash;
  for (let at = from; previous !== undefined; at += PAGE) {
    const entries = await log.entries(at, PAGE);
    for (const { index, statementHash: hash, recordedAt, leafHash, statement } of entries) {
      finds.addEntry({ index, previous, statementHash: hash, recordedAt: formatTime(recordedAt) });
      if (equalBytes(statementHash(statement), hash)) finds.addStored(statement);
      else
        finds.reject(`${name}, entry ${index}`, 'its statement has another hash: it was changed');
      previous = leafHash;
    }
    if (entries.length < PAGE) break;
  }
  await readHeads(database, from, finds, name);
  await readCosignedHeads(database, from, finds, name);
}

async function readCosignedHeads(
  database: Queries,
  from: number,
  finds: RecoveryFinds,
  name: string,
): Promise<void> {
  const [table] = await database.query<{ found: string | null }>(
    `select to_regclass('log_cosignatures') as found`,
  );
  // The database of a version without witnesses.
  if (table?.found === null) return;
  const rows = await database.query<{ size: number; note: string }>(
    `select size, note || line as note
     from log_checkpoints join log_cosignatures using (size) where size > $1`,
    [from],
  );
  for (const { size, note } of rows) finds.addNote(note, `${name}, checkpoint ${size}`);
}

async function readHeads(
  database: Queries,
  from: number,
  finds: RecoveryFinds,
  name: string,
): Promise<void> {
  let after = from;
  for (;;) {
    const rows = await database.query<{ size: number; note: string }>(
      'select size, note from log_checkpoints where size > $1 order by size limit $2',
      [after, PAGE],
    );
    for (const { size, note } of rows) finds.addNote(note, `${name}, checkpoint ${size}`);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.size;
  }
}
