import { isA, type Act } from '../replay/act.js';
import { formatDecimal, toBase } from '../vocabulary/quantity.js';
import type { BaseQuantity } from '../vocabulary/quantity.js';
import { monthOf } from './months.js';
import type { UseTold } from './uses-of.js';

/** Bases by which goods come out of the ground, the forest or the machine; the rest were there before. */
const PRODUCED = new Set(['mined', 'harvested', 'manufactured']);

/** Key under which the output of a site is summed: amounts of several dimensions do not add up. */
export function outputKey(site: string, dimension: BaseQuantity['dimension']): string {
  return JSON.stringify([site, dimension]);
}

/** What a site brought out, item by item, in the month in which it says it did. */
export function outputsOf(act: Act): UseTold[] {
  if (!isA(act, 'COMMISSION') || !PRODUCED.has(act.event.basis)) return [];
  const { site } = act.event.place;
  if (site === undefined) return [];
  return act.event.items.map(({ itemId, qty, hs }) => {
    const { dimension, value } = toBase(qty);
    return {
      kind: 'output',
      key: outputKey(site, dimension),
      items: [itemId],
      amount: formatDecimal(value),
      period: monthOf(act.at),
      detail: { hs },
    };
  });
}
