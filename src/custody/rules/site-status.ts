import type { SiteFact } from '../lineage.js';
import { startOf } from '../vocabulary/times.js';

export type SiteStatus = SiteFact['status'][number];

/** Whether a site works; every other word tells whether what comes from it may be sold. */
const ACTIVITIES: ReadonlySet<string> = new Set(['active', 'nonactive', 'inactive', 'abandoned']);

/** The form in which two spellings of a status are the same word. */
export function statusWord(status: string): string {
  return status.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * How a site was certified at an instant. Inspectors register certification and activity in one list, so a word for
 * activity leaves a colour as it is; only a suspension ends when the site is active again, and the colour before counts.
 */
export function certificationAt(site: SiteFact, at: number): SiteStatus | undefined {
  let current: SiteStatus | undefined;
  let beforeSuspension: SiteStatus | undefined;
  for (const each of statusesUntil(site, at)) {
    const word = statusWord(each.status);
    const isSuspended = current !== undefined && statusWord(current.status) === 'suspended';
    if (!ACTIVITIES.has(word)) {
      if (word === 'suspended' && !isSuspended) beforeSuspension = current;
      current = each;
    } else if (isSuspended && word === 'active') current = beforeSuspension;
  }
  return current;
}

/**
 * The last word on whether a site worked; `inactive` are further words for one that does not. Green tells that an
 * inspector found it at work; no other colour does.
 */
export function activityAt(
  site: SiteFact,
  at: number,
  inactive: readonly string[],
): SiteStatus | undefined {
  const further = new Set(inactive.map(statusWord));
  return statusesUntil(site, at).findLast(({ status }) => {
    const word = statusWord(status);
    return word === 'green' || ACTIVITIES.has(word) || further.has(word);
  });
}

function statusesUntil({ status }: SiteFact, at: number): SiteStatus[] {
  return status
    .filter(({ from }) => (startOf(from) ?? Number.POSITIVE_INFINITY) <= at)
    .toSorted((a, b) => (startOf(a.from) ?? 0) - (startOf(b.from) ?? 0));
}
