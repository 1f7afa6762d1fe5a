import { isA, type Act } from '../replay/act.js';
import type { Item } from '../vocabulary/event.js';
import { formatDecimal, sumQuantities } from '../vocabulary/quantity.js';
import { monthOf } from './months.js';
import type { UseTold } from './uses-of.js';

/** Digits of the Harmonized System that mean the same all over the world. */
const HS_DIGITS = 6;

/** Key of the flow of some goods into and out of a country. */
export function flowKey(hs: string, country: string): string {
  return JSON.stringify([hs.slice(0, HS_DIGITS), country]);
}

/** Key under which the exports of a country are summed, by heading and dimension. */
export function exportKey(hs: string, country: string, dimension: string): string {
  return JSON.stringify(['export', hs.slice(0, 4), country, dimension]);
}

/** What a consignment is to carry out of its first country and into its last, by kind of goods. */
export function flowsOf(act: Act): UseTold[] {
  if (!isA(act, 'CONSIGN') || act.consignment === undefined) return [];
  const { items, plan, consignee } = act.event;
  const [from] = plan.countries;
  const to = plan.countries.at(-1);
  if (from === undefined || to === undefined || from === to) return [];
  return [...byHs(items)].flatMap(([hs, own]) => {
    const total = sumQuantities(own.map(({ qty }) => qty));
    if (total === undefined) return [];
    const quantity = formatDecimal(total.value);
    const { dimension } = total;
    const detail = { hs, from, to, consignee, dimension, quantity };
    const of = { items: own.map(({ itemId }) => itemId), detail };
    return [
      { kind: 'flow' as const, key: flowKey(hs, from), ...of },
      { kind: 'flow' as const, key: flowKey(hs, to), ...of },
      {
        kind: 'exported' as const,
        key: exportKey(hs, from, dimension),
        amount: quantity,
        period: monthOf(act.at),
        ...of,
      },
    ];
  });
}

/** What somebody received under a UCR, by kind of goods. */
export function deliveredOf(act: Act): UseTold[] {
  if (!isA(act, 'RECEIVE') || act.consignment === undefined) return [];
  const key = act.consignment;
  return [...byHs(act.event.items)].flatMap(([hs, own]) => {
    const total = sumQuantities(own.map(({ qty }) => qty));
    if (total === undefined) return [];
    return [
      {
        kind: 'delivered' as const,
        key,
        items: own.map(({ itemId }) => itemId),
        detail: { hs, dimension: total.dimension, quantity: formatDecimal(total.value) },
      },
    ];
  });
}

function byHs(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const hs = item.hs.slice(0, HS_DIGITS);
    const group = groups.get(hs);
    if (group === undefined) groups.set(hs, [item]);
    else group.push(item);
  }
  return groups;
}
