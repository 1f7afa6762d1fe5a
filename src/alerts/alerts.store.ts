import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';
import type { Alert } from './alert.js';
import type { DecisionAction } from '../custody/vocabulary/decision.js';
import { type FindingChange, type Severity, severityRank } from '../custody/vocabulary/finding.js';
import type { AlertState } from './alert-state.js';

/** An alert with what places it: its consignment's key and the countries whose authorities may read it. */
export interface PlacedAlert extends Alert {
  readonly consignment: string | undefined;
  /** Id of the alert that began its incident, and when (epoch milliseconds). */
  readonly incident: string;
  readonly incidentSince: number;
  readonly countries: readonly string[];
}

/** One step of an alert's life: a finding or decision, and the alert as it stood after it. */
export interface AlertStep {
  readonly index: number;
  readonly kind: 'finding' | 'decision';
  readonly change: FindingChange | DecisionAction;
  readonly recordedAt: number;
  /** Hex. */
  readonly statementHash: string;
  readonly actor: string | undefined;
  readonly witness: string | undefined;
  readonly alert: PlacedAlert;
}

/** A step as lists and streams show it. */
export interface RecordedStep extends Omit<AlertStep, 'alert'> {
  readonly alert: string;
  readonly version: number;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly isFound: boolean;
  readonly sentence: string;
  readonly evidence: readonly string[];
  readonly assignee: string | undefined;
  readonly outcome: string | undefined;
  readonly reason: string | undefined;
}

export interface Cursor {
  readonly nextIndex: number;
  readonly quietBelow: number;
}

/** What alerts may be about. */
export interface Goods {
  readonly items: readonly string[];
  /** Keys `<UCR>;<year>`. */
  readonly consignments: readonly string[];
}

/** Writes of the alerts projection; reads of lists and streams are in `alert-query.store.ts`. */
@Injectable()
export class AlertsStore {
  constructor(private readonly database: Database) {}

  async cursor(): Promise<Cursor> {
    return cursorOf(await this.database.query<CursorRow>(SELECT_CURSOR));
  }

  /** Locks the cursor: until the transaction ends nobody else projects. */
  async lockCursor(tx: Tx): Promise<Cursor> {
    return cursorOf(await tx.query<CursorRow>(`${SELECT_CURSOR} for update`));
  }

  async moveCursor(tx: Tx, nextIndex: number): Promise<void> {
    await tx.query('update alert_projection set next_index = $1', [nextIndex]);
  }

  /** Forgets everything that is derived; what was told already is not told again when it is derived anew. */
  async forget(tx: Tx): Promise<void> {
    await tx.query('delete from alert_history');
    for (const table of ['alert_accounts', 'alerts']) await tx.query(`delete from ${table}`);
    await tx.query(
      'update alert_projection set quiet_below = greatest(quiet_below, next_index), next_index = 0',
    );
  }

  async alerts(ids: readonly string[], tx?: Tx): Promise<PlacedAlert[]> {
    if (ids.length === 0) return [];
    const rows = await (tx ?? this.database).query<AlertRow>(
      'select * from alerts where id = any($1::text[])',
      [ids],
    );
    return rows.map(alertOf);
  }

  /** Alerts about any of the goods, and those of the ids given. */
  async concerning(goods: Goods, ids: readonly string[]): Promise<PlacedAlert[]> {
    const rows = await this.database.query<AlertRow>(
      `select * from alerts
       where items && $1::text[] or consignment = any($2::text[]) or id = any($3::text[])`,
      [goods.items, goods.consignments, ids],
    );
    return rows.map(alertOf);
  }

  /** Alerts about any of the goods whose incident began at the time (epoch milliseconds) or later. */
  async ofIncidentsSince(tx: Tx, goods: Goods, since: number): Promise<PlacedAlert[]> {
    const rows = await tx.query<AlertRow>(
      `select * from alerts
       where (items && $1::text[] or consignment = any($2::text[])) and incident_since >= $3`,
      [goods.items, goods.consignments, since],
    );
    return rows.map(alertOf);
  }

  /** Which of the ids are alerts, and which alerts of the rules, still found, rest on any of the events (hashes). */
  async idsOf(
    ids: readonly string[],
    rules: readonly string[],
    hashes: readonly string[],
  ): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from alerts where id = any($1::text[])
       union
       select id from alerts where is_found and rule = any($2::text[]) and evidence && $3::text[]`,
      [ids, rules, hashes],
    );
    return rows.map(({ id }) => id);
  }

  async saveAlerts(tx: Tx, alerts: readonly PlacedAlert[]): Promise<void> {
    if (alerts.length === 0) return;
    await tx.query(UPSERT_ALERTS, [JSON.stringify(alerts.map(rowOf))]);
  }

  async addSteps(tx: Tx, steps: readonly AlertStep[]): Promise<void> {
    if (steps.length === 0) return;
    await tx.query(INSERT_STEPS, [JSON.stringify(steps.map(stepRowOf))]);
  }

  /** Which authorities an alert concerns may widen as its goods travel on. */
  async setCountries(alert: string, countries: readonly string[]): Promise<void> {
    await this.database.query(
      'update alerts set countries = $2 where id = $1 and countries is distinct from $2',
      [alert, countries],
    );
  }
}

const SELECT_CURSOR = 'select next_index, quiet_below from alert_projection';

interface CursorRow {
  next_index: number;
  quiet_below: number;
}

function cursorOf([row]: CursorRow[]): Cursor {
  if (row === undefined) throw new Error('the alerts projection has lost its cursor row');
  return { nextIndex: row.next_index, quietBelow: row.quiet_below };
}

export interface AlertRow {
  id: string;
  rule: string;
  rule_set: string;
  severity: Severity;
  subject: string;
  anchor: string;
  ucr: string | null;
  consignment: string | null;
  items: string[];
  sentence: string;
  evidence: string[];
  version: number;
  is_found: boolean;
  state: AlertState;
  assignee: string | null;
  outcome: string | null;
  reason: string | null;
  opened_index: number;
  opened_at: number;
  changed_index: number;
  changed_at: number;
  acknowledge_by: number | null;
  acknowledged_at: number | null;
  countries: string[];
  incident: string;
  incident_since: number;
}

export function alertOf(row: AlertRow): PlacedAlert {
  return {
    id: row.id,
    rule: row.rule,
    ruleSet: row.rule_set,
    severity: row.severity,
    subject: row.subject,
    anchor: row.anchor,
    ucr: row.ucr ?? undefined,
    consignment: row.consignment ?? undefined,
    items: row.items,
    sentence: row.sentence,
    evidence: row.evidence,
    version: row.version,
    isFound: row.is_found,
    state: row.state,
    assignee: row.assignee ?? undefined,
    outcome: row.outcome ?? undefined,
    reason: row.reason ?? undefined,
    openedIndex: row.opened_index,
    openedAt: row.opened_at,
    changedIndex: row.changed_index,
    changedAt: row.changed_at,
    acknowledgeBy: row.acknowledge_by ?? undefined,
    acknowledgedAt: row.acknowledged_at ?? undefined,
    countries: row.countries,
    incident: row.incident,
    incidentSince: row.incident_since,
  };
}

function rowOf(alert: PlacedAlert) {
  return {
    id: alert.id,
    rule: alert.rule,
    rule_set: alert.ruleSet,
    severity: alert.severity,
    severity_rank: severityRank(alert.severity),
    subject: alert.subject,
    anchor: alert.anchor,
    ucr: alert.ucr,
    consignment: alert.consignment,
    items: alert.items,
    sentence: alert.sentence,
    evidence: alert.evidence,
    version: alert.version,
    is_found: alert.isFound,
    state: alert.state,
    assignee: alert.assignee,
    outcome: alert.outcome,
    reason: alert.reason,
    opened_index: alert.openedIndex,
    opened_at: alert.openedAt,
    changed_index: alert.changedIndex,
    changed_at: alert.changedAt,
    acknowledge_by: alert.acknowledgeBy,
    acknowledged_at: alert.acknowledgedAt,
    countries: alert.countries,
    incident: alert.incident,
    incident_since: alert.incidentSince,
  };
}

function stepRowOf(step: AlertStep) {
  return {
    idx: step.index,
    alert: step.alert.id,
    version: step.alert.version,
    kind: step.kind,
    change: step.change,
    recorded_at: step.recordedAt,
    statement_hash: step.statementHash,
    severity: step.alert.severity,
    state: step.alert.state,
    is_found: step.alert.isFound,
    sentence: step.alert.sentence,
    evidence: step.alert.evidence,
    actor: step.actor,
    witness: step.witness,
    assignee: step.alert.assignee,
    outcome: step.alert.outcome,
    reason: step.alert.reason,
  };
}

/** Multi-row writes take one JSON parameter: the rows hold arrays, which `unnest` cannot carry. */
const INSERT_STEPS = `
  insert into alert_history
  select * from jsonb_populate_recordset(null::alert_history, $1::jsonb)`;

const UPSERT_ALERTS = `
  insert into alerts
  select * from jsonb_populate_recordset(null::alerts, $1::jsonb)
  on conflict (id) do update set
    rule_set = excluded.rule_set,
    severity = excluded.severity,
    severity_rank = excluded.severity_rank,
    ucr = excluded.ucr,
    consignment = excluded.consignment,
    items = excluded.items,
    sentence = excluded.sentence,
    evidence = excluded.evidence,
    version = excluded.version,
    is_found = excluded.is_found,
    state = excluded.state,
    assignee = excluded.assignee,
    outcome = excluded.outcome,
    reason = excluded.reason,
    changed_index = excluded.changed_index,
    changed_at = excluded.changed_at,
    acknowledge_by = excluded.acknowledge_by,
    acknowledged_at = excluded.acknowledged_at,
    countries = excluded.countries`;
