import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transaction.js';
import type { ConsignmentRow } from './consignment-register.js';
import type { Trail } from './custody-trail.js';
import type { EventRow, NoticeRow, Partner } from './projection-rows.js';

export interface Cursor {
  /** The first entry that is not yet projected. */
  readonly next: number;
  /** Entries below ask for no judgement: they were judged before a rebuild. */
  readonly quietBelow: number;
}

/** What the projection reads of its own tables; each call is one statement for a whole batch. */
@Injectable()
export class ProjectionStore {
  /** Takes the cursor for this transaction; `undefined` when another process is projecting. */
  async lockCursor(tx: Tx): Promise<Cursor | undefined> {
    const rows = await tx.query<Cursor>(
      `select next_idx as next, quiet_below as "quietBelow" from prov_cursor for update skip locked`,
    );
    return rows[0];
  }

  async moveCursor(tx: Tx, next: number): Promise<void> {
    await tx.query('update prov_cursor set next_idx = $1', [next]);
  }

  async consignmentsOf(tx: Tx, ucrs: readonly string[]): Promise<ConsignmentRow[]> {
    if (ucrs.length === 0) return [];
    const rows = await tx.prepared<Nullable<Required<ConsignmentRow>, 'openedIdx' | 'opener'>>(
      'prov_consignments_of',
      `select key, ucr, year, first_idx as "firstIdx", first_occurred_at as "firstOccurredAt",
          opened_idx as "openedIdx", opener
        from prov_consignments
        where ucr = any($1)`,
      [ucrs],
    );
    return rows.map(({ openedIdx, opener, ...row }) => ({
      ...row,
      ...(openedIdx !== null && { openedIdx }),
      ...(opener !== null && { opener }),
    }));
  }

  /** Projected events by index: originals of corrections. */
  async eventsAt(
    tx: Tx,
    indexes: readonly number[],
  ): Promise<Pick<EventRow, 'idx' | 'items' | 'consignment'>[]> {
    if (indexes.length === 0) return [];
    const rows = await tx.prepared<
      Nullable<Pick<EventRow, 'idx' | 'items' | 'consignment'>, 'consignment'>
    >('prov_events_at', 'select idx, items, consignment from prov_events where idx = any($1)', [
      indexes,
    ]);
    return rows.map((row) => ({ ...row, consignment: row.consignment ?? undefined }));
  }

  /** What each alert is about, by the last thing the log says of it. */
  async alertsOf(
    tx: Tx,
    alerts: readonly string[],
  ): Promise<Pick<NoticeRow, 'alert' | 'consignment' | 'items'>[]> {
    if (alerts.length === 0) return [];
    const rows = await tx.prepared<
      Nullable<Pick<NoticeRow, 'alert' | 'consignment' | 'items'>, 'consignment'>
    >(
      'prov_alerts_of',
      `select distinct on (alert) alert, consignment, items
        from prov_notices
        where alert = any($1) and kind = 'finding'
        order by alert, idx desc`,
      [alerts],
    );
    return rows.map((row) => ({ ...row, consignment: row.consignment ?? undefined }));
  }

  async consignmentItems(
    tx: Tx,
    keys: readonly string[],
  ): Promise<{ consignment: string; itemId: string; isConsigned: boolean }[]> {
    if (keys.length === 0) return [];
    return tx.prepared(
      'prov_consignment_items',
      `select consignment, item_id as "itemId", is_consigned as "isConsigned"
        from prov_consignment_items
        where consignment = any($1)
        order by consignment, since_idx, item_id`,
      [keys],
    );
  }

  /** Consignments that were opened with any of the items, or hold what was made of theirs. */
  async consignedIn(
    tx: Tx,
    items: readonly string[],
  ): Promise<{ consignment: string; itemId: string }[]> {
    if (items.length === 0) return [];
    return tx.prepared(
      'prov_consigned_in',
      `select consignment, item_id as "itemId"
        from prov_consignment_items
        where item_id = any($1) and is_consigned`,
      [items],
    );
  }

  async partnersOf(
    tx: Tx,
    handovers: readonly string[],
  ): Promise<(Partner & { readonly handover: string })[]> {
    if (handovers.length === 0) return [];
    const rows = await tx.prepared<
      Nullable<Partner & { readonly handover: string }, 'principal' | 'toParty'>
    >(
      'prov_partners',
      `select handover, type, actor, principal, to_party as "toParty", items
        from prov_events
        where handover = any($1)
        order by idx`,
      [handovers],
    );
    return rows.map((row) => ({
      ...row,
      principal: row.principal ?? undefined,
      toParty: row.toParty ?? undefined,
    }));
  }

  async trailsOf(tx: Tx, items: readonly string[]): Promise<Map<string, Trail>> {
    if (items.length === 0) return new Map();
    const rows = await tx.prepared<{ itemId: string; trail: string }>(
      'prov_trails',
      'select item_id as "itemId", trail from prov_items where item_id = any($1)',
      [items],
    );
    return new Map(rows.map(({ itemId, trail }) => [itemId, parseTrail(trail)]));
  }
}

/** What PostgreSQL gives where a column may be null. */
type Nullable<Row, Key extends keyof Row> = Omit<Row, Key> & {
  readonly [Name in Key]: Row[Name] | null;
};

function parseTrail(text: string): Trail {
  const trail: Trail = JSON.parse(text);
  return trail;
}
