import { accountOf, isA, type Act } from '../replay/act.js';
import type { Item } from '../vocabulary/event.js';
import { formatDecimal, sumQuantities } from '../vocabulary/quantity.js';
import { monthOf } from './months.js';
import type { Use } from './use.js';
import type { UseTold } from './uses-of.js';

/** Digits of the Harmonized System that mean the same all over the world. */
const HS_DIGITS = 6;

/** Key of the flow of some goods into and out of a country. */
export function flowKey(hs: string, country: string): string {
  return JSON.stringify([hs.slice(0, HS_DIGITS), country]);
}

/** Key of the flow of some goods from and to a party. */
function ownerKey(hs: string, party: string): string {
  return JSON.stringify([hs.slice(0, HS_DIGITS), `party/${party}`]);
}

/** Key under which the exports of a country are summed, by heading and dimension. */
export function exportKey(hs: string, country: string, dimension: string): string {
  return JSON.stringify(['export', hs.slice(0, 4), country, dimension]);
}

/** Key under which what was sent from one country to another is summed, and what arrived of it. */
export function mirrorKey(hs: string, from: string, to: string, dimension: string): string {
  return JSON.stringify(['mirror', hs.slice(0, HS_DIGITS), from, to, dimension]);
}

/** Month and consignee of a sum: only what registered consignees were sent can be compared with their receipts. */
export function mirrorPeriod(month: string, consignee: string): string {
  return `${month} ${consignee}`;
}

export function partsOfMirrorPeriod(period: string): { month: string; consignee: string } {
  return { month: period.slice(0, 7), consignee: period.slice(8) };
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
    const sender = accountOf(act);
    const detail = { hs, from, to, sender, consignee, dimension, quantity };
    const of = { items: own.map(({ itemId }) => itemId), detail };
    const month = monthOf(act.at);
    return [
      { kind: 'flow' as const, key: flowKey(hs, from), ...of },
      { kind: 'flow' as const, key: flowKey(hs, to), ...of },
      { kind: 'flow' as const, key: ownerKey(hs, sender), ...of },
      ...(consignee === sender
        ? []
        : [{ kind: 'flow' as const, key: ownerKey(hs, consignee), ...of }]),
      {
        kind: 'sent' as const,
        key: mirrorKey(hs, from, to, dimension),
        amount: quantity,
        period: mirrorPeriod(month, consignee),
        ...of,
      },
      {
        kind: 'exported' as const,
        key: exportKey(hs, from, dimension),
        amount: quantity,
        period: month,
        ...of,
      },
    ];
  });
}

/** What somebody received under a UCR, by kind of goods. */
export function deliveredOf(act: Act): UseTold[] {
  if (!isA(act, 'RECEIVE') || act.consignment === undefined) return [];
  const key = act.consignment;
  const receiver = accountOf(act);
  return [...byHs(act.event.items)].flatMap(([hs, own]) => {
    const total = sumQuantities(own.map(({ qty }) => qty));
    if (total === undefined) return [];
    const { dimension } = total;
    return [
      {
        kind: 'delivered' as const,
        key,
        items: own.map(({ itemId }) => itemId),
        detail: { hs, receiver, dimension, quantity: formatDecimal(total.value) },
      },
    ];
  });
}

/**
 * A receipt as it counts, given how its consignment was opened: what the consignee received arrived, in the month in
 * which it was sent. What carriers receive on the way does not count.
 */
export function arrivedOf(delivered: Use, consigned: Use | undefined): Use[] {
  const { hs = '', receiver, dimension = '', quantity = '0' } = delivered.detail;
  const { consignee, from = '', to = '' } = consigned?.detail ?? {};
  if (consigned === undefined || receiver !== consignee || from === '' || from === to)
    return [delivered];
  const arrived: Use = {
    ...delivered,
    kind: 'arrived',
    part: delivered.part + 1,
    key: mirrorKey(hs, from, to, dimension),
    amount: quantity,
    period: mirrorPeriod(monthOf(consigned.at), receiver ?? ''),
  };
  return [delivered, arrived];
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
