import type { DecisionAction } from '../custody/vocabulary/decision.js';
import { type FindingChange, type Severity, severityRank } from '../custody/vocabulary/finding.js';
import type { AlertState } from './alert-state.js';
import { stateAfterDecision, stateAfterFinding, UNACKNOWLEDGED_STATES } from './alert-state.js';
import { acknowledgeBy } from './severity.js';

/** An alert as the findings and decisions recorded so far make it. Times are epoch milliseconds. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly ruleSet: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly anchor: string;
  readonly ucr: string | undefined;
  readonly items: readonly string[];
  readonly sentence: string;
  /** Statement hashes, hex. */
  readonly evidence: readonly string[];
  /** Counts the findings and decisions of this alert; 1 = as opened. */
  readonly version: number;
  /** Does the last finding say that the gap is there (it is not `cured`)? */
  readonly isFound: boolean;
  readonly state: AlertState;
  readonly assignee: string | undefined;
  /** What the inspector found, from the closed list, once resolved. */
  readonly outcome: string | undefined;
  readonly reason: string | undefined;
  /** Log index of the first finding: what lists are ordered by. */
  readonly openedIndex: number;
  readonly openedAt: number;
  readonly changedIndex: number;
  readonly changedAt: number;
  readonly acknowledgeBy: number | undefined;
  readonly acknowledgedAt: number | undefined;
}

/** A finding as it stands in the log. */
export interface RecordedFinding {
  readonly index: number;
  readonly recordedAt: number;
  readonly alert: string;
  readonly version: number;
  readonly change: FindingChange;
  readonly rule: string;
  readonly ruleSet: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly anchor: string;
  readonly ucr: string | undefined;
  readonly items: readonly string[];
  readonly sentence: string;
  readonly evidence: readonly string[];
}

/** A decision as it stands in the log. */
export interface RecordedDecision {
  readonly index: number;
  readonly recordedAt: number;
  readonly alert: string;
  readonly version: number;
  readonly action: DecisionAction;
  readonly assignee: string | undefined;
  readonly outcome: string | undefined;
  readonly reason: string | undefined;
}

/** The alert after a finding; `before` is `undefined` when this is its first. */
export function afterFinding(before: Alert | undefined, finding: RecordedFinding): Alert {
  const rises =
    before !== undefined && severityRank(finding.severity) > severityRank(before.severity);
  const state = stateAfterFinding(before?.state, finding.change, rises);
  const startsAnew = before === undefined || (state === 'REOPENED' && before.state !== 'REOPENED');
  return {
    id: finding.alert,
    rule: finding.rule,
    ruleSet: finding.ruleSet,
    severity: finding.severity,
    subject: finding.subject,
    anchor: finding.anchor,
    ucr: finding.ucr,
    items: finding.items,
    sentence: finding.sentence,
    evidence: finding.evidence,
    version: finding.version,
    isFound: finding.change !== 'cured',
    state,
    assignee: before?.assignee,
    outcome: state === 'RESOLVED' ? before?.outcome : undefined,
    reason: state === 'RESOLVED' ? before?.reason : undefined,
    openedIndex: before?.openedIndex ?? finding.index,
    openedAt: before?.openedAt ?? finding.recordedAt,
    changedIndex: finding.index,
    changedAt: finding.recordedAt,
    acknowledgeBy:
      startsAnew || rises
        ? earlier(
            startsAnew ? undefined : before?.acknowledgeBy,
            acknowledgeBy(finding.severity, finding.recordedAt),
          )
        : before.acknowledgeBy,
    acknowledgedAt: startsAnew ? undefined : before.acknowledgedAt,
  };
}

/**
 * The alert after a decision. The projection folds only what the log admitted; should an entry not fit all the same
 * (made by another version of this service), the state stays and the version counts, so that all replicas agree.
 */
export function afterDecision(before: Alert, decision: RecordedDecision): Alert {
  const state = stateAfterDecision(before.state, decision.action) ?? before.state;
  const isReopened = decision.action === 'reopen';
  const hasNowBeenSeen = !UNACKNOWLEDGED_STATES.includes(state);
  return {
    ...before,
    version: decision.version,
    state,
    assignee: decision.assignee ?? before.assignee,
    outcome: state === 'RESOLVED' ? decision.outcome : undefined,
    reason: decision.reason ?? (state === before.state ? before.reason : undefined),
    changedIndex: decision.index,
    changedAt: decision.recordedAt,
    acknowledgeBy: isReopened
      ? acknowledgeBy(before.severity, decision.recordedAt)
      : before.acknowledgeBy,
    acknowledgedAt: acknowledgedAt(before, decision, isReopened, hasNowBeenSeen),
  };
}

function acknowledgedAt(
  before: Alert,
  decision: RecordedDecision,
  isReopened: boolean,
  hasNowBeenSeen: boolean,
): number | undefined {
  if (isReopened) return undefined;
  return before.acknowledgedAt ?? (hasNowBeenSeen ? decision.recordedAt : undefined);
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
