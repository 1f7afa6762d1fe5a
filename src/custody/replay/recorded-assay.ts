import type { Item } from '../vocabulary/event.js';
import type { ReplayedLineage } from './replay.js';

/** As recorded when the lot came into being; what whoever uses it up says of it only where nothing was. */
export function recordedAssay(item: Item, { items }: ReplayedLineage): Item['assay'] {
  const history = items.get(item.itemId);
  const made = history?.steps.find(({ act, role }) => act === history.origin && role !== 'input');
  return made?.named?.assay ?? item.assay;
}
