import type { Coverage } from './coverage.js';
import type { Severity } from './finding.js';
import { timeText } from './rules/wording.js';

export const VERDICTS = ['UNKNOWN', 'BROKEN', 'ALERT', 'REVIEW', 'PENDING', 'SUPPORTED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A gap that stands: neither cured nor resolved. */
export interface StandingGap {
  readonly rule: string;
  readonly severity: Severity;
  readonly sentence: string;
}

/** What a verdict rests on. */
export interface Grounds {
  /** Is there any record of the consignment? */
  readonly isKnown: boolean;
  readonly gaps: readonly StandingGap[];
  /** Gaps of what the goods were made from. */
  readonly upstream: readonly StandingGap[];
  /** Was all looked through that the goods were made from? */
  readonly isUpstreamComplete: boolean;
  readonly coverage: Coverage;
  /** Ids of items whose way does not lead to a COMMISSION. */
  readonly unprovenOrigins: readonly string[];
  /** Deadlines that have not passed, epoch milliseconds. */
  readonly openDeadlines: readonly number[];
}

export interface VerdictAnswer {
  readonly verdict: Verdict;
  /** What is recommended; the decision is an official's. */
  readonly recommendedAction: string;
  /** Plain sentences, the weightiest first. */
  readonly reasons: readonly string[];
}

const ACTIONS: Readonly<Record<Verdict, string>> = {
  UNKNOWN: 'check papers and goods',
  BROKEN: 'detain and refer',
  ALERT: 'physical inspection',
  REVIEW: 'document check',
  PENDING: 'normal',
  SUPPORTED: 'normal',
};

const LEAST_COVERAGE = 0.9;

/** The first of the verdicts that applies. LOW and INFO gaps change nothing. */
export function verdictOf(grounds: Grounds): VerdictAnswer {
  const { verdict, reasons } = judgedBy(grounds);
  return { verdict, recommendedAction: ACTIONS[verdict], reasons };
}

interface Judged {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

function judgedBy(grounds: Grounds): Judged {
  const { isKnown, gaps, upstream, openDeadlines } = grounds;
  if (!isKnown) {
    return { verdict: 'UNKNOWN', reasons: ['No record of this consignment in the ledger.'] };
  }
  const critical = [...sentences(gaps, 'CRITICAL'), ...upstreamSentences(upstream, 'CRITICAL')];
  if (critical.length > 0) return { verdict: 'BROKEN', reasons: critical };
  const high = [...sentences(gaps, 'HIGH'), ...upstreamSentences(upstream, 'HIGH')];
  if (high.length > 0) return { verdict: 'ALERT', reasons: high };
  const review = [...sentences(gaps, 'MEDIUM'), ...weaknesses(grounds)];
  if (review.length > 0) return { verdict: 'REVIEW', reasons: review };
  if (openDeadlines.length > 0)
    return { verdict: 'PENDING', reasons: [pendingText(openDeadlines)] };
  return { verdict: 'SUPPORTED', reasons: [SUPPORTED] };
}

const SUPPORTED =
  'Every handover that is due was signed by both sides, every origin is on record, and no gap is open. This is what the ledger holds; it does not say that the goods are lawful.';

function sentences(gaps: readonly StandingGap[], severity: Severity): string[] {
  const own = gaps.filter((gap) => gap.severity === severity).map(({ sentence }) => sentence);
  return [...new Set(own)];
}

function upstreamSentences(gaps: readonly StandingGap[], severity: Severity): string[] {
  return sentences(gaps, severity).map(
    (sentence) => `In what the goods were made from: ${sentence}`,
  );
}

/** Weak spots that no single gap stands for. */
function weaknesses({ coverage, unprovenOrigins, isUpstreamComplete }: Grounds): string[] {
  const reasons: string[] = [];
  const oneSigned = coverage.dueLegs - coverage.twoSignedLegs;
  if (oneSigned > 0) {
    const legs = oneSigned === 1 ? '1 handover has' : `${oneSigned} handovers have`;
    reasons.push(`${legs} only one signature, past the time for the other.`);
  }
  if (coverage.share < LEAST_COVERAGE) {
    reasons.push(
      `Both sides signed ${coverage.twoSignedLegs} of the ${coverage.dueLegs} handovers that are due; 90 % are expected.`,
    );
  }
  if (unprovenOrigins.length > 0) {
    const [first] = unprovenOrigins;
    const more = unprovenOrigins.length > 1 ? ` and ${unprovenOrigins.length - 1} more` : '';
    reasons.push(`No record of where ${first}${more} comes from.`);
  }
  if (!isUpstreamComplete) {
    reasons.push('The goods were made from more lots than could be looked through for gaps.');
  }
  return reasons;
}

function pendingText(deadlines: readonly number[]): string {
  const next = timeText(Math.min(...deadlines));
  const waits = deadlines.length === 1 ? 'One deadline has' : `${deadlines.length} deadlines have`;
  return `${waits} not passed yet; the next is ${next}. No gap is open.`;
}
