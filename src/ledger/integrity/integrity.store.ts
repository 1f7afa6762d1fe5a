import { z } from 'zod';
import type { AuditFault } from '../audit/audit-findings.js';
import type { Queries } from '../own-connections.js';

export interface IntegrityState {
  /** Where the next turn goes on. */
  readonly next: number;
  /** When a turn last came to the end of the log. */
  readonly passedAt: Date | null;
  readonly faults: readonly AuditFault[];
  /** First entry of the window with the faults. */
  readonly faultFrom: number;
}

interface Row {
  next_idx: number;
  passed_at: Date | null;
  faults: unknown;
  fault_from: number | null;
}

const faultsOf = z.array(z.object({ where: z.string(), what: z.string() }));

/** What the processes tell each other of the check. */
export class IntegrityStore {
  constructor(private readonly database: Queries) {}

  async state(): Promise<IntegrityState> {
    const [row] = await this.database.query<Row>('select * from integrity_check');
    return stateOf(row);
  }

  /** Takes the turn unless one was taken less than `intervalMs` ago, by whichever process. */
  async takeTurn(intervalMs: number): Promise<IntegrityState | undefined> {
    const [row] = await this.database.query<Row>(
      `update integrity_check set turn_at = now()
       where turn_at < now() - make_interval(secs => $1::float8 / 1000) returning *`,
      [intervalMs],
    );
    return row && stateOf(row);
  }

  /** @param next `0` = the end was reached */
  async goneOnTo(next: number): Promise<void> {
    await this.database.query(
      `update integrity_check set next_idx = $1::bigint,
         passed_at = case when $1::bigint = 0 then now() else passed_at end`,
      [next],
    );
  }

  async found(faults: readonly AuditFault[], from: number): Promise<void> {
    await this.database.query('update integrity_check set faults = $1, fault_from = $2', [
      JSON.stringify(faults),
      from,
    ]);
  }

  async mended(): Promise<void> {
    await this.database.query('update integrity_check set faults = null, fault_from = null');
  }
}

function stateOf(row: Row | undefined): IntegrityState {
  return {
    next: row?.next_idx ?? 0,
    passedAt: row?.passed_at ?? null,
    faults: faultsOf.parse(row?.faults ?? []),
    faultFrom: row?.fault_from ?? 0,
  };
}
