import { isAuthorityAct, isAuthorityRole } from '../vocabulary/roles.js';
import { accountOf, isA, type Act } from './act.js';
import type { Step } from './item-history.js';
import { custodianOf, type Custody } from './item-state.js';
import type { Parties } from './lifting.js';
import { itemIdsOf } from './mentions.js';
import { mayActFor } from './party-groups.js';
import type { ReplayedLineage } from './replay.js';

/** What an act may do to the seals that are expected on its goods. */
export type SealRight = 'change' | 'add' | 'none';

type Touched = Pick<Step, 'before' | 'after'>;

/**
 * Whose word counts on seals: officers', and of who has the goods when it happens; what is taken off on the way, without
 * an officer, stays expected. Who sent the goods may seal them after he handed them over, until they leave.
 */
export class SealHands {
  private positions: ReadonlyMap<Act, number> | undefined;

  constructor(
    private readonly lineage: Pick<ReplayedLineage, 'acts' | 'items' | 'consignments'>,
    private readonly parties: Parties,
  ) {}

  rightOf(act: Act): SealRight {
    const { event } = act;
    const isOfficer = this.parties.get(event.actor)?.roles.some(isAuthorityRole) === true;
    if (isOfficer || isAuthorityAct(event.type)) return 'change';
    const touched = this.touchedBy(act);
    // Of goods that nobody is recorded to hold, the first to speak is believed.
    if (touched === undefined) return 'change';
    const isOnTheWay = touched.before.location.state === 'moving' && !isA(act, 'RECEIVE');
    const holders = [...holdersIn(touched.before.custody), ...holdersIn(touched.after.custody)];
    if (holders.some((holder) => mayActFor(act, holder, this.parties))) {
      return isOnTheWay ? 'add' : 'change';
    }
    return !isOnTheWay && this.isSender(act) ? 'change' : 'none';
  }

  private isSender(act: Act): boolean {
    const opened = this.lineage.consignments.get(act.consignment ?? '')?.opened;
    return opened !== undefined && accountOf(opened) === accountOf(act);
  }

  /** The first of its goods that somebody is recorded to hold, before and after the act. */
  private touchedBy(act: Act): Touched | undefined {
    const named = itemIdsOf(act);
    const { items, consignments } = this.lineage;
    const goods = named.length > 0 ? named : (consignments.get(act.consignment ?? '')?.items ?? []);
    for (const id of goods) {
      const touched = this.stateAt(act, items.get(id)?.steps ?? []);
      if (touched !== undefined && custodianOf(touched.after.custody) !== undefined) return touched;
    }
    return undefined;
  }

  /** Steps are in the order of the acts. */
  private stateAt(act: Act, steps: readonly Step[]): Touched | undefined {
    const at = this.positionOf(act);
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const step = steps[middle];
      if (step !== undefined && this.positionOf(step.act) <= at) low = middle + 1;
      else high = middle;
    }
    const last = steps[low - 1];
    if (last === undefined || last.act === act) return last;
    return { before: last.after, after: last.after };
  }

  private positionOf(act: Act): number {
    this.positions ??= new Map(this.lineage.acts.map((each, position) => [each, position]));
    return this.positions.get(act) ?? -1;
  }
}

/** Whom it is offered to may seal before he signs for it. */
function holdersIn(custody: Custody): string[] {
  if (custody.state === 'none') return [];
  return custody.state === 'offered' ? [custody.by, custody.to] : [custody.by];
}
