import type { Item } from '../vocabulary/event.js';
import type { Act } from './act.js';

export type MentionRole = 'item' | 'input' | 'output';

/** An item as one act names it. */
export interface Mention {
  readonly role: MentionRole;
  readonly item: Item;
}

/** Every item an act names, in the order it names them. */
export function mentionsOf({ event }: Act): Mention[] {
  const mentions: Mention[] = [];
  for (const item of event.items ?? []) mentions.push({ role: 'item', item });
  if (!('inputs' in event)) return mentions;
  for (const item of event.inputs) mentions.push({ role: 'input', item });
  for (const item of event.outputs) mentions.push({ role: 'output', item });
  return mentions;
}

/** Ids of the items an act brings into the ledger. */
export function producedBy({ event }: Act): string[] {
  if (event.type === 'COMMISSION') return event.items.map(({ itemId }) => itemId);
  return 'outputs' in event ? event.outputs.map(({ itemId }) => itemId) : [];
}

/** Ids of the items an act uses up. */
export function consumedBy({ event }: Act): string[] {
  return 'inputs' in event ? event.inputs.map(({ itemId }) => itemId) : [];
}

/** Ids of all items an act names, each once. */
export function itemIdsOf(act: Act): string[] {
  return [...new Set(mentionsOf(act).map(({ item }) => item.itemId))];
}
