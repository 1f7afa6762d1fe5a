import type { Commodity } from '../vocabulary/event-types.js';
import type { Item, Plan } from '../vocabulary/event.js';
import { accountOf, isA, type Act } from './act.js';
import { mayLift, type Parties } from './lifting.js';
import { itemIdsOf, mentionsOf } from './mentions.js';

/** A consignment as its acts make it. */
export interface Consignment {
  /** `<UCR>;<year>`. */
  readonly key: string;
  readonly ucr: string;
  /** In causal order. */
  readonly acts: readonly Act[];
  /** Its first CONSIGN by log index: dating another one earlier takes nothing over. */
  readonly opened: Act<'CONSIGN'> | undefined;
  readonly commodity: Commodity | undefined;
  readonly consignee: string | undefined;
  readonly endUser: string | undefined;
  /** The plan as last amended by whoever opened the consignment. */
  readonly plan: Plan | undefined;
  /** Its CONSIGN and its opener's amendments, in causal order. */
  readonly plans: readonly Planning[];
  /** What was consigned and what was made of it; until a CONSIGN is on record, all that its acts name. */
  readonly items: ReadonlySet<string>;
  /** What was consigned, as it was named where it was brought in or made: what a CONSIGN calls it does not change it. */
  readonly asMade: readonly Item[];
  readonly holds: readonly Hold[];
  readonly documents: readonly Act<'ATTACH_DOCUMENT'>[];
  readonly attestations: readonly Act<'ATTEST'>[];
  readonly closed: Act<'CLOSE'> | undefined;
}

export type Planning = Act<'CONSIGN'> | Act<'AMEND_PLAN'>;

/** The plan in force at an instant: an amendment counts from when it was made. */
export function planAt({ plan, plans }: Consignment, at: number): Plan | undefined {
  return (plans.findLast((each) => each.at <= at) ?? plans[0])?.event.plan ?? plan;
}

/** A hold and what lifted it: a release by an authority that may. */
export interface Hold {
  readonly hold: Act<'CUSTOMS_HOLD'>;
  readonly release: Act<'CUSTOMS_RELEASE'> | undefined;
}

/** @param acts all acts of the lineage in causal order. @param producers by item: what brought it in or made it */
export function consignmentsOf(
  acts: readonly Act[],
  parties: Parties,
  producers: ReadonlyMap<string, Act>,
): Map<string, Consignment> {
  const made = new ItemsAsMade(producers);
  const grouped = new Map<string, Act[]>();
  for (const act of acts) {
    if (act.consignment === undefined) continue;
    const group = grouped.get(act.consignment);
    if (group === undefined) grouped.set(act.consignment, [act]);
    else group.push(act);
  }
  return new Map(
    [...grouped].map(([key, group]) => [key, consignmentOf(key, group, acts, { parties, made })]),
  );
}

function consignmentOf(
  key: string,
  acts: readonly Act[],
  all: readonly Act[],
  { parties, made }: { readonly parties: Parties; readonly made: ItemsAsMade },
): Consignment {
  const [opened] = acts.filter((act) => isA(act, 'CONSIGN')).toSorted((a, b) => a.index - b.index);
  const items = contentsOf(opened, acts, all);
  const plans = opened === undefined ? [] : [opened, ...amendmentsOf(opened, acts)];
  const about = aboutIt(key, items, all);
  return {
    key,
    ucr: opened?.event.ucr ?? key.slice(0, key.lastIndexOf(';')),
    acts,
    opened,
    commodity: opened?.event.commodity,
    consignee: opened?.event.consignee,
    endUser: opened?.event.endUser,
    plan: plans.at(-1)?.event.plan,
    plans,
    items,
    asMade: (opened?.event.items ?? []).flatMap(({ itemId }) => made.of(itemId) ?? []),
    holds: holdsOf(acts, parties),
    documents: about.filter((act) => isA(act, 'ATTACH_DOCUMENT')),
    attestations: about.filter((act) => isA(act, 'ATTEST')),
    closed: acts.findLast((act) => isA(act, 'CLOSE')),
  };
}

/** Each act that made several items is read once. */
class ItemsAsMade {
  private readonly byAct = new Map<Act, ReadonlyMap<string, Item>>();

  constructor(private readonly producers: ReadonlyMap<string, Act>) {}

  of(id: string): Item | undefined {
    const producer = this.producers.get(id);
    if (producer === undefined) return undefined;
    const known = this.byAct.get(producer) ?? madeBy(producer);
    this.byAct.set(producer, known);
    return known.get(id);
  }
}

function madeBy(producer: Act): ReadonlyMap<string, Item> {
  const mentions = mentionsOf(producer).filter(({ role }) => role !== 'input');
  return new Map(mentions.map(({ item }) => [item.itemId, item]));
}

/** Naming a UCR adds nothing to the consignment: its opener's CONSIGN does, and what is made of its goods. */
function contentsOf(
  opened: Act<'CONSIGN'> | undefined,
  acts: readonly Act[],
  all: readonly Act[],
): Set<string> {
  if (opened === undefined) return new Set(acts.flatMap(itemIdsOf));
  const consigned = acts.filter(
    (act) => isA(act, 'CONSIGN') && accountOf(act) === accountOf(opened),
  );
  const items = new Set(consigned.flatMap(itemIdsOf));
  for (const { event } of all) {
    if (!('inputs' in event) || !event.inputs.some(({ itemId }) => items.has(itemId))) continue;
    for (const { itemId } of event.outputs) items.add(itemId);
  }
  return items;
}

function amendmentsOf(opened: Act<'CONSIGN'>, acts: readonly Act[]): Act<'AMEND_PLAN'>[] {
  return acts
    .filter((act) => isA(act, 'AMEND_PLAN'))
    .filter((act) => accountOf(act) === accountOf(opened));
}

function holdsOf(acts: readonly Act[], parties: Parties): Hold[] {
  return acts
    .filter((act) => isA(act, 'CUSTOMS_HOLD'))
    .map((hold) => ({
      hold,
      release: acts
        .filter((act) => isA(act, 'CUSTOMS_RELEASE'))
        .find((act) => mayLift(act.event.actor, hold.event.actor, parties) && act.at >= hold.at),
    }));
}

/** What is said of the consignment, and of its items alone. */
function aboutIt(key: string, items: ReadonlySet<string>, all: readonly Act[]): Act[] {
  return all.filter(
    (act) =>
      act.consignment === key ||
      (act.consignment === undefined && itemIdsOf(act).some((item) => items.has(item))),
  );
}
