import type { GapAnswer, TimelineStep } from '../../client/provenance-answer.js';

export interface StepLink {
  readonly kind: 'step';
  readonly step: TimelineStep;
  /** Signed by two: a witness, or both sides of a handover. */
  readonly isTwoSigned: boolean;
  /** Since the step before it, milliseconds; nothing where none was before. */
  readonly since: number | undefined;
  /** Findings about this step that break no custody. */
  readonly remarks: readonly GapAnswer[];
}

export interface GapLink {
  readonly kind: 'gap';
  readonly gap: GapAnswer;
  /** The step beside it, by its place in the timeline. */
  readonly at: number;
  /** The gap lies before that step, not after it. */
  readonly isBefore: boolean;
}

export type ChainLink = StepLink | GapLink;

/** Something that should have been signed before the record it concerns, and is not there. */
const BEFORE: readonly string[] = [
  'ORPHAN_RECEIPT',
  'ORIGIN_MISSING',
  'CUSTODY_BREAK',
  'ITEM_UNACCOUNTED',
];
/** The same after it. */
const AFTER: readonly string[] = ['HANDOVER_UNCONFIRMED', 'TRANSIT_OVERDUE', 'CUSTODY_FORK'];

/** The timeline with its breaks: gaps of custody stand between steps, other findings beside the step they are about. */
export function chainOf(
  timeline: readonly TimelineStep[],
  gaps: readonly GapAnswer[],
): ChainLink[] {
  const standing = gaps.filter(({ isStanding }) => isStanding);
  const placed = standing.map((gap) => ({ gap, at: placeOf(gap, timeline) }));
  const gapsAt = (position: number, isBefore: boolean): GapLink[] =>
    placed
      .filter(
        ({ gap, at }) =>
          at === timeline[position]?.statementHash &&
          (isBefore ? BEFORE : AFTER).includes(gap.rule),
      )
      .map(({ gap }) => ({ kind: 'gap', gap, at: position, isBefore }));
  return timeline.flatMap((step, position) => {
    const { statementHash } = step;
    const remarks = placed
      .filter(({ gap, at }) => at === statementHash && !isBreak(gap.rule))
      .map(({ gap }) => gap);
    const link: StepLink = {
      kind: 'step',
      step,
      remarks,
      since: sinceOf(step, timeline[position - 1]),
      isTwoSigned: isTwoSigned(step, timeline),
    };
    return [...gapsAt(position, true), link, ...gapsAt(position, false)];
  });
}

export function isBreak(rule: string): boolean {
  return BEFORE.includes(rule) || AFTER.includes(rule);
}

/** Nothing is on record from which the goods could have come. */
export function isBreakBefore(rule: string): boolean {
  return rule === 'ORPHAN_RECEIPT' || rule === 'ORIGIN_MISSING';
}

/** The latest step of the evidence: what came before it was in order as far as the finding goes. */
export function placeOf(gap: GapAnswer, timeline: readonly TimelineStep[]): string | undefined {
  return timeline.findLast(({ statementHash }) => gap.evidence.includes(statementHash))
    ?.statementHash;
}

function sinceOf(step: TimelineStep, before: TimelineStep | undefined): number | undefined {
  return before && Date.parse(step.occurredAt) - Date.parse(before.occurredAt);
}

function isTwoSigned(step: TimelineStep, timeline: readonly TimelineStep[]): boolean {
  if (step.witness !== null) return true;
  return timeline.some((other) => isOfferAndReceipt(step, other) || isOfferAndReceipt(other, step));
}

/** Both sides stand: the giver's release, and the receipt that the one it was offered to signed, or an agent of theirs. */
function isOfferAndReceipt(offer: TimelineStep, receipt: TimelineStep): boolean {
  return (
    offer.event === 'DISPATCH' &&
    receipt.event === 'RECEIVE' &&
    offer.handover !== null &&
    offer.handover === receipt.handover &&
    offer.to !== null &&
    (offer.to === receipt.party || offer.to === receipt.onBehalfOf) &&
    isEffective(offer) &&
    isEffective(receipt)
  );
}

function isEffective({ standing }: TimelineStep): boolean {
  return standing === 'effective' || standing === 'corrected';
}
