import { Big } from 'big.js';
import type { Item } from '../vocabulary/event.js';
import { toBase } from '../vocabulary/quantity.js';

type Quantity = Item['qty'];

/** What scales and drying take: a lot of which no more than this share is left counts as used up. */
const SHARE_LEFT = new Big('0.025');

/** Is part of a measured lot left? Not when nothing was measured or the quantities cannot be compared. */
export function remainsOf(measured: Quantity | undefined, used: readonly Quantity[]): boolean {
  if (measured === undefined) return false;
  const lot = toBase(measured);
  const usedUp = sumOf(lot.dimension, used);
  if (usedUp === undefined) return false;
  return lot.value.minus(usedUp).gt(lot.value.times(SHARE_LEFT));
}

/** The sum in base units of the dimension; `undefined` when one of them measures something else. */
export function sumOf(
  dimension: ReturnType<typeof toBase>['dimension'],
  quantities: readonly Quantity[],
): Big | undefined {
  let sum = new Big(0);
  for (const quantity of quantities) {
    const base = toBase(quantity);
    if (base.dimension !== dimension) return undefined;
    sum = sum.plus(base.value);
  }
  return sum;
}
