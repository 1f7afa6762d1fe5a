import type { Facts } from '../lineage.js';
import { endOf, startOf } from '../vocabulary/times.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Was the party registered as one that may upload late? */
export function isOffline(party: string | undefined, facts: Facts): boolean {
  return party !== undefined && facts.parties.get(party)?.offlineRegistered === true;
}

/** Hours allowed to parties: the longer allowance as soon as one of them is registered offline. */
export function hoursFor(
  parties: Iterable<string | undefined>,
  facts: Facts,
  hours: { readonly online: number; readonly offline: number },
): number {
  for (const party of parties) if (isOffline(party, facts)) return hours.offline;
  return hours.online;
}

/** A limit is kept until its last millisecond, so the judge has to look again one later. */
export function after(limit: number): number {
  return limit + 1;
}

/** Both ends belong to the time; an end that is left out is open. */
export function isInForce(at: number, from: string | undefined, to: string | undefined): boolean {
  const start = from === undefined ? undefined : startOf(from);
  const end = to === undefined ? undefined : endOf(to);
  return (start === undefined || at >= start) && (end === undefined || at <= end);
}
