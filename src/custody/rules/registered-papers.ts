import { isA, type Act } from '../replay/act.js';
import type { ReplayedLineage } from '../replay/replay.js';

export type Paper = Act<'ATTACH_DOCUMENT'>;

/** Found once for all items of a judgement. */
const registered = new WeakMap<readonly Act[], readonly Paper[]>();

/** Papers that are registered for an item, alone or with all of a consignment it is in, in causal order. */
export function papersFor(
  id: string,
  { acts, consignments }: Pick<ReplayedLineage, 'acts' | 'consignments'>,
): Paper[] {
  const papers = registered.get(acts) ?? acts.filter((act) => isA(act, 'ATTACH_DOCUMENT'));
  registered.set(acts, papers);
  return papers.filter((paper) => {
    if (paper.event.items !== undefined) return covers(paper, id);
    return consignments.get(paper.consignment ?? '')?.items.has(id) === true;
  });
}

/** Does the paper speak of all goods it was registered for, or of this one among them? */
export function covers({ event: { items } }: Paper, id: string): boolean {
  return items === undefined || items.some(({ itemId }) => itemId === id);
}
