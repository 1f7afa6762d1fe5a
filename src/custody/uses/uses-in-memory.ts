import type { RecordedEvent } from '../lineage.js';
import { placedActs } from '../replay/replay.js';
import { partyKey } from './identifier-uses.js';
import { accountKeysOf } from './account-entries.js';
import { settle } from './settle.js';
import { isSameThing, type KnownUses, type Use, type UseSum } from './use.js';
import { usesOf } from './uses-of.js';
import { Big } from 'big.js';

/** All uses of some events: of a whole ledger, as the projector keeps them. */
export function usesOfEvents(events: readonly RecordedEvent[]): Use[] {
  const acts = placedActs(events).acts.toSorted((a, b) => a.index - b.index);
  return settle(acts.flatMap(usesOf));
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
  const ownKeys = new Set(own.map(({ key }) => key));
  const met = all.filter(
    (use) =>
      (ownKeys.has(use.key) && own.some((each) => isSameThing(each, use))) ||
      (use.kind === 'identifier' && also.has(use.key)),
  );
  const behind = new Set(met.filter(leadsToGoods).map(({ consignment }) => consignment));
  const consigned = all.filter(({ kind, key }) => kind === 'consigned' && behind.has(key));
  const keys = new Set([
    ...own.filter(({ amount }) => amount !== undefined).map(({ key }) => key),
    ...own.flatMap(accountKeysOf),
  ]);
  return {
    uses: [...new Set([...met, ...consigned])],
    sums: sumsOf(all.filter(({ key }) => keys.has(key))),
  };
}

/** What was consigned under a paper, or where an identifier is, is told as well. */
function leadsToGoods({ kind }: Use): boolean {
  return kind === 'document' || kind === 'identifier';
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
