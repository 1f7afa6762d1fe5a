import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A signed head may be recorded without waiting for the disk: the signer keeps the newest of them in its own file, and
 * records again what a crash of the server took. Of the growth of the log, which was told here, processes tell one
 * another by themselves, and less often.
 */
export class RecordCheckpointsBehind1795001360000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function log_record_checkpoint(
        signed_size bigint, signed_root bytea, signed_note text, known_size bigint, is_durable boolean
      ) returns table (newest bigint, newest_root bytea, is_recorded boolean) language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(1129665876, 2);
        is_recorded := false;
        select c.size, c.root into newest, newest_root from log_checkpoints c order by c.size desc limit 1;
        newest := coalesce(newest, 0);
        -- A smaller one than is known: heads were lost, and are put back before another is recorded.
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
      drop function log_record_checkpoint(bigint, bytea, text, bigint);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function log_record_checkpoint(
        signed_size bigint, signed_root bytea, signed_note text, known_size bigint
      ) returns table (newest bigint, newest_root bytea, is_recorded boolean) language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(1129665876, 2);
        is_recorded := false;
        select c.size, c.root into newest, newest_root from log_checkpoints c order by c.size desc limit 1;
        if coalesce(newest, 0) <= known_size and coalesce(newest, 0) < signed_size then
          insert into log_checkpoints (size, root, note) values (signed_size, signed_root, signed_note);
          perform pg_notify('log_growth', signed_size::text);
          newest := signed_size;
          newest_root := signed_root;
          is_recorded := true;
        end if;
        return next;
      end
      $$;
      revoke execute on function log_record_checkpoint(bigint, bytea, text, bigint) from public;
      grant execute on function log_record_checkpoint(bigint, bytea, text, bigint) to custody_app;
      drop function log_record_checkpoint(bigint, bytea, text, bigint, boolean);
    `);
  }
}
