import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Heads that nobody waits for on the database's disk can be put back after a crash only by the signer that recorded them,
 * and only before another records a later one. So one signer at a time may record without waiting, and nobody records
 * between a crash and the putting back. PostgreSQL empties an unlogged table when its server crashed: that tells.
 */
export class NameWhoRecordsBehind1795001380000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_recorder (
        id boolean primary key default true check (id),
        signer text not null
      );
      create unlogged table log_uncrashed (id boolean primary key default true check (id));
      grant select, insert, update on log_recorder to custody_app;
      grant select, insert on log_uncrashed to custody_app;

      -- Whoever was allowed before has his heads on disk when this is committed.
      create function log_take_over(taker text) returns void language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(1129665876, 2);
        insert into log_recorder (signer) values (taker) on conflict (id) do update set signer = taker;
        insert into log_uncrashed default values on conflict do nothing;
      end
      $$;

      create function log_record_checkpoint(
        signed_size bigint, signed_root bytea, signed_note text, known_size bigint, is_durable boolean, signed_by text
      ) returns table (newest bigint, newest_root bytea, is_recorded boolean, is_crashed boolean) language plpgsql as $$
      declare
        recorder text;
      begin
        perform pg_advisory_xact_lock(1129665876, 2);
        is_recorded := false;
        is_crashed := not exists (select from log_uncrashed);
        select c.size, c.root into newest, newest_root from log_checkpoints c order by c.size desc limit 1;
        newest := coalesce(newest, 0);
        if not is_crashed and newest = known_size and newest < signed_size then
          select r.signer into recorder from log_recorder r;
          if recorder = signed_by and not is_durable then
            perform set_config('synchronous_commit', 'off', true);
          end if;
          insert into log_checkpoints (size, root, note) values (signed_size, signed_root, signed_note);
          newest := signed_size;
          newest_root := signed_root;
          is_recorded := true;
        end if;
        return next;
      end
      $$;
      revoke execute on function log_take_over(text) from public;
      revoke execute on function log_record_checkpoint(bigint, bytea, text, bigint, boolean, text) from public;
      grant execute on function log_take_over(text) to custody_app;
      grant execute on function log_record_checkpoint(bigint, bytea, text, bigint, boolean, text) to custody_app;
      drop function log_record_checkpoint(bigint, bytea, text, bigint, boolean);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function log_record_checkpoint(
        signed_size bigint, signed_root bytea, signed_note text, known_size bigint, is_durable boolean
      ) returns table (newest bigint, newest_root bytea, is_recorded boolean) language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(1129665876, 2);
        is_recorded := false;
        select c.size, c.root into newest, newest_root from log_checkpoints c order by c.size desc limit 1;
        newest := coalesce(newest, 0);
        if newest = known_size and newest < signed_size then
          if not is_durable then
            perform set_config('synchronous_commit', 'off', true);
          end if;
          insert into log_checkpoints (size, root, note) values (signed_size, signed_root, signed_note);
          newest := signed_size;
          newest_root := signed_root;
          is_recorded := true;
        end if;
        return next;
      end
      $$;
      revoke execute on function log_record_checkpoint(bigint, bytea, text, bigint, boolean) from public;
      grant execute on function log_record_checkpoint(bigint, bytea, text, bigint, boolean) to custody_app;
      drop function log_record_checkpoint(bigint, bytea, text, bigint, boolean, text);
      drop function log_take_over(text);
      drop table log_recorder, log_uncrashed;
    `);
  }
}
