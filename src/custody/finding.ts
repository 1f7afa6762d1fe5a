import type { Severity } from './vocabulary/finding.js';

export { SEVERITIES, type Severity } from './vocabulary/finding.js';

/** What a rule says about one subject. `(rule, subject, anchor)` identifies the alert it belongs to. */
export interface Finding {
  readonly rule: string;
  readonly subject: string;
  /** Statement hash (hex) of the event that caused it, or a fixed word of the rule. */
  readonly anchor: string;
  readonly severity: Severity;
  /** Key `<UCR>;<year>` of the consignment concerned. */
  readonly ucr?: string;
  readonly items?: readonly string[];
  /** One plain sentence with the numbers; it says what is not on record and never accuses. At most 500 characters. */
  readonly sentence: string;
  /** Statement hashes, hex, in log order. */
  readonly evidence: readonly string[];
  /** May a later record take it back without an inspector? */
  readonly autoClear: boolean;
  /**
   * For how many hours after its alert was opened a later record may still explain it. Left out: the rule as a whole
   * clears by itself, or only a human may close it from the start.
   */
  readonly curableFor?: number;
}

/** What makes two findings one alert. */
export type FindingIdentity = Pick<Finding, 'rule' | 'subject' | 'anchor'>;

export function findingKey({ rule, subject, anchor }: FindingIdentity): string {
  return JSON.stringify([rule, subject, anchor]);
}

/** The earliest instant at which judging a subject again may give another answer. */
export interface Deadline {
  readonly rule: string;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
