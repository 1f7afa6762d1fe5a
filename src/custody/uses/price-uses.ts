import { Big } from 'big.js';
import { isA, type Act } from '../replay/act.js';
import type { EventOf } from '../vocabulary/event.js';
import { formatDecimal, toBase } from '../vocabulary/quantity.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { documentKey } from './document-uses.js';
import type { UseTold } from './uses-of.js';

const HS_DIGITS = 6;
const AMOUNT = /^\d{1,15}(\.\d{1,6})?$/u;

type Document = EventOf<'ATTACH_DOCUMENT'>['document'];

/**
 * What a paper says such goods cost: its fields `valueUSD`, `qty` and `hs`. The key is the goods, their origin and the
 * dimension; of gold whose fineness is told, the gold in it is counted, in a key of its own.
 */
export function pricesOf(act: Act): UseTold[] {
  if (!isA(act, 'ATTACH_DOCUMENT')) return [];
  const { document } = act.event;
  const { valueUSD, qty, hs } = document.fields;
  if (typeof valueUSD !== 'string' || typeof qty !== 'object' || typeof hs !== 'string') return [];
  const { dimension, value } = toBase(qty);
  if (!AMOUNT.test(valueUSD) || hs.length < HS_DIGITS || value.eq(0)) return [];
  const fineness = isGold(hs) ? finenessOf(document) : undefined;
  const goods = [hs.slice(0, HS_DIGITS), normaliseMark(originOf(document)), dimension];
  return [
    {
      kind: 'price',
      key: JSON.stringify(fineness === undefined ? goods : [...goods, 'fine']),
      items: [],
      detail: {
        usd: valueUSD,
        quantity: formatDecimal(value.times(fineness ?? 1)),
        paper: documentKey(document),
      },
    },
  ];
}

export function isGold(hs: string): boolean {
  return hs.startsWith('7108');
}

/** Where the goods come from: as the paper says, else the country or authority that issued it. */
export function originOf({ fields, issuer }: Document): string {
  return typeof fields['origin'] === 'string' ? fields['origin'] : issuer;
}

/** Share of gold by the field `fineness`, which is told in thousandths; more than 0 and at most 1. */
export function finenessOf({ fields }: Document): Big | undefined {
  const { fineness } = fields;
  if (typeof fineness !== 'string' || !AMOUNT.test(fineness)) return undefined;
  const share = new Big(fineness).div(1000);
  return share.gt(0) && share.lte(1) ? share : undefined;
}
