import { Big } from 'big.js';
import type { Item } from '../vocabulary/event.js';
import { toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { isWood, WOOD_DENSITY } from '../vocabulary/timber.js';

/** Between what amounts goods lie that were measured in another way than those they are held against. */
export interface Bounds {
  readonly dimension: 'mass' | 'volume';
  readonly least: Big;
  readonly most: Big;
  /** Which of the two ends rests on what packing, water and wood usually weigh, and not on the record alone. */
  readonly isLeastAssumed: boolean;
  readonly isMostAssumed: boolean;
}

/** What goods are wrapped in and hold of water at most, as shares of the goods and of the wet weight. */
export interface Wrapping {
  readonly packing?: number | undefined;
  readonly water?: number | undefined;
}

const MOISTURE = new Set(['H2O', 'MOISTURE']);

export type Basis = 'gross' | 'dry' | 'wet' | 'net' | undefined;

/** As written, in whatever case; `undefined` where nothing known is. */
export function basisOf({ massBasis }: Item): Basis {
  const basis = massBasis?.trim().toLowerCase();
  return basis === 'gross' || basis === 'dry' || basis === 'wet' || basis === 'net'
    ? basis
    : undefined;
}

/** Share of water by an assay, where it is one of moisture. */
export function moistureIn(assay: Item['assay']): Big | undefined {
  if (assay === undefined || !MOISTURE.has(assay.analyte.toUpperCase())) return undefined;
  return new Big(assay.pct).times('0.01');
}

/** Weight without water, where the item says it is dry or how wet it is. */
export function dryMassOf(item: Item): BaseQuantity | undefined {
  const mass = toBase(item.qty);
  if (mass.dimension !== 'mass') return undefined;
  if (basisOf(item) === 'dry') return mass;
  const water = moistureIn(item.assay);
  if (water === undefined) return undefined;
  return { dimension: 'mass', value: mass.value.times(new Big(1).minus(water)) };
}

/** How the goods on both sides were measured, taken together. */
export interface Measures {
  /** In which they can all be told; `undefined` where there is none. */
  readonly dimension: 'mass' | 'volume' | undefined;
  readonly isOneDimension: boolean;
  /** Some with packing, some without. */
  readonly isPackingMixed: boolean;
  /** Some dry, and some said to be wet. */
  readonly isWaterMixed: boolean;
}

export function measuresOf(items: readonly Item[]): Measures {
  const dimensions = new Set(items.map(({ qty }) => toBase(qty).dimension));
  const bases = new Set(items.map(basisOf));
  const isTimber = items.every(isWood) && [...dimensions].every(isMassOrVolume);
  const [only] = dimensions;
  const isAlone = dimensions.size === 1 && only !== undefined && isMassOrVolume(only);
  return {
    dimension: isAlone ? only : isTimber ? 'volume' : undefined,
    isOneDimension: dimensions.size === 1,
    isPackingMixed: bases.has('gross') && bases.size > 1,
    isWaterMixed: bases.has('dry') && bases.has('wet'),
  };
}

function isMassOrVolume(dimension: BaseQuantity['dimension']): dimension is 'mass' | 'volume' {
  return dimension === 'mass' || dimension === 'volume';
}

/** In the dimension that all are told in; `undefined` where a quantity is of none such. */
export function boundsOf(
  item: Item,
  { dimension, isPackingMixed, isWaterMixed }: Measures,
  { packing, water }: Wrapping,
): Bounds | undefined {
  const { dimension: own, value } = toBase(item.qty);
  if (dimension === undefined || !isMassOrVolume(own)) return undefined;
  let bounds = {
    dimension,
    least: value,
    most: value,
    isLeastAssumed: false,
    isMostAssumed: false,
  };
  const basis = basisOf(item);
  if (own === 'mass' && isPackingMixed && basis === 'gross') {
    const least = packing === undefined ? new Big(0) : value.div(new Big(1).plus(String(packing)));
    bounds = { ...bounds, least, isLeastAssumed: true };
  }
  if (own === 'mass' && isWaterMixed && basis !== 'dry') {
    const told = moistureIn(item.assay);
    const dry = new Big(1).minus(told ?? String(water ?? 1));
    bounds = { ...bounds, least: bounds.least.times(dry), isLeastAssumed: told === undefined };
    if (told !== undefined) bounds = { ...bounds, most: bounds.most.times(dry) };
  }
  if (own === dimension) return bounds;
  const { least, most } = WOOD_DENSITY;
  return {
    dimension,
    least: bounds.least.div(most),
    most: bounds.most.div(least),
    isLeastAssumed: true,
    isMostAssumed: true,
  };
}

/** `undefined` when one of them has none. */
export function sumOfBounds(parts: readonly (Bounds | undefined)[]): Bounds | undefined {
  let sum: Bounds | undefined;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum =
      sum === undefined
        ? part
        : {
            dimension: sum.dimension,
            least: sum.least.plus(part.least),
            most: sum.most.plus(part.most),
            isLeastAssumed: sum.isLeastAssumed || part.isLeastAssumed,
            isMostAssumed: sum.isMostAssumed || part.isMostAssumed,
          };
  }
  return sum;
}
