import { containedIn } from '../vocabulary/assays.js';
import type { Item } from '../vocabulary/event.js';
import { accountOf } from './act.js';
import type { ReplayedLineage } from './replay.js';

/** As recorded when the lot came into being; what whoever uses it up says of it only where nothing was. */
export function recordedAssay(item: Item, { items }: ReplayedLineage): Item['assay'] {
  const history = items.get(item.itemId);
  const made = history?.steps.find(({ act, role }) => act === history.origin && role !== 'input');
  return made?.named?.assay ?? item.assay;
}

/** The first word of a party on what metal a lot holds, where it made the lot and did not say so at once. */
export function firstAssayBy(
  party: string,
  { itemId, qty }: Item,
  { items }: ReplayedLineage,
): Item['assay'] {
  const told = items
    .get(itemId)
    ?.steps.find(
      ({ act, named }) =>
        accountOf(act) === party && containedIn(named?.qty ?? qty, named?.assay) !== undefined,
    );
  return told?.named?.assay;
}
