import type { Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import { normaliseMark } from '../vocabulary/serials.js';
import type { UseTold } from './uses-of.js';

/** Where a container was said to be, with which consignment. */
export function containerUsesOf(act: Act): UseTold[] {
  const key = normaliseMark(act.event.transport?.container ?? '');
  if (key === '' || act.consignment === undefined) return [];
  const { place, type } = act.event;
  return [
    {
      kind: 'container',
      key,
      items: itemIdsOf(act),
      ...(place !== undefined && { place }),
      detail: { type },
    },
  ];
}
