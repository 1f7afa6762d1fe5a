import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../custody/lineage.js';
import {
  CORRECTION_WINDOWS,
  type CorrectionRate,
  MS_A_DAY,
} from '../../custody/uses/correction-rates.js';
import { Database } from '../../platform/database/database.js';

/** Corrections that are counted at most; and for each so many records, beyond which their share is small. */
const MOST_CORRECTIONS = 1000;
const RECORDS_EACH = 100;

/** SQL of how much of what a party records are corrections. */
@Injectable()
export class CorrectionsStore {
  constructor(private readonly database: Database) {}

  /** As `correctionRates` gives them, for the corrections among the events; no question is asked where there are none. */
  async ratesAt(events: readonly RecordedEvent[]): Promise<CorrectionRate[]> {
    const byHash = new Map(
      events.filter(({ event }) => event.type === 'CORRECT').map((each) => [each.hash, each]),
    );
    if (byHash.size === 0) return [];
    const corrections = [...byHash.values()];
    return this.database.query<CorrectionRate>(RATES, [
      corrections.map(({ hash }) => hash),
      corrections.map(({ event }) => event.actor),
      corrections.map(({ recordedAt }) => recordedAt),
      [...CORRECTION_WINDOWS],
      MS_A_DAY,
      MOST_CORRECTIONS,
      RECORDS_EACH,
    ]);
  }
}

const RATES = `
  select w.days, c.hash, c.actor, c.at as "recordedAt",
    own.count::integer as corrections, every.count::integer as records
  from unnest($1::text[], $2::text[], $3::bigint[]) as c (hash, actor, at)
  cross join unnest($4::integer[]) as w (days)
  cross join lateral (
    select count(*) from (
      select from prov_events
      where actor = c.actor and type = 'CORRECT' and recorded_at > c.at - w.days * $5::bigint and recorded_at <= c.at
      limit $6
    ) e
  ) own
  cross join lateral (
    select count(*) from (
      select from prov_events
      where actor = c.actor and recorded_at > c.at - w.days * $5::bigint and recorded_at <= c.at
      limit own.count * $7
    ) e
  ) every`;
