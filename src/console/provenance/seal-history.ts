import type { TimelineStep } from '../../client/provenance-answer.js';

export interface SealLine {
  readonly index: number;
  readonly occurredAt: string;
  readonly party: string;
  readonly what: 'applied' | 'observed' | 'removed';
  readonly numbers: readonly string[];
  /** Seen, but never set: somebody changed the seal and left no record. */
  readonly isForeign: boolean;
}

/** Seals as they were set, seen and taken off, in order; a seal that is seen without having been set stands out. */
export function sealHistoryOf(timeline: readonly TimelineStep[]): SealLine[] {
  const onGoods = new Set<string>();
  return timeline.flatMap(({ seals, standing, index, occurredAt, party }) => {
    if (seals === null || standing === 'annulled' || standing === 'corrected') return [];
    const line = (what: SealLine['what'], isForeign: boolean): SealLine[] =>
      seals[what].length === 0
        ? []
        : [{ index, occurredAt, party, what, numbers: seals[what], isForeign }];
    const isForeign = seals.observed.some((number) => !onGoods.has(number));
    const lines = [
      ...line('removed', false),
      ...line('observed', isForeign),
      ...line('applied', false),
    ];
    for (const number of seals.removed) onGoods.delete(number);
    for (const number of seals.applied) onGoods.add(number);
    return lines;
  });
}
