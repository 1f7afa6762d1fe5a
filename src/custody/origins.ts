import { Big } from 'big.js';
import { isA, type Act } from './replay/act.js';
import type { ReplayedLineage } from './replay/replay.js';
import { toBase } from './vocabulary/quantity.js';
import type { Item } from './vocabulary/event.js';

/** Where part of some goods comes from. */
export interface OriginShare {
  /** The item at the end of the walk. */
  readonly item: string;
  /** The COMMISSION that brought it in; `undefined` when none is on record: an origin that is not proven. */
  readonly commission: Act<'COMMISSION'> | undefined;
  /** Part of the goods, 0 to 1, by the quantities of the inputs; parts that cannot be compared count alike. */
  readonly share: number;
}

const SHARE_DIGITS = 6;

/**
 * Walks from items up the graph of TRANSFORM, SPLIT and MERGE to what was commissioned. The lineage must hold the
 * whole way up, else the walk ends where it does, with an origin that is not proven. Largest share first.
 */
export function originsOf(lineage: ReplayedLineage, items: readonly Item[]): OriginShare[] {
  const shares = new Map<string, Big>();
  const open = weighted(items, new Big(1));
  const order = [...lineage.acts.keys()].toReversed();
  const pending = new Map<string, Big>();
  for (const [id, share] of open) add(pending, id, share);
  // Backwards through the acts: an item has got all its share before the act that made it is met.
  for (const at of order) {
    const act = lineage.acts[at];
    if (act === undefined || !('outputs' in act.event)) continue;
    let share = new Big(0);
    for (const { itemId } of act.event.outputs) {
      if (lineage.items.get(itemId)?.origin !== act) continue;
      share = share.plus(pending.get(itemId) ?? 0);
      pending.delete(itemId);
    }
    if (share.eq(0)) continue;
    for (const [id, part] of weighted(act.event.inputs, share)) add(pending, id, part);
  }
  for (const [id, share] of pending) add(shares, id, share);
  return [...shares]
    .map(([item, share]) => ({
      item,
      commission: commissionOf(lineage, item),
      share: Number(share.toFixed(SHARE_DIGITS)),
    }))
    .toSorted((a, b) => b.share - a.share || (a.item < b.item ? -1 : 1));
}

function commissionOf({ items }: ReplayedLineage, id: string): Act<'COMMISSION'> | undefined {
  const origin = items.get(id)?.origin;
  return origin !== undefined && isA(origin, 'COMMISSION') ? origin : undefined;
}

function add(shares: Map<string, Big>, id: string, share: Big): void {
  shares.set(id, (shares.get(id) ?? new Big(0)).plus(share));
}

/** Splits a share among items by quantity. */
function weighted(items: readonly Item[], share: Big): [string, Big][] {
  const [first, ...rest] = items.map(({ qty }) => toBase(qty));
  if (first === undefined) return [];
  const areAlike = rest.every(({ dimension }) => dimension === first.dimension);
  const weights = items.map(({ qty }) => (areAlike ? toBase(qty).value : new Big(1)));
  const sum = weights.reduce((total, weight) => total.plus(weight), new Big(0));
  return items.map(({ itemId }, at) => [
    itemId,
    share.times(portion(weights[at] ?? new Big(0), sum)),
  ]);
}

function portion(part: Big, whole: Big): Big {
  // Rounded far below what is shown, by a constructor of its own: Big.div rounds to a setting of the whole process.
  const Local = Big();
  Local.DP = 20;
  return new Big(new Local(part.toFixed()).div(whole.toFixed()).toFixed());
}
