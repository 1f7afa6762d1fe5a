import type { Consignment } from '../replay/consignment.js';
import { mentionsOf } from '../replay/mentions.js';
import { isArms } from '../vocabulary/commodity.js';

/** What is in a consignment, for rules that ask what kind of goods they judge. */
export interface Goods {
  /** Harmonized System codes, each once. */
  readonly hs: readonly string[];
  readonly areArms: boolean;
}

/** What the opening CONSIGN names; until that is recorded, what other acts of the consignment name. */
export function goodsOf({ opened, acts, commodity }: Consignment): Goods {
  const items =
    opened?.event.items ?? acts.flatMap((act) => mentionsOf(act).map(({ item }) => item));
  const hs = [...new Set(items.map((item) => item.hs))];
  return { hs, areArms: commodity === 'ARMS' || hs.some(isArms) };
}
