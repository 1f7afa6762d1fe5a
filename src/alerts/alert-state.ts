import { CONFIRMING_FINDINGS, type DecisionAction } from '../custody/vocabulary/decision.js';
import type { FindingChange } from '../custody/vocabulary/finding.js';

/** Where an alert stands (`http-api.md`, "Alerts"). Nothing is ever deleted. */
export const ALERT_STATES = [
  'OPEN',
  'ASSIGNED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'WAITING_INFO',
  'ESCALATED',
  'RESOLVED',
  'CURED_LATE',
  'REOPENED',
] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** States in which somebody still has to act: the gap stands and no inspector has closed it. */
export const STANDING_STATES: readonly AlertState[] = [
  'OPEN',
  'ASSIGNED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'WAITING_INFO',
  'ESCALATED',
  'REOPENED',
];

/** States in which nobody has yet said that they have seen the alert: the SLA clock runs. */
export const UNACKNOWLEDGED_STATES: readonly AlertState[] = ['OPEN', 'ASSIGNED', 'REOPENED'];

export function isStanding(state: AlertState): boolean {
  return STANDING_STATES.includes(state);
}

/**
 * Does the gap count against the goods? Also when an inspector closed the alert because the gap is what it looks like:
 * goods that were found illicit do not become clean by it.
 *
 * @param outcome the finding of the decision that resolved the alert
 */
export function countsAgainstGoods(state: AlertState, outcome: string | undefined): boolean {
  if (state === 'RESOLVED') return outcome !== undefined && CONFIRMING_FINDINGS.has(outcome);
  return isStanding(state);
}

interface Transition {
  readonly from: readonly AlertState[];
  readonly to: AlertState;
}

const TRANSITIONS: Readonly<Record<DecisionAction, Transition>> = {
  assign: { from: STANDING_STATES, to: 'ASSIGNED' },
  acknowledge: { from: ['OPEN', 'ASSIGNED', 'ESCALATED', 'REOPENED'], to: 'ACKNOWLEDGED' },
  investigate: { from: without('INVESTIGATING'), to: 'INVESTIGATING' },
  wait: { from: without('WAITING_INFO'), to: 'WAITING_INFO' },
  // An alert may be escalated again: each time one level higher.
  escalate: { from: STANDING_STATES, to: 'ESCALATED' },
  resolve: { from: STANDING_STATES, to: 'RESOLVED' },
  reopen: { from: ['RESOLVED', 'CURED_LATE'], to: 'REOPENED' },
};

/** The state after a decision; `undefined` when the action does not fit the state (`not-open`). */
export function stateAfterDecision(
  state: AlertState,
  action: DecisionAction,
): AlertState | undefined {
  const transition = TRANSITIONS[action];
  return transition.from.includes(state) ? transition.to : undefined;
}

/**
 * The state after a finding. What an inspector resolved stays resolved while the gap is no worse: it comes back only
 * when its severity rises, or when it had gone and is found again.
 */
export function stateAfterFinding(
  state: AlertState | undefined,
  change: FindingChange,
  severityRises: boolean,
): AlertState {
  if (state === undefined) return change === 'cured' ? 'CURED_LATE' : 'OPEN';
  if (change === 'cured') return state === 'RESOLVED' ? 'RESOLVED' : 'CURED_LATE';
  if (change === 'opened') return isStanding(state) ? state : 'REOPENED';
  return state === 'RESOLVED' && severityRises ? 'REOPENED' : state;
}

function without(state: AlertState): readonly AlertState[] {
  return STANDING_STATES.filter((other) => other !== state);
}
