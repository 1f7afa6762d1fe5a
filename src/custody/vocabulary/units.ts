import { Big } from 'big.js';

export const DIMENSIONS = ['mass', 'volume', 'count'] as const;
/** What a unit measures. The base units are kilogram (KGM), cubic metre (MTQ) and one (C62). */
export type Dimension = (typeof DIMENSIONS)[number];

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly symbol: string;
  readonly dimension: Dimension;
  /** How many base units one of this is: exact by definition, never rounded. */
  readonly factor: Big;
}

type Row = readonly [code: string, name: string, symbol: string, factor: string];

/** Pound and inch are exact in metric units by the international agreement of 1959; the rest follows from them. */
const ROWS: Readonly<Record<Dimension, readonly Row[]>> = {
  mass: [
    ['KGM', 'kilogram', 'kg', '1'],
    ['GRM', 'gram', 'g', '0.001'],
    ['MGM', 'milligram', 'mg', '0.000001'],
    ['MC', 'microgram', 'µg', '0.000000001'],
    ['HGM', 'hectogram', 'hg', '0.1'],
    ['DTN', 'decitonne', 'dt', '100'],
    ['TNE', 'tonne', 't', '1000'],
    ['KTN', 'kilotonne', 'kt', '1000000'],
    ['CTM', 'carat', 'ct', '0.0002'],
    ['APZ', 'troy ounce', 'oz t', '0.0311034768'],
    ['ONZ', 'ounce', 'oz', '0.028349523125'],
    ['LBR', 'pound', 'lb', '0.45359237'],
    ['GRN', 'grain', 'gr', '0.00006479891'],
    ['DWT', 'pennyweight', 'dwt', '0.00155517384'],
    ['CWA', 'short hundredweight', 'cwt (US)', '45.359237'],
    ['CWI', 'long hundredweight', 'cwt (UK)', '50.80234544'],
    ['STN', 'short ton', 'ton (US)', '907.18474'],
    ['LTN', 'long ton', 'ton (UK)', '1016.0469088'],
  ],
  volume: [
    ['MTQ', 'cubic metre', 'm³', '1'],
    ['DMQ', 'cubic decimetre', 'dm³', '0.001'],
    ['CMQ', 'cubic centimetre', 'cm³', '0.000001'],
    ['MMQ', 'cubic millimetre', 'mm³', '0.000000001'],
    ['LTR', 'litre', 'l', '0.001'],
    ['MLT', 'millilitre', 'ml', '0.000001'],
    ['CLT', 'centilitre', 'cl', '0.00001'],
    ['HLT', 'hectolitre', 'hl', '0.1'],
    ['FTQ', 'cubic foot', 'ft³', '0.028316846592'],
    ['INQ', 'cubic inch', 'in³', '0.000016387064'],
    ['YDQ', 'cubic yard', 'yd³', '0.764554857984'],
    ['BFT', 'board foot', 'bd ft', '0.002359737216'],
  ],
  count: [
    ['C62', 'one', '', '1'],
    ['H87', 'piece', 'pcs', '1'],
    ['NAR', 'article', 'pcs', '1'],
    ['PCE', 'piece', 'pcs', '1'],
    ['EA', 'each', 'pcs', '1'],
    ['PR', 'pair', 'pairs', '2'],
    ['NPR', 'pair', 'pairs', '2'],
    ['DZN', 'dozen', 'dz', '12'],
    ['DPC', 'dozen pieces', 'dz', '12'],
    ['GRO', 'gross', 'gro', '144'],
    ['CEN', 'hundred', '', '100'],
    ['HC', 'hundred count', '', '100'],
    ['MIL', 'thousand', '', '1000'],
    ['T3', 'thousand piece', '', '1000'],
  ],
};

const units: ReadonlyMap<string, Unit> = new Map(
  DIMENSIONS.flatMap((dimension) =>
    ROWS[dimension].map(([code, name, symbol, factor]): [string, Unit] => [
      code,
      { code, name, symbol, dimension, factor: new Big(factor) },
    ]),
  ),
);

/**
 * The unit with its exact factor; `undefined` for the other codes of Rec 20, which are accepted and compare only
 * with themselves.
 */
export function unitOf(code: string): Unit | undefined {
  return units.get(code);
}
