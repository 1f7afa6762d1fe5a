import type { DecisionAction } from '../custody/vocabulary/decision.js';
import type { FindingChange, Severity } from '../custody/vocabulary/finding.js';

export type AlertState =
  | 'OPEN'
  | 'ASSIGNED'
  | 'ACKNOWLEDGED'
  | 'INVESTIGATING'
  | 'WAITING_INFO'
  | 'ESCALATED'
  | 'RESOLVED'
  | 'CURED_LATE'
  | 'REOPENED';

export interface AlertFilter {
  /** One state or several, joined by commas; likewise `severity`. */
  readonly state?: string;
  readonly severity?: string;
  readonly rule?: string;
  readonly country?: string;
  readonly assignee?: string;
  readonly consignment?: string;
  /** Id of the alert that began an incident. */
  readonly incident?: string;
  /** As `consignment`, with the alerts on its items and on what these were made from. */
  readonly about?: string;
  /** RFC 3339, UTC: nobody has acknowledged it, and somebody has to before then. */
  readonly dueBefore?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** How many alerts concern the reader, by what is to be done. */
export interface AlertCounts {
  readonly open: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly due: number;
  readonly escalated: number;
  readonly waiting: number;
  readonly closed: number;
}

export interface AlertSummary {
  readonly id: string;
  /** A decision names the version it was taken on. */
  readonly version: number;
  readonly rule: string;
  readonly ruleSet: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly subject: string;
  readonly anchor: string;
  readonly ucr: string | null;
  readonly consignment: string | null;
  readonly items: readonly string[];
  readonly sentence: string;
  readonly evidence: readonly string[];
  readonly countries: readonly string[];
  /** The alert that began its incident. */
  readonly incident: string;
  /** The alert of its incident that tells the greater part of the story. */
  readonly parent: string | null;
  readonly assignee: string | null;
  readonly finding: string | null;
  readonly reason: string | null;
  readonly openedIndex: number;
  readonly openedAt: string;
  readonly changedIndex: number;
  readonly changedAt: string;
  readonly acknowledgeBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly isOverdue: boolean;
}

export type AlertChange = FindingChange | DecisionAction;

export interface AlertStep {
  readonly index: number;
  readonly version: number;
  readonly kind: 'finding' | 'decision';
  readonly change: AlertChange;
  readonly recordedAt: string;
  readonly statementHash: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly sentence: string;
  readonly evidence: readonly string[];
  readonly actor: string | null;
  readonly witness: string | null;
  readonly assignee: string | null;
  readonly finding: string | null;
  readonly reason: string | null;
}

/** A consignment that carried the goods of an alert. */
export interface CarryingConsignment {
  /** `<UCR>;<year>`. */
  readonly consignment: string;
  readonly ucr: string;
  /** It carried not the goods themselves but what was made of them. */
  readonly isInherited: boolean;
}

export interface AlertDetail extends AlertSummary {
  /** As far as the reader may read them; services of before do not tell it. */
  readonly carriedIn?: {
    readonly consignments: readonly CarryingConsignment[];
    /** False: there are more than are told. */
    readonly isComplete: boolean;
  };
  readonly title: string | null;
  readonly explanation: string | null;
  readonly authority: string | null;
  readonly innocentExplanations: readonly string[];
  readonly closedBy: string | null;
  readonly isAutoClear: boolean;
  readonly judgedAgainAt: string | null;
  readonly history: readonly AlertStep[];
}

/** What the stream and webhooks tell of a step of an alert. */
export interface AlertNotice {
  readonly alert: string;
  readonly version: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly change: AlertChange;
  readonly index: number;
  readonly recordedAt: string;
  readonly sentence: string;
  readonly ucr: string | null;
  readonly assignee: string | null;
  readonly url: string;
}
