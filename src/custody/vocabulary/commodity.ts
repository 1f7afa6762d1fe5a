import type { Commodity } from './event-types.js';

/** Longest code first: the first prefix that fits decides. Harmonized System 2022. */
const PREFIXES: readonly (readonly [prefix: string, commodity: Commodity])[] = [
  // Niobium, tantalum, vanadium ores; the rest of 2615 is zirconium. A bare heading is taken for the watched one.
  ['261590', '3T'],
  // Ivory, horn, tortoise-shell, coral: animal products that CITES watches.
  ['0507', 'WILDLIFE'],
  ['0508', 'WILDLIFE'],
  ['0106', 'WILDLIFE'],
  ['2609', '3T'],
  ['2611', '3T'],
  ['7102', 'DIAMOND'],
  ['7108', 'GOLD'],
  ['8101', '3T'],
  ['8103', '3T'],
  ['93', 'ARMS'],
  ['80', '3T'],
  ['44', 'TIMBER'],
];

/** The watched commodity of a Harmonized System code, by chapter, heading or subheading. */
export function commodityOfHs(hs: string): Commodity {
  if (hs === '2615') return '3T';
  return PREFIXES.find(([prefix]) => hs.startsWith(prefix))?.[1] ?? 'OTHER';
}

/** The watched commodities among some goods, each once, in the order in which they are named. */
export function commoditiesOf(items: readonly { readonly hs: string }[]): Commodity[] {
  return [...new Set(items.map(({ hs }) => commodityOfHs(hs)))];
}

/** Rough diamonds in the sense of the Kimberley Process: unsorted, industrial or non-industrial, unworked. */
export function isRoughDiamond(hs: string): boolean {
  return (
    hs.startsWith('710210') || hs.startsWith('710221') || hs.startsWith('710231') || hs === '7102'
  );
}

/** Ores of tin, tungsten, tantalum and gold as the ICGLR certifies them. */
export function isIcglrMineral(hs: string): boolean {
  return (
    ['2609', '2611', '261590', '7108'].some((prefix) => hs.startsWith(prefix)) || hs === '2615'
  );
}

/** Goods that are counted one by one, where no tolerance is given. */
export function isArms(hs: string): boolean {
  return hs.startsWith('93');
}
