import type { TimelineStep } from '../../client/provenance-answer.js';
import { type GapLink, isBreakBefore } from './chain.js';

/** From the last record before a gap until the first after it. */
export interface GapSpan {
  readonly from: string;
  readonly to: string;
  readonly ms: number;
  /** Nothing came after it yet: it ends with what the answer knows. */
  readonly isOpen: boolean;
}

/**
 * How long nobody was on record for the goods of a gap: between two records of these goods, for what lies between records
 * of other goods is no gap of theirs.
 *
 * @param asOf ISO 8601: what the answer knows
 * @returns `undefined` where nothing says when it began
 */
export function spanOf(
  { at, isBefore, gap }: GapLink,
  timeline: readonly TimelineStep[],
  asOf: string,
): GapSpan | undefined {
  const step = timeline[at];
  if (step === undefined || isBreakBefore(gap.rule)) return undefined;
  const others = (steps: readonly TimelineStep[]): readonly TimelineStep[] =>
    steps.filter((other) => isOnRecord(other) && isOfSameGoods(step, other));
  const before = isBefore ? others(timeline.slice(0, at)).at(-1) : step;
  if (before === undefined) return undefined;
  const after = isBefore ? step : others(timeline.slice(at + 1))[0];
  const from = before.occurredAt;
  const to = after?.occurredAt ?? asOf;
  const ms = Date.parse(to) - Date.parse(from);
  return ms < 0 ? undefined : { from, to, ms, isOpen: after === undefined };
}

/** An act that names no goods is about all of the consignment. */
function isOfSameGoods(one: TimelineStep, other: TimelineStep): boolean {
  if (one.items.length === 0 || other.items.length === 0) return true;
  return one.items.some(({ itemId }) => other.items.some((item) => item.itemId === itemId));
}

function isOnRecord({ standing }: TimelineStep): boolean {
  return standing === 'effective' || standing === 'corrected';
}
