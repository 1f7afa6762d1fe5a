import { Injectable } from '@nestjs/common';
import type { Act } from '../../custody/replay/act.js';
import type { Use } from '../../custody/uses/use.js';
import { isMoved, usesOf } from '../../custody/uses/uses-of.js';
import { Database } from '../../platform/database/database.js';
import { UsesStore } from './uses.store.js';

interface JudgedWith {
  /** Keys of the consignments that were judged together. */
  readonly consignments: ReadonlySet<string>;
  /** Of the projections they were read from. */
  readonly edition: number | undefined;
}

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
   * @param judged what the judgement was made of: of consignments without it, and of projections that were begun anew
   *   since, it says nothing
   * @returns whether any were moved: what was known must be read again
   */
  async settle(acts: readonly Act[], stored: readonly Use[], judged: JudgedWith): Promise<boolean> {
    if (acts.length === 0) return false;
    const byIndex = new Map(stored.map((use) => [use.index, use]));
    const moved = new Map<number, Act>();
    for (const act of acts) {
      if (isMoved(act, byIndex.get(act.index), judged.consignments)) moved.set(act.index, act);
    }
    if (moved.size === 0) return false;
    await this.database.transaction(async (tx) => {
      // The projector writes uses only while it holds this.
      const [cursor] = await tx.query<{ edition: number }>(
        'select edition from prov_cursor where next_idx >= quiet_below for update',
      );
      if (cursor === undefined || cursor.edition !== judged.edition) return;
      const uses = [...moved.values()].flatMap(usesOf);
      await this.store.write(tx, { replaced: [...moved.keys()], uses });
    });
    return true;
  }
}
