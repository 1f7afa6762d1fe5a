import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transaction.js';
import { arrayLiteral } from './array-literal.js';
import type { JudgementFocus } from './judgement-request.js';
import type { ProjectedRows } from './projection-rows.js';
import { UsesStore } from './uses/uses.store.js';

/** Writes what a batch projected: one statement per table, whatever the size of the batch. */
@Injectable()
export class ProjectionWriter {
  constructor(private readonly uses: UsesStore) {}

  /**
   * @param begin index of the batch's first entry
   * @returns goods of earlier batches whose judgement rests on what the batch changed
   */
  async write(tx: Tx, rows: ProjectedRows, begin: number): Promise<JudgementFocus[]> {
    await this.events(tx, rows.events);
    await this.eventItems(tx, rows.eventItems);
    await this.trails(tx, rows.trails);
    await this.consignments(tx, rows.consignments);
    await this.consignmentItems(tx, rows.consignmentItems);
    await this.involved(tx, rows.involved);
    await this.lookups(tx, rows.lookups);
    await this.notices(tx, rows.notices);
    const changed = await this.uses.write(tx, rows.uses);
    if (rows.heldEarlier.length > 0) {
      await tx.query('update prov_events set is_held_offer = true where idx = any($1)', [
        rows.heldEarlier,
      ]);
    }
    return this.uses.goodsBehind(tx, changed, begin);
  }

  async skip(tx: Tx, idx: number, reason: string): Promise<void> {
    await tx.query('insert into prov_skipped (idx, reason) values ($1, $2)', [idx, reason]);
  }

  /** Asks for judgement of each focus, in the same transaction as what changed. */
  async request(tx: Tx, focuses: ProjectedRows['focuses'], upTo: number): Promise<void> {
    if (focuses.length === 0) return;
    await tx.prepared(
      'prov_request',
      `insert into judgement_outbox (up_to, items, consignments)
        select $1, items::text[], consignments::text[]
        from unnest($2::text[], $3::text[]) with ordinality as f (items, consignments, n)
        order by n`,
      [
        upTo,
        arrayLiteral(focuses.map(({ items }) => arrayLiteral(items))),
        arrayLiteral(focuses.map(({ consignments }) => arrayLiteral(consignments))),
      ],
    );
  }

  private async events(tx: Tx, rows: ProjectedRows['events']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_insert_events',
      `insert into prov_events (idx, type, actor, principal, witness, consignment, handover, to_party, corrects,
          items, inputs, is_held_offer, recorded_at)
        select idx, type, actor, principal, witness, consignment, handover, to_party, corrects,
          items::text[], inputs::text[], is_held_offer, recorded_at
        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
          $8::text[], $9::bigint[], $10::text[], $11::text[], $12::boolean[], $13::bigint[])
          as e (idx, type, actor, principal, witness, consignment, handover, to_party, corrects, items, inputs,
            is_held_offer, recorded_at)`,
      [
        arrayLiteral(rows.map((row) => row.idx)),
        arrayLiteral(rows.map((row) => row.type)),
        arrayLiteral(rows.map((row) => row.actor)),
        arrayLiteral(rows.map((row) => row.principal)),
        arrayLiteral(rows.map((row) => row.witness)),
        arrayLiteral(rows.map((row) => row.consignment)),
        arrayLiteral(rows.map((row) => row.handover)),
        arrayLiteral(rows.map((row) => row.toParty)),
        arrayLiteral(rows.map((row) => row.corrects)),
        arrayLiteral(rows.map((row) => arrayLiteral(row.items))),
        arrayLiteral(rows.map((row) => row.inputs && arrayLiteral(row.inputs))),
        arrayLiteral(rows.map((row) => row.isHeldOffer)),
        arrayLiteral(rows.map((row) => row.recordedAt)),
      ],
    );
  }

  private async eventItems(tx: Tx, rows: ProjectedRows['eventItems']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_insert_event_items',
      `insert into prov_event_items (item_id, idx, is_output)
        select * from unnest($1::text[], $2::bigint[], $3::boolean[])`,
      [
        arrayLiteral(rows.map((row) => row.itemId)),
        arrayLiteral(rows.map((row) => row.idx)),
        arrayLiteral(rows.map((row) => row.isOutput)),
      ],
    );
  }

  private async trails(tx: Tx, rows: ProjectedRows['trails']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_upsert_trails',
      `insert into prov_items (item_id, trail)
        select * from unnest($1::text[], $2::text[])
        on conflict (item_id) do update set trail = excluded.trail`,
      [arrayLiteral(rows.map((row) => row.itemId)), arrayLiteral(rows.map((row) => row.trail))],
    );
  }

  private async consignments(tx: Tx, rows: ProjectedRows['consignments']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_upsert_consignments',
      `insert into prov_consignments (key, ucr, year, first_idx, first_occurred_at, opened_idx, opener)
        select * from unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::bigint[],
          $7::text[])
        on conflict (key) do update set opened_idx = excluded.opened_idx, opener = excluded.opener`,
      [
        arrayLiteral(rows.map((row) => row.key)),
        arrayLiteral(rows.map((row) => row.ucr)),
        arrayLiteral(rows.map((row) => row.year)),
        arrayLiteral(rows.map((row) => row.firstIdx)),
        arrayLiteral(rows.map((row) => row.firstOccurredAt)),
        arrayLiteral(rows.map((row) => row.openedIdx)),
        arrayLiteral(rows.map((row) => row.opener)),
      ],
    );
  }

  private async consignmentItems(tx: Tx, rows: ProjectedRows['consignmentItems']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_upsert_consignment_items',
      `insert into prov_consignment_items (consignment, item_id, since_idx, is_consigned)
        select * from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[])
        on conflict (consignment, item_id) do update set is_consigned = excluded.is_consigned`,
      [
        arrayLiteral(rows.map((row) => row.consignment)),
        arrayLiteral(rows.map((row) => row.itemId)),
        arrayLiteral(rows.map((row) => row.sinceIdx)),
        arrayLiteral(rows.map((row) => row.isConsigned)),
      ],
    );
  }

  private async involved(tx: Tx, rows: ProjectedRows['involved']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_insert_involved',
      `insert into prov_involved (subject, kind, value, since_idx)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
        on conflict do nothing`,
      [
        arrayLiteral(rows.map((row) => row.subject)),
        arrayLiteral(rows.map((row) => row.kind)),
        arrayLiteral(rows.map((row) => row.value)),
        arrayLiteral(rows.map((row) => row.sinceIdx)),
      ],
    );
  }

  private async lookups(tx: Tx, rows: ProjectedRows['lookups']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_insert_lookups',
      `insert into prov_lookups (kind, value, low, high, idx, item_id)
        select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])`,
      [
        arrayLiteral(rows.map(({ lookup }) => lookup.kind)),
        arrayLiteral(rows.map(({ lookup }) => lookup.value)),
        arrayLiteral(rows.map(({ lookup }) => lookup.low)),
        arrayLiteral(rows.map(({ lookup }) => lookup.high)),
        arrayLiteral(rows.map(({ idx }) => idx)),
        arrayLiteral(rows.map(({ lookup }) => lookup.item)),
      ],
    );
  }

  private async notices(tx: Tx, rows: ProjectedRows['notices']): Promise<void> {
    if (rows.length === 0) return;
    await tx.prepared(
      'prov_insert_notices',
      `insert into prov_notices (idx, kind, alert, actor, consignment, items)
        select idx, kind, alert, actor, consignment, items::text[]
        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          as n (idx, kind, alert, actor, consignment, items)`,
      [
        arrayLiteral(rows.map((row) => row.idx)),
        arrayLiteral(rows.map((row) => row.kind)),
        arrayLiteral(rows.map((row) => row.alert)),
        arrayLiteral(rows.map((row) => row.actor)),
        arrayLiteral(rows.map((row) => row.consignment)),
        arrayLiteral(rows.map((row) => arrayLiteral(row.items))),
      ],
    );
  }
}
