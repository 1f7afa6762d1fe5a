import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { OutboxRow } from '../provenance/judgement-outbox.js';

/** Judgements that fail again and again: kept for an operator, out of the way of all others. */
@Injectable()
export class ParkedJudgements {
  constructor(
    private readonly database: Database,
    metrics: Metrics,
  ) {
    metrics.gauge(
      { name: 'custody_judgements_parked', help: 'Judgements put aside because they always fail.' },
      async (gauge) => gauge.set(await this.count()),
    );
  }

  /** Moves a row out of the outbox. */
  async park(row: OutboxRow, error: string): Promise<void> {
    await this.database.query(
      `with gone as (
         delete from judgement_outbox where id = $1 returning id, up_to, items, consignments
       )
       insert into parked_judgements (id, up_to, items, consignments, attempts, error)
       select id, up_to, items, consignments, $2, $3 from gone
       on conflict (id) do nothing`,
      [row.id, row.attempts, error.slice(0, 1000)],
    );
  }

  async count(): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'select count(*) as count from parked_judgements',
    );
    return rows[0]?.count ?? 0;
  }

  /** Puts all of them back to be judged, as when the fault is mended. @returns how many */
  async release(): Promise<number> {
    const rows = await this.database.query(
      `with freed as (
         delete from parked_judgements returning up_to, items, consignments
       )
       insert into judgement_outbox (up_to, items, consignments)
       select up_to, items, consignments from freed returning id`,
    );
    return rows.length;
  }
}
