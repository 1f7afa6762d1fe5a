import { itemIdsOf as idsOf, itemsOf, type ItemInEvent } from '../vocabulary/items.js';
import type { Act } from './act.js';

/** Every item an act names, in the order it names them. */
export function mentionsOf({ event }: Act): ItemInEvent[] {
  return itemsOf(event);
}

/** Rules ask for the items of an act again and again. */
const idsByEvent = new WeakMap<Act['event'], readonly string[]>();

/** Ids of all items an act names, each once. */
export function itemIdsOf({ event }: Act): readonly string[] {
  const known = idsByEvent.get(event);
  if (known !== undefined) return known;
  const ids = idsOf(event);
  idsByEvent.set(event, ids);
  return ids;
}

/** Ids of the items an act brings into the ledger. */
export function producedBy({ event }: Act): string[] {
  if (event.type === 'COMMISSION') return event.items.map(({ itemId }) => itemId);
  return 'outputs' in event ? event.outputs.map(({ itemId }) => itemId) : [];
}
