import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What acts use of things that many lineages share, and sums of it by month. A projection: `rebuild` makes it again. */
export class CreateUses1795001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table prov_uses (
        idx bigint not null,
        -- Place among the uses of the act.
        part integer not null,
        kind text not null,
        -- Which thing; low and high: the numbers behind it, where it is numbered.
        key text not null,
        low bigint,
        high bigint,
        hash text not null,
        at bigint not null,
        recorded_at bigint not null,
        actor text not null,
        consignment text,
        items text[] not null,
        place text,
        amount numeric,
        period text,
        detail text not null,
        primary key (idx, part)
      );
      create index prov_uses_numbers on prov_uses (kind, key, low) where low is not null;
      create index prov_uses_times on prov_uses (kind, key, at)
        where low is null and kind not in ('intake', 'claimed', 'unproven', 'origin');
      create index prov_uses_lot on prov_uses ((items[1]))
        where kind in ('intake', 'claimed', 'unproven', 'origin');

      create table prov_use_sums (
        key text not null,
        kind text not null,
        period text not null,
        amount numeric not null,
        uses bigint not null,
        primary key (key, kind, period)
      );

      -- The sums follow the rows, whoever writes them: a statement adds what it inserted and takes off what it deleted.
      create function prov_use_sums_add() returns trigger language plpgsql as $$
        begin
          insert into prov_use_sums (key, kind, period, amount, uses)
            select key, kind, period, sum(amount), count(*) from changed where amount is not null
            group by key, kind, period order by key, kind, period
            on conflict (key, kind, period) do update
              set amount = prov_use_sums.amount + excluded.amount, uses = prov_use_sums.uses + excluded.uses;
          return null;
        end $$;
      create function prov_use_sums_take() returns trigger language plpgsql as $$
        begin
          update prov_use_sums s set amount = s.amount - gone.amount, uses = s.uses - gone.uses
            from (
              select key, kind, period, sum(amount) as amount, count(*) as uses from changed
              where amount is not null group by key, kind, period
            ) gone
            where s.key = gone.key and s.kind = gone.kind and s.period = gone.period;
          delete from prov_use_sums s using changed
            where s.key = changed.key and s.kind = changed.kind and s.period = changed.period and s.uses = 0;
          return null;
        end $$;
      create trigger sums_add after insert on prov_uses referencing new table as changed
        for each statement execute function prov_use_sums_add();
      create trigger sums_take after delete on prov_uses referencing old table as changed
        for each statement execute function prov_use_sums_take();
      create function prov_uses_refuse_update() returns trigger language plpgsql as $$
        begin
          raise exception 'uses are deleted and inserted, never updated: their sums would not follow';
        end $$;
      create trigger refuse_update before update on prov_uses
        for each statement execute function prov_uses_refuse_update();

      grant select, insert, delete, truncate on prov_uses to custody_app;
      grant select, insert, update, delete, truncate on prov_use_sums to custody_app;

      -- What was projected before knows nothing of uses: the projector goes through the log once more, and asks for no
      -- judgement of what was judged.
      truncate prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
        prov_involved, prov_lookups, prov_notices, prov_skipped;
      update prov_cursor set next_idx = 0, quiet_below = greatest(quiet_below, next_idx);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table prov_uses, prov_use_sums;
      drop function prov_use_sums_add, prov_use_sums_take, prov_uses_refuse_update;
    `);
  }
}
