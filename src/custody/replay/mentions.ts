import { itemIdsOf as idsOf, itemsOf, type ItemInEvent } from '../vocabulary/items.js';
import type { Act } from './act.js';

/** Every item an act names, in the order it names them. */
export function mentionsOf({ event }: Act): ItemInEvent[] {
  return itemsOf(event);
}

/** Ids of all items an act names, each once. */
export function itemIdsOf({ event }: Act): string[] {
  return idsOf(event);
}

/** Ids of the items an act brings into the ledger. */
export function producedBy({ event }: Act): string[] {
  if (event.type === 'COMMISSION') return event.items.map(({ itemId }) => itemId);
  return 'outputs' in event ? event.outputs.map(({ itemId }) => itemId) : [];
}
