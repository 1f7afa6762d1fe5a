import type { RecordedEvent } from '../lineage.js';
import { effectiveActs } from '../replay/act.js';
import { partyKey } from './identifier-uses.js';
import { accountKeysOf } from './account-entries.js';
import { settle } from './settle.js';
import { isSameThing, type KnownUses, type Use, type UseSum } from './use.js';
import { usesOf } from './uses-of.js';
import { Big } from 'big.js';

/** All uses of some events: of a whole ledger, as the projector keeps them. */
export function usesOfEvents(events: readonly RecordedEvent[]): Use[] {
  return settle(effectiveActs(events).flatMap(usesOf));
}

/**
 * What a lineage is told of the uses of a whole ledger.
 *
 * @param parties whose other consignments are told as well
 */
export function usesKnownTo(
  lineage: readonly Pick<RecordedEvent, 'index'>[],
  all: readonly Use[],
  parties: readonly string[] = [],
): KnownUses {
  const indexes = new Set(lineage.map(({ index }) => index));
  const own = all.filter(({ index }) => indexes.has(index));
  const also = new Set(parties.map(partyKey));
  const met = all.filter(
    (use) =>
      own.some((each) => isSameThing(each, use)) ||
      (use.kind === 'identifier' && also.has(use.key)),
  );
  const consigned = all.filter((use) => met.some((each) => isContentOf(use, each)));
  const keys = new Set([
    ...own.filter(({ amount }) => amount !== undefined).map(({ key }) => key),
    ...own.flatMap(accountKeysOf),
  ]);
  return {
    uses: [...new Set([...met, ...consigned])],
    sums: sumsOf(all.filter(({ key }) => keys.has(key))),
  };
}

/** What was consigned under a paper, or where an identifier is. */
function isContentOf({ kind, key }: Use, met: Use): boolean {
  if (key !== met.consignment) return false;
  return (met.kind === 'document' || met.kind === 'identifier') && kind === 'consigned';
}

/** Sums of uses by kind, key and month. */
export function sumsOf(uses: readonly Use[]): UseSum[] {
  const sums = new Map<string, UseSum>();
  for (const { kind, key, period, amount } of uses) {
    if (amount === undefined || period === undefined) continue;
    const id = `${kind} ${key} ${period}`;
    const before = sums.get(id);
    const total = new Big(before?.amount ?? 0).plus(amount).toFixed();
    sums.set(id, { kind, key, period, amount: total, count: (before?.count ?? 0) + 1 });
  }
  return [...sums.values()];
}
