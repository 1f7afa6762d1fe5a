import { isEntry, isMetalEntry, settled } from './account-entries.js';
import type { Use } from './use.js';

/**
 * Uses as they count together: entries of accounts know where their lots come from. Pure and the same whatever it was
 * given before, so that it can be run over a part again whenever that part is complete: all origins of its lots.
 */
export function settle(uses: readonly Use[]): Use[] {
  const origins = originsByLot(uses);
  return uses
    .filter((use) => !isMetalEntry(use))
    .flatMap((use) => (isEntry(use) ? settled(use, origins.get(use.items[0] ?? '')) : [use]));
}

/** The first to bring a lot into the ledger, by log index. */
function originsByLot(uses: readonly Use[]): Map<string, Use> {
  const origins = new Map<string, Use>();
  for (const use of uses) {
    if (use.kind !== 'origin') continue;
    const known = origins.get(use.key);
    if (known === undefined || use.index < known.index) origins.set(use.key, use);
  }
  return origins;
}
