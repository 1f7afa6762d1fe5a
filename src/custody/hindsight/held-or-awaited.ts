import type { RecordedEvent } from '../lineage.js';
import { custodianOf } from '../replay/item-state.js';
import { replay, type ReplayedLineage } from '../replay/replay.js';

/** Do any of the parties have goods of a lineage, or wait for them: offered, or as consignee or end user? */
export function isHeldOrAwaited(
  events: readonly RecordedEvent[],
  parties: ReadonlySet<string>,
): boolean {
  const lineage = replay(events);
  const isOne = (party: string | undefined): boolean => party !== undefined && parties.has(party);
  for (const { state } of lineage.items.values()) {
    const { custody } = state;
    if (isOne(custodianOf(custody)) || (custody.state === 'offered' && isOne(custody.to)))
      return true;
  }
  return [...lineage.consignments.values()]
    .flatMap(({ consignee, endUser }) => [consignee, endUser])
    .some((party) => isOne(party) && !hasHad(lineage, party));
}

function hasHad({ items }: ReplayedLineage, party: string | undefined): boolean {
  return [...items.values()].some(({ steps }) =>
    steps.some(({ after }) => custodianOf(after.custody) === party),
  );
}
