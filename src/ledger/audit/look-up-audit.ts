import type { PoolClient } from 'pg';
import { uuidArray } from '../append/copy-rows.js';
import type { AuditFindings } from './audit-findings.js';
import type { AuditedRow } from './entry-audit.js';

/** Each entry must be found by its identities, or the same statement could be appended twice. */
export async function auditIdentities(
  client: PoolClient,
  rows: readonly AuditedRow[],
  identitiesOf: ReadonlyMap<number, readonly Uint8Array[]>,
  findings: AuditFindings,
): Promise<void> {
  const wanted = rows.flatMap(({ idx }) => identitiesOf.get(idx) ?? []);
  const found = await client.query<{ key: string; idx: number }>(
    'select key, idx from log_identities where key = any($1::uuid[])',
    [uuidArray(wanted)],
  );
  const places = new Map(found.rows.map(({ key, idx }) => [key.replaceAll('-', ''), idx]));
  for (const { idx } of rows) {
    for (const identity of identitiesOf.get(idx) ?? []) {
      const place = places.get(Buffer.from(identity).toString('hex'));
      if (place === undefined) findings.add(`entry ${idx}`, 'it cannot be found by its identity');
      else if (place !== idx)
        findings.add(`entry ${idx}`, `entry ${place} has the same identity: one id was used twice`);
    }
  }
}

/** The statement index is derived: a fault in it loses nothing, but statements would not be found. */
export async function auditStatementIndex(
  client: PoolClient,
  findings: AuditFindings,
): Promise<void> {
  const wrong = await client.query<{ idx: number }>(
    `select i.idx from log_statement_index i left join log_entries e on e.idx = i.idx
     where e.idx is null
       or i.prefix <> ('x' || encode(substring(e.statement_hash from 1 for 8), 'hex'))::bit(64)::bigint
     limit 20`,
  );
  for (const { idx } of wrong.rows)
    findings.add(`entry ${idx}`, 'the statement index has it under another hash');
  const missing = await client.query<{ missing: number }>(
    `select c.next_idx - (select count(*) from log_statement_index) as missing
     from log_statement_index_cursor c`,
  );
  const count = missing.rows[0]?.missing ?? 0;
  if (count !== 0) findings.add('statement index', `${count} entries are missing from it`);
}
