import { isSameThing, type Use } from './use.js';

interface Placed {
  readonly use: Use;
  readonly position: number;
  readonly low: number;
  /** Largest number of this use and of all that begin before it. */
  reach: number;
}

/**
 * The uses of one key, found by their numbers without looking at each: a consignment of many lots asks once for every
 * lot.
 */
export class MeetingUses {
  private readonly byLow: Placed[];

  /** @param uses of one kind and key, in the order in which they shall be told */
  constructor(private readonly uses: readonly Use[]) {
    this.byLow = uses
      .map((use, position) => ({
        use,
        position,
        low: use.low ?? -Infinity,
        reach: use.high ?? Infinity,
      }))
      .toSorted((a, b) => a.low - b.low);
    let reach = -Infinity;
    for (const placed of this.byLow) {
      reach = Math.max(reach, placed.reach);
      placed.reach = reach;
    }
  }

  /** Those that speak of the same thing, the given one included. */
  of(use: Use): readonly Use[] {
    if (use.low === undefined || use.high === undefined)
      return this.uses.filter((other) => isSameThing(use, other));
    const met: Placed[] = [];
    for (let at = this.firstBehind(use.high) - 1; at >= 0; at--) {
      const placed = this.byLow[at]!;
      if (placed.reach < use.low) break;
      if (isSameThing(use, placed.use)) met.push(placed);
    }
    return met.toSorted((a, b) => a.position - b.position).map((placed) => placed.use);
  }

  /** Place of the first use that begins behind the number. */
  private firstBehind(number: number): number {
    let [from, to] = [0, this.byLow.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.byLow[middle]!.low <= number) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
