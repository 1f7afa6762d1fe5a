import type { VerdictFacts } from '../verdict-lines.js';
import type { RuleCode } from '../rules/rule-titles.js';

/**
 * What findings mean in a language that they are not signed in. The signed sentence stands beside it: it alone has the
 * numbers, and it alone is evidence.
 */
export interface Findings {
  readonly rules: Readonly<Record<RuleCode, string>>;
  /** Of verdicts that rest on no finding. */
  readonly verdicts: Readonly<Partial<Record<NonNullable<VerdictFacts['verdict']>, string>>>;
}

/** @returns `undefined` for a rule that is newer than this text */
export function meaningOf(rule: string, findings: Findings | undefined): string | undefined {
  const told: Readonly<Record<string, string>> = findings?.rules ?? {};
  return Object.hasOwn(told, rule) ? told[rule] : undefined;
}

/** A reason that comes from what the goods were made of says so before the sentence of the finding. */
const UPSTREAM = 'In what the goods were made from: ';

/** What the first reason of a verdict means. */
export function meaningOfReason(
  { verdict, reasons, gaps = [] }: Pick<VerdictFacts, 'verdict' | 'reasons' | 'gaps'>,
  findings: Findings | undefined,
): string | undefined {
  const [reason] = reasons ?? [];
  if (reason === undefined || findings === undefined || verdict === null) return undefined;
  const sentence = reason.startsWith(UPSTREAM) ? reason.slice(UPSTREAM.length) : reason;
  const gap = gaps.find((each) => each.sentence === sentence);
  return gap === undefined ? findings.verdicts[verdict] : meaningOf(gap.rule, findings);
}
