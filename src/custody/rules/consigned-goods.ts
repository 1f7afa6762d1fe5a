import type { Consignment } from '../replay/consignment.js';
import { mentionsOf } from '../replay/mentions.js';
import { isArms } from '../vocabulary/commodity.js';

/** What is in a consignment, for rules that ask what kind of goods they judge. */
export interface Goods {
  /** Harmonized System codes, each once. */
  readonly hs: readonly string[];
  /** Scientific names, as written. */
  readonly species: readonly string[];
  readonly areArms: boolean;
}

/**
 * What the opening CONSIGN names, by its words and by those with which the goods were brought in or made; until that is
 * recorded, what other acts of the consignment name.
 */
export function goodsOf({ opened, acts, commodity, asMade }: Consignment): Goods {
  const named =
    opened?.event.items ?? acts.flatMap((act) => mentionsOf(act).map(({ item }) => item));
  const items = [...named, ...asMade];
  const hs = [...new Set(items.map((item) => item.hs))];
  const species = [...new Set(items.flatMap((item) => item.species ?? []))];
  return { hs, species, areArms: commodity === 'ARMS' || hs.some(isArms) };
}
