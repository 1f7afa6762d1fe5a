import { checkedRegistration } from '../logged-registrations.js';
import { hashesIn } from '../native-bytes.js';
import type { Queries } from '../own-connections.js';
import type { FoundLog } from './known-entries.js';

interface HeadRow {
  readonly size: number;
  readonly root: Buffer;
  readonly last_leaf: Buffer;
  readonly frontier: Buffer;
}

/** The head of a log as it is. */
export async function readFoundLog(database: Queries): Promise<FoundLog> {
  const [row] = await database.query<HeadRow>(
    'select size, root, last_leaf, frontier from log_head',
  );
  if (row === undefined) throw new Error('the log has no head row');
  const { size, root, last_leaf: lastLeaf, frontier } = row;
  return {
    size,
    root,
    lastLeaf,
    frontier: hashesIn(frontier),
  };
}

/** What entry 0 says the ledger is; `undefined` for an empty log. */
export async function readFirstEntry(
  database: Queries,
): Promise<{ readonly origin: string; readonly vkey: string } | undefined> {
  const [row] = await database.query<{ statement: Buffer }>(
    'select statement from log_entries where idx = 0',
  );
  if (row === undefined) return undefined;
  const entry0 = checkedRegistration(row.statement);
  if (entry0.kind !== 'ledger') throw new Error('entry 0 does not register a ledger');
  return entry0.ledgerKey;
}

/** Is a service up on this database? Each of its processes listens for the log's growth. */
export async function isServed(database: Queries): Promise<boolean> {
  const rows = await database.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'custody-listen'`,
  );
  return rows.length > 0;
}
