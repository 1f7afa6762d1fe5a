import type { Facts } from './lineage.js';
import { accountOf, isA, type Act } from './replay/act.js';
import type { ReplayedLineage } from './replay/replay.js';
import { handoverDeadline, isAnswered } from './rules/handover-unconfirmed.js';
import { receiptDeadline } from './rules/orphan-receipt.js';
import { Parameters, type RuleSet } from './rules/rule-set.js';

/** One passage of goods from party to party. */
export interface Leg {
  readonly handover: string;
  /** `undefined` where only the receiver signed. */
  readonly from: string | undefined;
  readonly to: string;
  readonly isTwoSigned: boolean;
  /** When the other signature ought to be on record, epoch milliseconds. */
  readonly due: number;
  readonly offer: Act<'DISPATCH'> | undefined;
  readonly receipt: Act<'RECEIVE'> | undefined;
}

export interface Coverage {
  /** Legs whose deadline has passed. */
  readonly dueLegs: number;
  readonly twoSignedLegs: number;
  /** 0 to 1; 1 when no deadline has passed. */
  readonly share: number;
}

/** All legs of a lineage but those refused or withdrawn, which moved nothing. In causal order. */
export function legsOf(lineage: ReplayedLineage, facts: Facts, ruleSet: RuleSet): Leg[] {
  const parameters = new Parameters(ruleSet);
  const legs: Leg[] = [];
  for (const act of lineage.acts) {
    if (isA(act, 'DISPATCH')) {
      const answers = lineage.answersTo.get(act.hash) ?? [];
      const receipt = answers.find((answer) => isA(answer, 'RECEIVE'));
      if (receipt === undefined && isSettled(act, lineage)) continue;
      legs.push({
        handover: act.event.handover,
        from: accountOf(act),
        to: act.event.to,
        isTwoSigned: receipt !== undefined,
        due: handoverDeadline(act, facts, parameters),
        offer: act,
        receipt,
      });
    } else if (isA(act, 'RECEIVE') && !lineage.offerOf.has(act.hash)) {
      legs.push({
        handover: act.event.handover,
        from: undefined,
        to: accountOf(act),
        isTwoSigned: false,
        due: receiptDeadline(act, lineage, facts, parameters),
        offer: undefined,
        receipt: act,
      });
    }
  }
  return legs;
}

/** Refused, withdrawn, or the second copy of a release that was answered. */
function isSettled(offer: Act<'DISPATCH'>, lineage: ReplayedLineage): boolean {
  const handover = lineage.handovers.get(offer.event.handover);
  return handover !== undefined && isAnswered(offer, handover, lineage);
}

/** Two-signed legs among those whose deadline has passed. */
export function coverageOf(legs: readonly Leg[], now: number): Coverage {
  const due = legs.filter((leg) => leg.due < now);
  const twoSigned = due.filter(({ isTwoSigned }) => isTwoSigned);
  return {
    dueLegs: due.length,
    twoSignedLegs: twoSigned.length,
    share: due.length === 0 ? 1 : twoSigned.length / due.length,
  };
}
