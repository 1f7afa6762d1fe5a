import type { Commodity } from '../vocabulary/event-types.js';
import type { Plan } from '../vocabulary/event.js';
import { isA, type Act } from './act.js';
import { itemIdsOf } from './mentions.js';

/** A consignment as its acts make it. */
export interface Consignment {
  /** `<UCR>;<year>`. */
  readonly key: string;
  readonly ucr: string;
  /** In causal order. */
  readonly acts: readonly Act[];
  readonly opened: Act<'CONSIGN'> | undefined;
  readonly commodity: Commodity | undefined;
  readonly consignee: string | undefined;
  readonly endUser: string | undefined;
  /** The plan as last amended. */
  readonly plan: Plan | undefined;
  /** Ids of all items that are or were in it. */
  readonly items: ReadonlySet<string>;
  readonly holds: readonly Hold[];
  readonly documents: readonly Act<'ATTACH_DOCUMENT'>[];
  readonly closed: Act<'CLOSE'> | undefined;
}

/** A hold and what lifted it: a release by the same authority. */
export interface Hold {
  readonly hold: Act<'CUSTOMS_HOLD'>;
  readonly release: Act<'CUSTOMS_RELEASE'> | undefined;
}

/** @param acts all acts of the lineage in causal order. */
export function consignmentsOf(acts: readonly Act[]): Map<string, Consignment> {
  const grouped = new Map<string, Act[]>();
  for (const act of acts) {
    if (act.consignment === undefined) continue;
    const group = grouped.get(act.consignment);
    if (group === undefined) grouped.set(act.consignment, [act]);
    else group.push(act);
  }
  return new Map([...grouped].map(([key, group]) => [key, consignmentOf(key, group, acts)]));
}

function consignmentOf(key: string, acts: readonly Act[], all: readonly Act[]): Consignment {
  const opened = acts.find((act) => isA(act, 'CONSIGN'));
  const items = new Set(acts.flatMap(itemIdsOf));
  return {
    key,
    ucr: opened?.event.ucr ?? key.slice(0, key.lastIndexOf(';')),
    acts,
    opened,
    commodity: opened?.event.commodity,
    consignee: opened?.event.consignee,
    endUser: opened?.event.endUser,
    plan: acts.findLast((act) => isA(act, 'AMEND_PLAN'))?.event.plan ?? opened?.event.plan,
    items,
    holds: holdsOf(acts),
    documents: documentsOf(key, items, all),
    closed: acts.findLast((act) => isA(act, 'CLOSE')),
  };
}

function holdsOf(acts: readonly Act[]): Hold[] {
  return acts
    .filter((act) => isA(act, 'CUSTOMS_HOLD'))
    .map((hold) => ({
      hold,
      release: acts
        .filter((act) => isA(act, 'CUSTOMS_RELEASE'))
        .find((act) => act.event.actor === hold.event.actor && act.at >= hold.at),
    }));
}

/** Papers of the consignment, and papers attached to its items alone. */
function documentsOf(
  key: string,
  items: ReadonlySet<string>,
  all: readonly Act[],
): Act<'ATTACH_DOCUMENT'>[] {
  return all
    .filter((act) => isA(act, 'ATTACH_DOCUMENT'))
    .filter(
      (act) =>
        act.consignment === key ||
        (act.consignment === undefined && itemIdsOf(act).some((item) => items.has(item))),
    );
}
