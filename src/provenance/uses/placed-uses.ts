import { Injectable } from '@nestjs/common';
import type { Act } from '../../custody/replay/act.js';
import type { Use } from '../../custody/uses/use.js';
import { usesOf } from '../../custody/uses/uses-of.js';
import { Database } from '../../platform/database/database.js';
import { UsesStore } from './uses.store.js';

/**
 * Keeps the uses of acts that name no consignment where their goods travel. The projector cannot: where that is only a
 * whole lineage tells, which whoever judges has at hand.
 */
@Injectable()
export class PlacedUses {
  constructor(
    private readonly database: Database,
    private readonly store: UsesStore,
  ) {}

  /**
   * @param acts as a judgement placed them
   * @param stored what was known of their uses
   * @param judged keys of the consignments that were judged with them: of others the judgement says nothing
   * @returns whether any were moved: what was known must be read again
   */
  async settle(
    acts: readonly Act[],
    stored: readonly Use[],
    judged: ReadonlySet<string>,
  ): Promise<boolean> {
    if (acts.length === 0) return false;
    const byIndex = new Map(stored.map((use) => [use.index, use]));
    const moved = new Map<number, Act>();
    for (const act of acts) {
      const use = byIndex.get(act.index);
      if (use?.consignment !== undefined && !judged.has(use.consignment)) continue;
      if (isMoved(act, use)) moved.set(act.index, act);
    }
    if (moved.size === 0) return false;
    await this.database.transaction(async (tx) => {
      // The projector writes uses only while it holds this.
      await tx.query('select next_idx from prov_cursor for update');
      const uses = [...moved.values()].flatMap(usesOf);
      await this.store.write(tx, { replaced: [...moved.keys()], uses });
    });
    return true;
  }
}

/** All uses of an act are of one consignment, so that any of them tells. */
function isMoved(act: Act, use: Use | undefined): boolean {
  if (use !== undefined) return use.consignment !== act.consignment;
  return act.consignment !== undefined && usesOf(act).length > 0;
}
