import { isEntry, isMetalEntry, settled } from './account-entries.js';
import { arrivedOf } from './flow-uses.js';
import type { Use } from './use.js';

/**
 * Uses as they count together: entries of accounts know where their lots come from, receipts to whom the goods were
 * consigned. Pure and the same whatever it was given before, so that it can be run over a part again whenever that part
 * is complete: all origins of its lots, and what opened its consignments.
 */
export function settle(uses: readonly Use[]): Use[] {
  const origins = firstByKey(uses, 'origin');
  const consigned = firstByKey(uses, 'consigned');
  return uses
    .filter((use) => !isDerived(use))
    .flatMap((use) => {
      if (isEntry(use)) return settled(use, origins.get(use.items[0] ?? ''));
      return use.kind === 'delivered' ? arrivedOf(use, consigned.get(use.key)) : [use];
    });
}

/** Does the use count together with others? {@link settledTogether} says with which. */
export function isSettled(use: Use): boolean {
  return use.kind === 'origin' || isEntry(use) || use.kind === 'arrived' || isOfConsignment(use);
}

/** Uses of which one of these words is the same are settled together. */
export function settledTogether(use: Use): { lot?: string; consignment?: string } {
  if (use.kind === 'origin' || isEntry(use)) return { lot: use.items[0] ?? '' };
  return isOfConsignment(use) ? { consignment: use.key } : {};
}

function isOfConsignment({ kind }: Use): boolean {
  return kind === 'consigned' || kind === 'delivered';
}

/** Made anew with every settling. */
function isDerived(use: Use): boolean {
  return isMetalEntry(use) || use.kind === 'arrived';
}

/** The first to bring a lot into the ledger, or to open a consignment, by log index. */
function firstByKey(uses: readonly Use[], kind: 'origin' | 'consigned'): Map<string, Use> {
  const first = new Map<string, Use>();
  for (const use of uses) {
    if (use.kind !== kind) continue;
    const known = first.get(use.key);
    if (known === undefined || use.index < known.index) first.set(use.key, use);
  }
  return first;
}
