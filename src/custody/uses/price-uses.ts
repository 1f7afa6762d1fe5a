import { isA, type Act } from '../replay/act.js';
import { formatDecimal, toBase } from '../vocabulary/quantity.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { documentKey } from './document-uses.js';
import type { UseTold } from './uses-of.js';

const HS_DIGITS = 6;
const AMOUNT = /^\d{1,15}(\.\d{1,6})?$/u;

/**
 * What a paper says such goods cost: its fields `valueUSD`, `qty` and `hs`. Papers of one authority are of one origin,
 * so the key is the goods, the authority and the dimension.
 */
export function pricesOf(act: Act): UseTold[] {
  if (!isA(act, 'ATTACH_DOCUMENT')) return [];
  const { document } = act.event;
  const { valueUSD, qty, hs } = document.fields;
  if (typeof valueUSD !== 'string' || typeof qty !== 'object' || typeof hs !== 'string') return [];
  const { dimension, value } = toBase(qty);
  if (!AMOUNT.test(valueUSD) || hs.length < HS_DIGITS || value.eq(0)) return [];
  return [
    {
      kind: 'price',
      key: JSON.stringify([hs.slice(0, HS_DIGITS), normaliseMark(document.issuer), dimension]),
      items: [],
      detail: { usd: valueUSD, quantity: formatDecimal(value), paper: documentKey(document) },
    },
  ];
}
