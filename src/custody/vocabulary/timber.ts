/** Chapter 44 of the Harmonized System: what is wood, and how much of it there may be in a weight. */

/** Logs (4403), and what else comes out of the forest unsawn: fuelwood and wood waste (4401), poles and stakes (4404). */
const ROUGH = /^44(01|03|04)/;

/** Fuelwood, chips, sawdust and waste. Loose, they take up to three times the room they took in the log. */
const WASTE = /^4401/;

interface Coded {
  readonly hs: string;
}

export function isWood({ hs }: Coded): boolean {
  return hs.startsWith('44');
}

export function isLog({ hs }: Coded): boolean {
  return hs.startsWith('4403');
}

export function isRoughWood({ hs }: Coded): boolean {
  return ROUGH.test(hs);
}

export function isWoodWaste({ hs }: Coded): boolean {
  return WASTE.test(hs);
}

/** Sawn, sliced, planed or made into boards: nobody's leftover, whatever it is called. */
const WORKED = /^44(0[6-9]|1)/;

export function isWorkedWood({ hs }: Coded): boolean {
  return WORKED.test(hs);
}

/** Is it made of logs alone, with the fuelwood and poles that lay among them? */
export function areLogs(inputs: readonly Coded[]): boolean {
  return inputs.some(isLog) && inputs.every(isRoughWood);
}

/** Kilograms in a cubic metre: from the lightest wood that is felled for sale to the heaviest fresh from the forest. */
export const WOOD_DENSITY = { least: '100', most: '1300' } as const;
