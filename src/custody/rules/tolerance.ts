import { Big } from 'big.js';
import { z } from 'zod';
import type { Item } from '../vocabulary/event.js';
import { formatAlike, formatQuantity, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import {
  basisOf,
  boundsOf,
  dryMassOf,
  measuresOf,
  moistureIn,
  sumOfBounds,
  type Bounds,
  type Measures,
} from './bounds.js';

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
  /** Packing weighs at most this share of the goods; any weight where left out. */
  packing: z.number().nonnegative().optional(),
  /** Water makes up at most this share of the wet weight; any where left out. */
  water: z.number().nonnegative().max(1).optional(),
});

/** Tolerances by the beginning of the HS code; `*` for the rest. */
export const toleranceTable = z.record(z.string().regex(/^(\*|\d{2,10})$/), toleranceEntry);
export type ToleranceTable = z.infer<typeof toleranceTable>;
type Tolerance = z.infer<typeof toleranceEntry>;

export const DEFAULT_TOLERANCES: ToleranceTable = {
  '26': { rel: 0.01, abs: '2 KGM', wetRel: 0.025, packing: 0.5, water: 0.25 },
  '44': { rel: 0.03, packing: 0.5, water: 0.7 },
  '93': { rel: 0 },
  '7102': { rel: 0.0002, abs: '0.05 CTM' },
  '7108': { rel: 0.001, abs: '1 GRM' },
  '*': { rel: 0.01, packing: 0.5 },
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
  /** Where they were not measured alike and only bounds could be compared. */
  readonly bounded?: Bounded;
}

export interface Bounded {
  /** As their records tell them. */
  readonly released: string;
  readonly received: string;
  /** The difference rests on what packing, water and wood usually weigh. */
  readonly isAssumed: boolean;
  /** The bounds are so wide because nobody told the water. */
  readonly isVague: boolean;
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

/** Share of water by which wet and dry weights are compared, where it is told elsewhere than with the weights. */
interface Known {
  readonly moisture?: Big | undefined;
}

/** How two measurements of an item differ; `undefined` when they measure different things. */
export function varianceOf(
  released: Item,
  received: Item,
  table: ToleranceTable,
  known: Known = {},
): Variance | undefined {
  const moisture = moistureIn(received.assay) ?? moistureIn(released.assay) ?? known.moisture;
  return varianceOfSums([released], [received], table, { moisture });
}

/** How the sums of some lots before and after differ; `undefined` when they measure different things. */
export function varianceOfSums(
  before: readonly Item[],
  after: readonly Item[],
  table: ToleranceTable,
  { moisture }: Known = {},
): Variance | undefined {
  const all = [...before, ...after];
  const measures = measuresOf(all);
  if (!measures.isOneDimension || measures.isPackingMixed) {
    return boundedVariance(before, after, table, measures);
  }
  // Some say that they are dry: what is known of the water of the lot makes the others so.
  const told = all.some((item) => basisOf(item) === 'dry') ? moisture : undefined;
  const dryParts = before.map((item) => dryBy(item, told));
  const dryBefore = sumOf(dryParts);
  const dryAfter = sumOf(after.map((item) => dryBy(item, told)));
  const areDry = dryBefore !== undefined && dryAfter !== undefined;
  if (measures.isWaterMixed && !areDry) return boundedVariance(before, after, table, measures);
  const parts = areDry ? dryParts : before.map(({ qty }) => toBase(qty));
  const released = areDry ? dryBefore : sumOf(parts);
  const received = areDry ? dryAfter : sumOf(after.map(({ qty }) => toBase(qty)));
  if (released === undefined || received?.dimension !== released.dimension) return undefined;
  const isCounted = released.dimension === 'count' || before.some(isSerialised);
  const shares = before.map(({ hs }, at) => ({ tolerance: byHs(hs, table), part: parts[at] }));
  return {
    released,
    received,
    difference: received.value.minus(released.value),
    allowed: isCounted ? new Big(0) : allowedInAll(shares, released, areDry),
    isCounted,
  };
}

function isSerialised({ serials }: Item): boolean {
  return serials !== undefined;
}

function dryBy(item: Item, moisture: Big | undefined): BaseQuantity | undefined {
  const known = dryMassOf(item);
  const mass = toBase(item.qty);
  if (known !== undefined || moisture === undefined || mass.dimension !== 'mass') return known;
  return { dimension: 'mass', value: mass.value.times(new Big(1).minus(moisture)) };
}

/**
 * Gross and net, wet and dry, logs by volume and by weight: what is certain is that goods weigh no more than with their
 * packing and their water, and no less than both can account for. Only what lies beyond that differs.
 */
function boundedVariance(
  before: readonly Item[],
  after: readonly Item[],
  table: ToleranceTable,
  measures: Measures,
): Variance | undefined {
  // Pieces with a number are told apart by it; a scale adds nothing.
  if (before.some(isSerialised)) return undefined;
  const within = (item: Item) => boundsOf(item, measures, byHs(item.hs, table) ?? {});
  const parts = before.map(within);
  const [gave, got] = [sumOfBounds(parts), sumOfBounds(after.map(within))];
  if (gave === undefined || got === undefined) return undefined;
  const end = got.least.gt(gave.most) ? 'gain' : got.most.lt(gave.least) ? 'loss' : 'none';
  const of = (value: Big): BaseQuantity => ({ dimension: gave.dimension, value });
  const released = of(end === 'loss' ? gave.least : gave.most);
  const received = of(end === 'gain' ? got.least : end === 'loss' ? got.most : gave.most);
  const shares = before.map(({ hs }, at) => ({
    tolerance: byHs(hs, table),
    part: partOf(parts[at], end, of),
  }));
  return {
    released,
    received,
    difference: received.value.minus(released.value),
    allowed: allowedInAll(shares, released, false),
    isCounted: false,
    bounded: {
      released: before.map(asTold).join(' and '),
      received: after.map(asTold).join(' and '),
      isAssumed:
        end === 'gain'
          ? got.isLeastAssumed || gave.isMostAssumed
          : got.isMostAssumed || gave.isLeastAssumed,
      isVague: end === 'none' && measures.isWaterMixed,
    },
  };
}

function partOf(
  bounds: Bounds | undefined,
  end: 'gain' | 'loss' | 'none',
  of: (value: Big) => BaseQuantity,
): BaseQuantity | undefined {
  return bounds === undefined ? undefined : of(end === 'loss' ? bounds.least : bounds.most);
}

function asTold(item: Item): string {
  const basis = basisOf(item);
  const text = formatQuantity(item.qty);
  return basis === undefined ? text : `${text} ${basis}`;
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

/** The figures of a variance in one unit, told finely enough to differ where they do. */
export function toldOf(
  { received, released, difference, allowed, bounded }: Variance,
  { hs }: Pick<Item, 'hs'>,
) {
  const amounts = [
    received,
    released,
    { ...released, value: difference.abs() },
    { ...released, value: allowed },
  ];
  const [taken = '', given = '', gap = '', most = ''] = formatAlike(amounts, hs);
  if (bounded === undefined) return { received: taken, released: given, gap, allowed: most };
  const { received: got, released: gave } = bounded;
  return { received: got, released: gave, gap: `at least ${gap}`, allowed: most };
}
