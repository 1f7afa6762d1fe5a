import { Big } from 'big.js';
import { z } from 'zod';
import type { Item } from '../vocabulary/event.js';
import { toBase, type BaseQuantity } from '../vocabulary/quantity.js';

const toleranceEntry = z.object({
  /** Share of the quantity released. */
  rel: z.number().nonnegative(),
  /** Floor, as `"2 KGM"`. */
  abs: z
    .string()
    .regex(/^\d+(\.\d+)? [A-Z0-9]{2,3}$/)
    .optional(),
  /** Share where moisture is not known of both weighings. */
  wetRel: z.number().nonnegative().optional(),
});

/** Tolerances by the beginning of the HS code; `*` for the rest. */
export const toleranceTable = z.record(z.string().regex(/^(\*|\d{2,10})$/), toleranceEntry);
export type ToleranceTable = z.infer<typeof toleranceTable>;
type Tolerance = z.infer<typeof toleranceEntry>;

export const DEFAULT_TOLERANCES: ToleranceTable = {
  '26': { rel: 0.01, abs: '2 KGM', wetRel: 0.025 },
  '44': { rel: 0.03 },
  '93': { rel: 0 },
  '7102': { rel: 0.0002, abs: '0.05 CTM' },
  '7108': { rel: 0.001, abs: '1 GRM' },
  '*': { rel: 0.01 },
};

/** The entry of the longest prefix that fits. */
export function byHs<Value>(hs: string, table: Readonly<Record<string, Value>>): Value | undefined {
  for (let length = hs.length; length >= 2; length -= 1) {
    const value = table[hs.slice(0, length)];
    if (value !== undefined) return value;
  }
  return table['*'];
}

export interface Variance {
  readonly released: BaseQuantity;
  readonly received: BaseQuantity;
  /** Received less released, in base units. */
  readonly difference: Big;
  readonly allowed: Big;
  readonly isCounted: boolean;
}

/** Do both say the very same, so that no sum need be made to find no difference? */
export function isMeasuredAlike(one: Item, other: Item): boolean {
  return (
    one.qty.value === other.qty.value &&
    one.qty.unit === other.qty.unit &&
    one.massBasis === other.massBasis &&
    one.assay?.analyte === other.assay?.analyte &&
    one.assay?.pct === other.assay?.pct
  );
}

/** How two measurements of an item differ; `undefined` when they measure different things. */
export function varianceOf(
  released: Item,
  received: Item,
  table: ToleranceTable,
): Variance | undefined {
  return varianceOfSums([released], [received], table);
}

/** How the sums of some lots before and after differ; `undefined` when they measure different things. */
export function varianceOfSums(
  before: readonly Item[],
  after: readonly Item[],
  table: ToleranceTable,
): Variance | undefined {
  if (new Set([...before, ...after].map(basisOf)).size > 1) return undefined;
  const dryParts = before.map(dryMassOf);
  const dryBefore = sumOf(dryParts);
  const dryAfter = sumOf(after.map(dryMassOf));
  const areDry = dryBefore !== undefined && dryAfter !== undefined;
  const parts = areDry ? dryParts : before.map(({ qty }) => toBase(qty));
  const released = areDry ? dryBefore : sumOf(parts);
  const received = areDry ? dryAfter : sumOf(after.map(({ qty }) => toBase(qty)));
  if (released === undefined || received?.dimension !== released.dimension) return undefined;
  const isCounted =
    released.dimension === 'count' || before.some(({ serials }) => serials !== undefined);
  const shares = before.map(({ hs }, at) => ({ tolerance: byHs(hs, table), part: parts[at] }));
  return {
    released,
    received,
    difference: received.value.minus(released.value),
    allowed: isCounted ? new Big(0) : allowedInAll(shares, released, areDry),
    isCounted,
  };
}

/** `undefined` when one is unknown, or they are of several dimensions. */
function sumOf(amounts: readonly (BaseQuantity | undefined)[]): BaseQuantity | undefined {
  const [first] = amounts;
  if (first === undefined) return undefined;
  let { value } = first;
  for (const amount of amounts.slice(1)) {
    if (amount?.dimension !== first.dimension) return undefined;
    value = value.plus(amount.value);
  }
  return { dimension: first.dimension, value };
}

export function isWithin({ difference, allowed }: Variance): boolean {
  return difference.abs().lte(allowed);
}

interface Share {
  readonly tolerance: Tolerance | undefined;
  readonly part: BaseQuantity | undefined;
}

/** Each kind of goods has its own tolerance, of what there is of it and never more than that: a little ore lends gold none. */
function allowedInAll(shares: readonly Share[], released: BaseQuantity, isDry: boolean): Big {
  const kinds = new Map<Tolerance | undefined, Big>();
  for (const { tolerance, part } of shares) {
    kinds.set(tolerance, (kinds.get(tolerance) ?? new Big(0)).plus(part?.value ?? 0));
  }
  let allowed = new Big(0);
  for (const [tolerance, value] of kinds) {
    const own = allowedBy(tolerance, { ...released, value }, isDry);
    allowed = allowed.plus(kinds.size > 1 && own.gt(value) ? value : own);
  }
  return allowed;
}

function allowedBy(tolerance: Tolerance | undefined, of: BaseQuantity, isDry: boolean): Big {
  if (tolerance === undefined) return new Big(0);
  const share = isDry ? tolerance.rel : (tolerance.wetRel ?? tolerance.rel);
  const relative = of.value.times(String(share));
  const [value, unit] = tolerance.abs?.split(' ') ?? [];
  if (value === undefined || unit === undefined) return relative;
  const floor = toBase({ value, unit });
  return floor.dimension === of.dimension && floor.value.gt(relative) ? floor.value : relative;
}

/** With packing or without: such weights do not compare. */
function basisOf({ massBasis }: Item): 'gross' | 'net' {
  return massBasis?.toLowerCase() === 'gross' ? 'gross' : 'net';
}

const MOISTURE = new Set(['H2O', 'MOISTURE']);

/** Weight without water, where the item says it is dry or how wet it is. */
function dryMassOf({ qty, massBasis, assay }: Item): BaseQuantity | undefined {
  const mass = toBase(qty);
  if (mass.dimension !== 'mass') return undefined;
  if (massBasis?.toLowerCase() === 'dry') return mass;
  if (assay === undefined || !MOISTURE.has(assay.analyte.toUpperCase())) return undefined;
  const dryShare = new Big(1).minus(new Big(assay.pct).times('0.01'));
  return { dimension: 'mass', value: mass.value.times(dryShare) };
}
