import { registration, type Registration } from '../custody/vocabulary/registration.js';
import { parseCanonical, parseEnvelope } from '../protocol/index.js';
import { KIND_CODES } from './log-entry.js';
import type { Queries } from './own-connections.js';

export interface LoggedRegistration {
  readonly index: number;
  readonly statement: Uint8Array;
}

/** Registrations of a rare kind, in the order of the log; the caller reads each again and looks at its kind. */
export async function readLoggedRegistrations(
  database: Queries,
  kind: 'ledger-key' | 'recovery',
): Promise<LoggedRegistration[]> {
  // Told apart in the database: a ledger has many registrations and hardly ever one of these.
  const rows = await database.query<{ idx: number; statement: Buffer }>(
    `select idx, statement from log_entries where kind = ${KIND_CODES.registration}
     and convert_from(decode(convert_from(statement, 'UTF8')::json ->> 'payload', 'base64'), 'UTF8')
       like $1
     order by idx`,
    [`%"kind":"${kind}"%`],
  );
  return rows.map(({ idx, statement }) => ({ index: idx, statement }));
}

/**
 * The registration in a stored statement, checked as if it were posted now: what the ledger is, and whom it believes,
 * rests on it.
 *
 * @throws ProtocolError or ZodError for anything else
 */
export function checkedRegistration(stored: Uint8Array): Registration {
  return registration.parse(parseCanonical(parseEnvelope(stored).payload));
}
