import type { CustodyEvent, Item, Replacement } from './event.js';

export type ItemRole = 'item' | 'input' | 'output';

export interface ItemInEvent {
  readonly item: Item;
  /** `input` is consumed and `output` made by TRANSFORM, SPLIT and MERGE. */
  readonly role: ItemRole;
}

/** Every item an event touches, in the order items, inputs, outputs; those of a correction's replacement too. */
export function itemsOf(event: CustodyEvent | Replacement): ItemInEvent[] {
  const own = (event.items ?? []).map((item): ItemInEvent => ({ item, role: 'item' }));
  switch (event.type) {
    case 'TRANSFORM':
    case 'SPLIT':
    case 'MERGE':
      return [
        ...own,
        ...event.inputs.map((item): ItemInEvent => ({ item, role: 'input' })),
        ...event.outputs.map((item): ItemInEvent => ({ item, role: 'output' })),
      ];
    case 'CORRECT':
      return event.replacement === undefined ? own : [...own, ...itemsOf(event.replacement)];
    default:
      return own;
  }
}

/** The ids of the items an event touches, without repeats. */
export function itemIdsOf(event: CustodyEvent | Replacement): string[] {
  return [...new Set(itemsOf(event).map(({ item }) => item.itemId))];
}
