import { findingKey } from '../finding.js';
import { CONFIRMING_FINDINGS } from '../vocabulary/decision.js';
import type { Severity } from '../vocabulary/finding.js';
import type { RetriedAlert } from './retrial.js';

/** What another rule set changes about an alert. */
export type AlertChange =
  /** Only the second rule set opens it. */
  | 'appears'
  /** Only the first rule set opens it. */
  | 'disappears'
  /** Both open it, with different severities. */
  | 'severity'
  /** Both open it, and one of them has it cured at the end. */
  | 'cure';

export interface ChangedAlert {
  readonly change: AlertChange;
  readonly before?: RetriedAlert;
  readonly after?: RetriedAlert;
}

export interface RuleCounts {
  readonly rule: string;
  readonly before: SideCounts;
  readonly after: SideCounts;
  readonly appear: number;
  readonly disappear: number;
  readonly severity: number;
}

/** What one rule set says by one rule. */
export interface SideCounts {
  readonly opened: number;
  readonly standing: number;
  /** Alerts that inspectors confirmed, and those they resolved as no breach. */
  readonly confirmed: number;
  readonly dismissed: number;
  /** Confirmed out of confirmed and dismissed, 0 to 1; `null` where nobody has decided either. */
  readonly precision: number | null;
}

export interface Comparison {
  /** By rule code, sorted; rules that open nothing under either are left out. */
  readonly rules: readonly RuleCounts[];
  /** By rule, then subject. */
  readonly changes: readonly ChangedAlert[];
}

/** The word of the last decision that resolved an alert; `undefined` where none did. */
export type ResolvedAs = (alert: RetriedAlert) => string | undefined;

/** `insufficient-evidence` says neither. */
const DISMISSED: ReadonlySet<string> = new Set([
  'data-error',
  'offline-delay',
  'legitimate-exception',
  'duplicate',
  'unfounded',
]);

/** What would change if the second rule set had judged instead of the first. */
export function compareAlerts(
  before: readonly RetriedAlert[],
  after: readonly RetriedAlert[],
  resolvedAs: ResolvedAs,
): Comparison {
  const changes = changesBetween(before, after);
  const codes = new Set([...before, ...after].map(({ finding }) => finding.rule));
  const rules = [...codes].toSorted().map((rule): RuleCounts => {
    const own = changes.filter((change) => ruleOf(change) === rule);
    const count = (change: AlertChange) => own.filter((each) => each.change === change).length;
    return {
      rule,
      before: countsOf(before, rule, resolvedAs),
      after: countsOf(after, rule, resolvedAs),
      appear: count('appears'),
      disappear: count('disappears'),
      severity: count('severity'),
    };
  });
  return { rules, changes };
}

/** How often inspectors confirmed, of the alerts they decided on. */
function countsOf(
  alerts: readonly RetriedAlert[],
  rule: string,
  resolvedAs: ResolvedAs,
): SideCounts {
  const own = alerts.filter(({ finding }) => finding.rule === rule);
  const words = own.flatMap((alert) => resolvedAs(alert) ?? []);
  const confirmed = words.filter((word) => CONFIRMING_FINDINGS.has(word)).length;
  const dismissed = words.filter((word) => DISMISSED.has(word)).length;
  const decided = confirmed + dismissed;
  return {
    opened: own.length,
    standing: own.filter(({ isCured }) => !isCured).length,
    confirmed,
    dismissed,
    precision: decided === 0 ? null : confirmed / decided,
  };
}

function changesBetween(
  before: readonly RetriedAlert[],
  after: readonly RetriedAlert[],
): ChangedAlert[] {
  const known = new Map(before.map((alert) => [findingKey(alert.finding), alert]));
  const found = new Map(after.map((alert) => [findingKey(alert.finding), alert]));
  const changes: ChangedAlert[] = [];
  for (const [key, alert] of known) {
    const now = found.get(key);
    if (now === undefined) changes.push({ change: 'disappears', before: alert });
    else if (severityOf(now) !== severityOf(alert))
      changes.push({ change: 'severity', before: alert, after: now });
    else if (now.isCured !== alert.isCured)
      changes.push({ change: 'cure', before: alert, after: now });
  }
  for (const [key, alert] of found)
    if (!known.has(key)) changes.push({ change: 'appears', after: alert });
  return changes.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function severityOf({ finding }: RetriedAlert): Severity {
  return finding.severity;
}

function ruleOf({ before, after }: ChangedAlert): string | undefined {
  return (after ?? before)?.finding.rule;
}

function sortKey({ before, after }: ChangedAlert): string {
  const alert = after ?? before;
  return alert === undefined ? '' : findingKey(alert.finding);
}
