import { Injectable } from '@nestjs/common';
import { KIND_CODES } from '../ledger/log-entry.js';
import { Database } from '../platform/database/database.js';
import { type RegistrationEntry, registrationIn } from './registered.js';

interface Row {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly statement: Buffer;
}

/** Committed registrations, straight from the log's entries: there is no second copy that could differ. */
@Injectable()
export class RegistrationsStore {
  constructor(private readonly database: Database) {}

  /** Index of the newest committed entry of any kind; -1 for an empty log. */
  async newestIndex(): Promise<number> {
    const [head] = await this.database.query<{ size: number }>('select size from log_head');
    return (head?.size ?? 0) - 1;
  }

  /** Registrations with `after` < index <= `through`, in log order, at most `limit`. */
  async between(after: number, through: number, limit: number): Promise<RegistrationEntry[]> {
    const rows = await this.database.query<Row>(
      // The kind is written out so that the planner sees that the partial index fits.
      `select idx, recorded_at, statement from log_entries
       where kind = ${KIND_CODES.registration} and idx > $1 and idx <= $2 order by idx limit $3`,
      [after, through, limit],
    );
    return rows.map(entryOf);
  }
}

function entryOf({ idx, recorded_at: recordedAt, statement }: Row): RegistrationEntry {
  return {
    index: idx,
    recordedAt: recordedAt.getTime(),
    registration: registrationIn(statement),
  };
}
