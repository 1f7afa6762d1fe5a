import { accountKeysOf } from './account-entries.js';
import type { Use, UseSum } from './use.js';
import { sumsOf } from './uses-in-memory.js';

/** A CRITICAL alert that stands, as far as it concerns what others take in. */
export interface Taint {
  readonly lots: readonly string[];
  /** When the act happened that caused it, epoch milliseconds. What was taken in before or by that act was clean to its taker. */
  readonly since: number;
}

/**
 * What of the intake of some accounts was under an alert when it was taken in. By the times of the acts: whenever the
 * alert was opened, the answer is the same.
 *
 * @param entries of intake, those of the lots concerned at least
 */
export function taintedIntake(
  keys: ReadonlySet<string>,
  entries: readonly Use[],
  taints: readonly Taint[],
): UseSum[] {
  if (taints.length === 0) return [];
  const since = new Map<string, number>();
  for (const taint of taints)
    for (const lot of taint.lots)
      since.set(lot, Math.min(since.get(lot) ?? Number.POSITIVE_INFINITY, taint.since));
  const tainted = entries.filter(
    ({ kind, key, items: [lot = ''], at }) =>
      kind === 'intake' && keys.has(key) && (since.get(lot) ?? Number.POSITIVE_INFINITY) < at,
  );
  return sumsOf(tainted);
}

/** Accounts that a judgement of the uses may speak of. */
export function accountsOf(uses: readonly Use[]): Set<string> {
  return new Set(uses.flatMap(accountKeysOf));
}

/** Hash of the act that caused an alert: its anchor, or where that is a word the first of its evidence. */
export function causeOf(alert: {
  readonly anchor: string;
  readonly evidence: readonly string[];
}): string | undefined {
  return /^[0-9a-f]{64}$/u.test(alert.anchor) ? alert.anchor : alert.evidence[0];
}
