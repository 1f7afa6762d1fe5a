import type { RecordedEvent } from '../../custody/lineage.js';
import { effectiveActs } from '../../custody/replay/act.js';
import { usesOf } from '../../custody/uses/uses-of.js';
import type { Attempts } from '../projection-batch.js';
import type { ChangedUses } from '../projection-rows.js';

/**
 * What the events of a batch use, and what the earlier acts use that they correct.
 *
 * @param corrected all statements by which those acts are known by now
 */
export function changedUses(
  corrected: readonly RecordedEvent[],
  batch: readonly RecordedEvent[],
  attempts: Pick<Attempts, 'make'>,
): ChangedUses {
  const acts = effectiveActs([...corrected, ...batch]);
  return {
    replaced: corrected.filter(({ event }) => event.type !== 'CORRECT').map(({ index }) => index),
    uses: acts.flatMap((act) => attempts.make(act.index, () => usesOf(act)) ?? []),
  };
}
