import { ucrOf } from '../custody/vocabulary/consignment-key.js';
import { RULES } from '../custody/rules/catalogue.js';
import { formatTime } from '../protocol/index.js';
import type { CarriedGoods } from '../provenance/carrying-consignments.js';
import type { AlertDetail, AlertEvent, AlertStepView, AlertSummary } from './alerts.schemas.js';
import type { PlacedAlert, RecordedStep } from './alerts.store.js';

/** @param now for telling whether the acknowledgement is overdue, epoch milliseconds */
export function summaryOf(
  alert: PlacedAlert,
  parent: string | undefined,
  now: number,
): AlertSummary {
  return {
    id: alert.id,
    version: alert.version,
    rule: alert.rule,
    ruleSet: alert.ruleSet,
    severity: alert.severity,
    state: alert.state,
    subject: alert.subject,
    anchor: alert.anchor,
    ucr: alert.ucr === undefined ? null : ucrOf(alert.ucr),
    consignment: alert.consignment ?? null,
    items: [...alert.items],
    sentence: alert.sentence,
    evidence: [...alert.evidence],
    countries: [...alert.countries],
    incident: alert.incident,
    parent: parent ?? null,
    assignee: alert.assignee ?? null,
    finding: alert.outcome ?? null,
    reason: alert.reason ?? null,
    openedIndex: alert.openedIndex,
    openedAt: formatTime(alert.openedAt),
    changedIndex: alert.changedIndex,
    changedAt: formatTime(alert.changedAt),
    acknowledgeBy: timeOf(alert.acknowledgeBy),
    acknowledgedAt: timeOf(alert.acknowledgedAt),
    isOverdue: isOverdue(alert, now),
  };
}

/** What else is on record about an alert. */
export interface AlertSurroundings {
  /** When it is judged again, epoch milliseconds. */
  readonly deadline: number | undefined;
  /** Id of its parent. */
  readonly parent: string | undefined;
  /** Where its goods travelled, as far as the reader may know. */
  readonly carried: CarriedGoods;
}

export function detailOf(
  alert: PlacedAlert,
  steps: readonly RecordedStep[],
  { deadline, parent, carried }: AlertSurroundings,
  now: number,
): AlertDetail {
  const rule = RULES.find(({ code }) => code === alert.rule);
  return {
    ...summaryOf(alert, parent, now),
    title: rule?.title ?? null,
    explanation: rule?.explanation ?? null,
    authority: rule?.authority ?? null,
    innocentExplanations: [...(rule?.innocent ?? [])],
    closedBy: rule?.closedBy ?? null,
    isAutoClear: rule?.autoClear ?? false,
    carriedIn: {
      consignments: carried.consignments.map((each) => ({
        ...each,
        ucr: ucrOf(each.consignment),
      })),
      isComplete: carried.isComplete,
    },
    judgedAgainAt: timeOf(deadline),
    history: steps.map(stepViewOf),
  };
}

/** What the stream tells of a step. */
export function eventOf(step: RecordedStep, alert: Pick<PlacedAlert, 'rule' | 'ucr'>): AlertEvent {
  return {
    alert: step.alert,
    version: step.version,
    rule: alert.rule,
    severity: step.severity,
    state: step.state,
    change: step.change,
    index: step.index,
    recordedAt: formatTime(step.recordedAt),
    sentence: step.sentence,
    ucr: alert.ucr === undefined ? null : ucrOf(alert.ucr),
    assignee: step.assignee ?? null,
    url: `/v1/alerts/${step.alert}`,
  };
}

function stepViewOf(step: RecordedStep): AlertStepView {
  return {
    index: step.index,
    version: step.version,
    kind: step.kind,
    change: step.change,
    recordedAt: formatTime(step.recordedAt),
    statementHash: step.statementHash,
    severity: step.severity,
    state: step.state,
    sentence: step.sentence,
    evidence: [...step.evidence],
    actor: step.actor ?? null,
    witness: step.witness ?? null,
    assignee: step.assignee ?? null,
    finding: step.outcome ?? null,
    reason: step.reason ?? null,
  };
}

function isOverdue(alert: PlacedAlert, now: number): boolean {
  if (alert.acknowledgedAt !== undefined || alert.acknowledgeBy === undefined) return false;
  return alert.state !== 'CURED_LATE' && alert.state !== 'RESOLVED' && now > alert.acknowledgeBy;
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : formatTime(ms);
}
