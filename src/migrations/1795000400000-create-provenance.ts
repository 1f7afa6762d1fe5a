import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Projections that provenance keeps of the log. Everything here but the outbox can be dropped and made again, so
 * there are no foreign keys, and event contents stay in the log alone.
 */
export class CreateProvenance1795000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table prov_cursor (
        only_row boolean primary key default true constraint prov_cursor_only check (only_row),
        next_idx bigint not null default 0,
        -- Entries below this index were judged before a rebuild: they ask for no judgement again.
        quiet_below bigint not null default 0
      );
      insert into prov_cursor default values;

      create table prov_events (
        idx bigint primary key,
        type text not null,
        actor text not null,
        principal text,
        witness text,
        consignment text,
        handover text,
        to_party text,
        -- Entry that a CORRECT replaces.
        corrects bigint,
        items text[] not null,
        -- What a TRANSFORM, SPLIT or MERGE consumed.
        inputs text[],
        -- A DISPATCH whose signer held the goods.
        is_held_offer boolean not null default false
      ) with (fillfactor = 95);
      create index prov_events_consignment on prov_events (consignment, idx) where consignment is not null;
      create index prov_events_handover on prov_events (handover) where handover is not null;
      create index prov_events_corrects on prov_events (corrects) where corrects is not null;

      create table prov_event_items (
        item_id text not null,
        idx bigint not null,
        -- The event made the item out of others.
        is_output boolean not null,
        primary key (item_id, idx)
      );

      create table prov_items (
        item_id text primary key,
        -- Who held it, in log order, and what waits for an earlier event: see custody-trail.ts.
        trail text not null
      );

      create table prov_consignments (
        key text primary key,
        ucr text not null,
        year integer not null,
        first_idx bigint not null,
        first_occurred_at bigint not null,
        opened_idx bigint,
        opener text
      );
      create index prov_consignments_ucr on prov_consignments (ucr);

      create table prov_consignment_items (
        consignment text not null,
        item_id text not null,
        since_idx bigint not null,
        -- Named by the CONSIGN that opened it, or made from such an item within it.
        is_consigned boolean not null,
        primary key (consignment, item_id)
      );
      create index prov_consignment_items_item on prov_consignment_items (item_id);

      create table prov_involved (
        -- An item id, or a consignment key (which holds a ';' and so is never an item id).
        subject text not null,
        kind text not null constraint prov_involved_kind check (kind in ('party', 'country', 'site', 'inspector')),
        value text not null,
        since_idx bigint not null,
        primary key (subject, kind, value)
      );

      create table prov_lookups (
        kind text not null,
        -- Normalised value, or the prefix of a range.
        value text not null,
        low bigint,
        high bigint,
        idx bigint not null,
        item_id text
      );
      create index prov_lookups_value on prov_lookups (kind, value, low);

      create table prov_notices (
        idx bigint primary key,
        kind text not null constraint prov_notices_kind check (kind in ('finding', 'decision')),
        alert text not null,
        actor text,
        consignment text,
        items text[] not null
      );
      create index prov_notices_alert on prov_notices (alert, idx);
      create index prov_notices_consignment on prov_notices (consignment) where consignment is not null;

      create table prov_skipped (
        idx bigint primary key,
        reason text not null
      );

      create table judgement_outbox (
        id bigint generated always as identity primary key,
        up_to bigint not null,
        items text[] not null,
        consignments text[] not null,
        leased_until timestamptz,
        attempts integer not null default 0
      );

      grant select, insert, update, delete, truncate on
        prov_cursor, prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
        prov_involved, prov_lookups, prov_notices, prov_skipped to custody_app;
      grant select, insert, update, delete on judgement_outbox to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table judgement_outbox, prov_skipped, prov_notices, prov_lookups, prov_involved,
        prov_consignment_items, prov_consignments, prov_items, prov_event_items, prov_events, prov_cursor;
    `);
  }
}
