import type { TimelineStep } from '../answer/timeline.schemas.js';

/** One side of a handover, as it was signed. */
export interface LegSide {
  readonly party: string;
  readonly index: number;
  readonly occurredAt: string;
}

/** A handover between two custodians, by what is on record of it. */
export interface CustodyLeg {
  /** Who released; `undefined`: no release is on record. */
  readonly released: LegSide | undefined;
  /** Who received or refused; `undefined`: neither is on record. */
  readonly received: LegSide | undefined;
  /** To whom the release was offered. */
  readonly offeredTo: string | undefined;
  /** Items that the two sides name. */
  readonly items: readonly string[];
  readonly state:
    | 'both'
    | 'released-only'
    | 'received-only'
    /** Both are on record, and the goods were offered to somebody else than who received them. */
    | 'received-by-another'
    | 'refused'
    | 'withdrawn';
}

/** Handovers in the order in which they began; annulled events are left out. */
export function legsOf(timeline: readonly TimelineStep[]): CustodyLeg[] {
  const byHandover = new Map<string, TimelineStep[]>();
  for (const step of timeline) {
    if (step.handover === null || !isEffective(step)) continue;
    const known = byHandover.get(step.handover);
    if (known === undefined) byHandover.set(step.handover, [step]);
    else known.push(step);
  }
  return [...byHandover.values()].map(legOf);
}

/** Whoever holds the goods before any handover is on record. */
export function firstHolderOf(timeline: readonly TimelineStep[]): LegSide | undefined {
  const first = timeline.find(isEffective);
  return first && sideOf(first);
}

function legOf(steps: readonly TimelineStep[]): CustodyLeg {
  const releases = steps.filter(({ event }) => event === 'DISPATCH');
  const answer = answerIn(steps, releases);
  const release = releases.find((each) => isBetween(each, answer)) ?? releases.at(-1);
  return {
    released: release && sideOf(release),
    received: answer && sideOf(answer),
    offeredTo: release?.to ?? undefined,
    items: [...new Set(steps.flatMap(({ items }) => items.map(({ itemId }) => itemId)))],
    state: stateOf(steps, release, answer),
  };
}

/** Of whom it was offered to; else of whoever says that he received it. Nobody else can refuse. */
function answerIn(
  steps: readonly TimelineStep[],
  releases: readonly TimelineStep[],
): TimelineStep | undefined {
  const receipts = steps.filter(({ event }) => event === 'RECEIVE');
  const answers = steps.filter(({ event }) => event === 'RECEIVE' || event === 'REFUSE');
  if (releases.length === 0) return answers[0];
  return (
    answers.find((answer) => releases.some((release) => isBetween(release, answer))) ?? receipts[0]
  );
}

function isBetween({ to }: TimelineStep, answer: TimelineStep | undefined): boolean {
  return answer !== undefined && (to === answer.party || to === answer.onBehalfOf);
}

function stateOf(
  steps: readonly TimelineStep[],
  release: TimelineStep | undefined,
  answer: TimelineStep | undefined,
): CustodyLeg['state'] {
  if (answer?.event === 'REFUSE') return 'refused';
  if (answer !== undefined) {
    if (release === undefined) return 'received-only';
    return isBetween(release, answer) ? 'both' : 'received-by-another';
  }
  return steps.some(({ event }) => event === 'WITHDRAW') ? 'withdrawn' : 'released-only';
}

function sideOf({ party, onBehalfOf, index, occurredAt }: TimelineStep): LegSide {
  return { party: onBehalfOf ?? party, index, occurredAt };
}

function isEffective({ standing }: TimelineStep): boolean {
  return standing === 'effective' || standing === 'corrected';
}
