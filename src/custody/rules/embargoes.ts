import type { EmbargoFact, Facts } from '../lineage.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { isInForce } from './time-limits.js';

/** The embargo on a commodity that holds in a country at an instant, if any is registered. */
export function embargoOn(
  country: string,
  commodity: Commodity,
  at: number,
  { embargoes }: Facts,
): EmbargoFact | undefined {
  return embargoes.find(
    (each) =>
      each.country === country && each.commodity === commodity && isInForce(at, each.from, each.to),
  );
}
