import { Injectable } from '@nestjs/common';
import type { DecisionAction } from '../custody/vocabulary/decision.js';
import type { FindingChange, Severity } from '../custody/vocabulary/finding.js';
import { Database } from '../platform/database/database.js';
import { type AlertState, STANDING_STATES } from './alert-state.js';
import type { Readership } from './alert-readership.js';
import type { AlertCounts } from './alerts.schemas.js';
import { alertOf, type AlertRow, type PlacedAlert, type RecordedStep } from './alerts.store.js';

export interface AlertFilter {
  readonly states?: readonly string[] | undefined;
  readonly severities?: readonly string[] | undefined;
  readonly rule?: string | undefined;
  readonly country?: string | undefined;
  readonly assignee?: string | undefined;
  /** Alert that began an incident. */
  readonly incident?: string | undefined;
  /** UCR, or key `<UCR>;<year>`. */
  readonly consignment?: string | undefined;
  /** The same, with the goods that alerts may name instead. */
  readonly about?: { readonly consignment: string; readonly goods: readonly string[] } | undefined;
  /** Epoch milliseconds: not acknowledged, and to be acknowledged before. */
  readonly dueBefore?: number | undefined;
}

/** A step together with what deciding about it and telling it needs of its alert. */
export interface StreamedStep extends RecordedStep {
  readonly rule: string;
  readonly ucr: string | undefined;
  readonly countries: readonly string[];
}

/** Reads for lists, single alerts and the stream. What a reader may not see is left out in SQL. */
@Injectable()
export class AlertQueryStore {
  constructor(private readonly database: Database) {}

  /**
   * Newest opening first. The position is an alert's opening index, which never changes: pages stay whole while
   * alerts are opened and change.
   */
  async list(
    readership: Readership,
    filter: AlertFilter,
    openedBelow: number | undefined,
    limit: number,
  ): Promise<PlacedAlert[]> {
    const rows = await this.database.query<AlertRow>(
      `select * from alerts
       where ${READABLE}
         and ($3::bigint is null or opened_index < $3)
         and ($4::text[] is null or state = any($4))
         and ($5::text[] is null or severity = any($5))
         and ($6::text is null or rule = $6)
         and ($7::text is null or countries @> array[$7])
         and ($8::text is null or assignee = $8)
         and ($9::text is null or consignment = $9 or starts_with(consignment, $9 || ';'))
         and ($10::text is null or consignment = $10 or starts_with(consignment, $10 || ';')
           or items && $11::text[])
         and ($13::text is null or incident = $13)
         and ($14::bigint is null or (state = any($15) and acknowledged_at is null and acknowledge_by < $14))
       order by opened_index desc limit $12`,
      [
        ...readerParams(readership),
        openedBelow,
        filter.states,
        filter.severities,
        filter.rule,
        filter.country,
        filter.assignee,
        filter.consignment,
        filter.about?.consignment,
        filter.about?.goods ?? [],
        limit,
        filter.incident,
        filter.dueBefore,
        STANDING_STATES,
      ],
    );
    return rows.map(alertOf);
  }

  /** @param dueBefore epoch milliseconds */
  async count(readership: Readership, dueBefore: number): Promise<AlertCounts> {
    const [counts] = await this.database.query<AlertCounts>(
      `select count(*) filter (where is_open)::int as open,
         count(*) filter (where is_open and assignee = $2)::int as mine,
         count(*) filter (where state in ('OPEN', 'REOPENED'))::int as unassigned,
         count(*) filter (where is_open and acknowledged_at is null and acknowledge_by < $4)::int as due,
         count(*) filter (where state = 'ESCALATED')::int as escalated,
         count(*) filter (where state = 'WAITING_INFO')::int as waiting,
         count(*) filter (where not is_open)::int as closed
       from (select *, state = any($3) as is_open from alerts where ${READABLE}) as readable`,
      [...readerParams(readership), STANDING_STATES, dueBefore],
    );
    if (counts === undefined) throw new Error('a count without groups has one row');
    return counts;
  }

  /** Alerts of these rules in these incidents, the oldest first. */
  async ofIncidents(
    readership: Readership,
    incidents: readonly string[],
    rules: readonly string[],
  ): Promise<PlacedAlert[]> {
    if (incidents.length === 0) return [];
    const rows = await this.database.query<AlertRow>(
      `select * from alerts
       where ${READABLE} and incident = any($3) and rule = any($4) order by opened_index`,
      [...readerParams(readership), incidents, rules],
    );
    return rows.map(alertOf);
  }

  /** `undefined` for what is not there and for what the reader may not see. */
  async find(readership: Readership, id: string): Promise<PlacedAlert | undefined> {
    const rows = await this.database.query<AlertRow>(
      `select * from alerts where ${READABLE} and id = $3`,
      [...readerParams(readership), id],
    );
    return rows.map(alertOf)[0];
  }

  /** Of these ids, those of alerts that may be read. */
  async readable(readership: Readership, ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from alerts where ${READABLE} and id = any($3)`,
      [...readerParams(readership), ids],
    );
    return rows.map(({ id }) => id);
  }

  async history(id: string): Promise<RecordedStep[]> {
    const rows = await this.database.query<StepRow>(
      'select * from alert_history where alert = $1 order by version',
      [id],
    );
    return rows.map(stepOf);
  }

  /** Steps with `from <= index < to` in log order, whoever may read them. */
  async steps(from: number, to: number, limit: number): Promise<StreamedStep[]> {
    const rows = await this.database.query<
      StepRow & { rule: string; ucr: string | null; countries: string[] }
    >(
      `select h.*, a.rule, a.ucr, a.countries
       from alert_history h join alerts a on a.id = h.alert
       where h.idx >= $1 and h.idx < $2 order by h.idx limit $3`,
      [from, to, limit],
    );
    return rows.map((row) => ({
      ...stepOf(row),
      rule: row.rule,
      ucr: row.ucr ?? undefined,
      countries: row.countries,
    }));
  }
}

/** $1: country whose alerts are readable, null for all; $2: party, who reads what is assigned to it. */
const READABLE = '($1::text is null or countries @> array[$1] or assignee = $2)';

function readerParams({ seesAll, reader }: Readership): [string | null, string] {
  return [seesAll ? null : reader.country, reader.party];
}

interface StepRow {
  idx: number;
  alert: string;
  version: number;
  kind: 'finding' | 'decision';
  change: FindingChange | DecisionAction;
  recorded_at: number;
  statement_hash: string;
  severity: Severity;
  state: AlertState;
  is_found: boolean;
  sentence: string;
  evidence: string[];
  actor: string | null;
  witness: string | null;
  assignee: string | null;
  outcome: string | null;
  reason: string | null;
}

function stepOf(row: StepRow): RecordedStep {
  return {
    index: row.idx,
    alert: row.alert,
    version: row.version,
    kind: row.kind,
    change: row.change,
    recordedAt: row.recorded_at,
    statementHash: row.statement_hash,
    severity: row.severity,
    state: row.state,
    isFound: row.is_found,
    sentence: row.sentence,
    evidence: row.evidence,
    actor: row.actor ?? undefined,
    witness: row.witness ?? undefined,
    assignee: row.assignee ?? undefined,
    outcome: row.outcome ?? undefined,
    reason: row.reason ?? undefined,
  };
}
