import { Big } from 'big.js';
import type { Item } from './event.js';
import { toBase } from './quantity.js';

/** Share of the metal in the oxide an assay reports, from standard atomic weights (CIAAW 2021, conventional values). */
const METAL_IN: Readonly<Record<string, readonly [metal: string, share: string]>> = {
  TA2O5: ['Ta', '0.81897'],
  NB2O5: ['Nb', '0.69905'],
  SNO2: ['Sn', '0.78768'],
  WO3: ['W', '0.79297'],
  TA: ['Ta', '1'],
  NB: ['Nb', '1'],
  SN: ['Sn', '1'],
  W: ['W', '1'],
  AU: ['Au', '1'],
};

export interface Contained {
  readonly metal: string;
  /** Kilograms. */
  readonly mass: Big;
}

/** How much of which metal a lot holds by its assay; `undefined` when it has no mass or the assay names no metal. */
export function containedIn(qty: Item['qty'], assay: Item['assay']): Contained | undefined {
  const mass = toBase(qty);
  if (assay === undefined || mass.dimension !== 'mass') return undefined;
  const analyte = assay.analyte.toUpperCase();
  if (analyte === 'H2O' || analyte === 'MOISTURE') return undefined;
  const [metal, share] = METAL_IN[analyte] ?? [assay.analyte, '1'];
  return { metal, mass: mass.value.times(assay.pct).times('0.01').times(share) };
}

/** Purest is the oxide in an ore, and the metal in anything else. */
const IN_ORE: Readonly<Record<string, string>> = {
  Ta: '0.81897',
  Nb: '0.69905',
  Sn: '0.78768',
  W: '0.79297',
};

/**
 * The most of a metal that goods can hold whose assay does not tell it: all that the assay does not tell of something
 * else. `undefined` when they have no mass.
 */
export function mostContainedIn(
  { hs, qty }: Pick<Item, 'hs' | 'qty'>,
  assay: Item['assay'],
  metal: string,
): Big | undefined {
  const mass = toBase(qty);
  if (mass.dimension !== 'mass') return undefined;
  const share = (hs.startsWith('26') ? IN_ORE[metal] : undefined) ?? '1';
  const rest = new Big(100).minus(assay?.pct ?? 0).times('0.01');
  return mass.value.times(rest.lt(0) ? 0 : rest).times(share);
}
