import { Injectable } from '@nestjs/common';
import type { Reader } from '../access/reader.js';
import type { Severity } from '../custody/vocabulary/finding.js';
import { Database } from '../platform/database/database.js';
import type { Gap, GapQuery, GapSource } from '../provenance/gap-source.js';
import { AlertQueryStore } from './alert-query.store.js';
import { ALERT_ROLES, Readership } from './alert-readership.js';
import { type AlertState, countsAgainstGoods } from './alert-state.js';

interface GapRow {
  id: string;
  rule: string;
  subject: string;
  ucr: string | null;
  items: string[];
  opened_at: number;
  severity: Severity;
  state: AlertState;
  outcome: string | null;
  sentence: string;
  evidence: string[];
}

/** Alerts as the provenance answer shows them: each as its last finding or decision up to an index left it. */
@Injectable()
export class AlertGaps implements GapSource {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertQueryStore,
  ) {}

  async gapsOf(query: GapQuery): Promise<readonly Gap[]> {
    const rows = await this.database.query<GapRow>(
      `select a.id, a.rule, a.subject, a.ucr, a.items, a.opened_at,
              h.severity, h.state, h.outcome, h.sentence, h.evidence
       from alerts a
       cross join lateral (
         select severity, state, outcome, sentence, evidence from alert_history
         where alert = a.id and idx <= $3
         order by version desc limit 1
       ) h
       where a.items && $1::text[] or a.consignment = any($2::text[])
       order by a.opened_index`,
      [query.items, query.consignments, query.upTo],
    );
    return rows.map(gapOf);
  }

  async readableBy(reader: Reader, alerts: readonly string[]): Promise<ReadonlySet<string>> {
    if (!reader.roles.some((role) => ALERT_ROLES.includes(role))) return new Set();
    return new Set(await this.alerts.readable(new Readership(reader), alerts));
  }
}

function gapOf(row: GapRow): Gap {
  return {
    alert: row.id,
    rule: row.rule,
    severity: row.severity,
    state: row.state,
    isStanding: countsAgainstGoods(row.state, row.outcome ?? undefined),
    finding: row.outcome ?? undefined,
    subject: row.subject,
    sentence: row.sentence,
    evidence: row.evidence,
    ucr: row.ucr ?? undefined,
    items: row.items,
    openedAt: row.opened_at,
  };
}
