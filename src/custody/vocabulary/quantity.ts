import { Big } from 'big.js';
import type { z } from 'zod';
import type { quantity } from './goods.js';
import { type Dimension, unitOf } from './units.js';

export type Quantity = z.infer<typeof quantity>;

/** An amount in the base unit of its dimension (kg, m³, pieces), or in its own unit where we know no factor. */
export interface BaseQuantity {
  readonly dimension: Dimension | `unit:${string}`;
  readonly value: Big;
}

/** Exact: decimal strings times exact factors; nothing is rounded. */
export function toBase(amount: Quantity): BaseQuantity {
  const unit = unitOf(amount.unit);
  if (unit === undefined) return { dimension: `unit:${amount.unit}`, value: new Big(amount.value) };
  return { dimension: unit.dimension, value: new Big(amount.value).times(unit.factor) };
}

/** Sum in the base unit; `undefined` when the amounts are of several dimensions, or there are none. */
export function sumQuantities(amounts: readonly Quantity[]): BaseQuantity | undefined {
  const [first, ...rest] = amounts.map(toBase);
  if (first === undefined || rest.some((each) => each.dimension !== first.dimension))
    return undefined;
  return {
    dimension: first.dimension,
    value: rest.reduce((sum, each) => sum.plus(each.value), first.value),
  };
}

/** For people: "1 204.37 ct". Digits are grouped by a narrow no-break space, the point is the decimal sign. */
export function formatQuantity(amount: Quantity): string {
  const symbol = unitOf(amount.unit)?.symbol ?? amount.unit;
  return `${groupDigits(amount.value)} ${symbol}`.trimEnd();
}

/** For people: a base amount in a unit that fits it, at most `places` decimals: "0.4 kg", "12 pcs". */
export function formatBase(amount: BaseQuantity, places = 3): string {
  const code = baseUnitOf(amount.dimension);
  return formatQuantity({
    value: formatDecimal(amount.value.round(places, Big.roundHalfEven)),
    unit: code,
  });
}

const MOST_PLACES = 9;

/**
 * Amounts side by side, for people: in the unit such goods are traded in (carats, grams), with as many decimals as it
 * takes to tell apart those that differ, and none from nothing.
 */
export function formatAlike(amounts: readonly BaseQuantity[], hs = ''): string[] {
  for (let places = 3; places < MOST_PLACES; places++) {
    const texts = amounts.map((amount) => formatTraded(amount, hs, places));
    const isTold = amounts.every(
      ({ value }, at) =>
        (value.eq(0) || !texts[at]!.startsWith('0 ')) &&
        amounts.every((other, by) => other.value.eq(value) || texts[at] !== texts[by]),
    );
    if (isTold) return texts;
  }
  return amounts.map((amount) => formatTraded(amount, hs, MOST_PLACES));
}

function formatTraded(amount: BaseQuantity, hs: string, places: number): string {
  const code = hs.startsWith('7102') ? 'CTM' : hs.startsWith('71') ? 'GRM' : undefined;
  const unit = code === undefined ? undefined : unitOf(code);
  if (unit === undefined || amount.dimension !== 'mass') return formatBase(amount, places);
  const value = divide(amount.value, unit.factor, places);
  return formatQuantity({ value: formatDecimal(value), unit: unit.code });
}

/** Plain decimal, never with an exponent. */
export function formatDecimal(value: Big): string {
  return value.toFixed();
}

/** 100 x part / whole with `places` decimals, for sentences such as "12.4 %"; undefined for a whole of zero. */
export function percentage(part: Big, whole: Big, places = 1): string | undefined {
  if (whole.eq(0)) return undefined;
  return divide(part.times(100), whole, places).toFixed(places);
}

function baseUnitOf(dimension: BaseQuantity['dimension']): string {
  switch (dimension) {
    case 'mass':
      return 'KGM';
    case 'volume':
      return 'MTQ';
    case 'count':
      return 'H87';
    default:
      return dimension.slice('unit:'.length);
  }
}

/** Big.div rounds to a setting shared by the whole process; this one takes it from its own constructor. */
function divide(dividend: Big, divisor: Big, places: number): Big {
  const Local = Big();
  Local.DP = places;
  Local.RM = Big.roundHalfEven;
  return new Local(dividend.toFixed()).div(divisor.toFixed());
}

function groupDigits(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202f');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
