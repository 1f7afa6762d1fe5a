import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log. Entries, identities and signed checkpoints are append-only: the service's role may only insert and read,
 * and triggers refuse everyone else too, whatever `session_replication_role` says. One row, the head, is the lock of
 * the whole log. Entries are partitioned by index, so that the cost of an append does not grow with the log.
 */
export class CreateLog1795000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(APPEND_ONLY);
    await runner.query(PARTITIONS);
    await runner.query(CHECKPOINTS);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function log_record_checkpoint(bigint, bytea, text, bigint);
      drop function log_add_partition(bigint);
      drop table log_statement_index, log_statement_index_cursor, log_published, log_checkpoints, log_tiles,
        log_identities, log_entries, log_head;
      drop function log_refuse_change();
      drop function log_refuse_tile_change();
    `);
  }
}

const TABLES = `
  create table log_head (
    id boolean primary key default true check (id),
    size bigint not null,
    root bytea not null check (octet_length(root) = 32),
    recorded_at timestamptz not null,
    last_leaf bytea not null check (octet_length(last_leaf) = 32),
    -- Roots of the complete subtrees at the right edge, largest first, 32 bytes each.
    frontier bytea not null,
    -- Index of the newest entry that changes who may sign; -1 before entry 0.
    registry_index bigint not null
  ) with (fillfactor = 10);
  insert into log_head values (
    true, 0, '\\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'epoch',
    '\\x0000000000000000000000000000000000000000000000000000000000000000', '', -1
  );

  create table log_entries (
    idx bigint not null primary key,
    recorded_at timestamptz not null,
    -- 1 event, 2 registration, 3 decision, 4 finding, 5 map
    kind smallint not null check (kind between 1 and 5),
    statement_hash bytea not null check (octet_length(statement_hash) = 32),
    leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
    statement bytea not null
  ) partition by range (idx);
  -- Base64 of signed JSON: compressing it costs more than it saves.
  alter table log_entries alter column statement set storage external;

  -- First 16 bytes of a SHA-256, as the narrowest type that holds them.
  create table log_identities (
    key uuid not null primary key,
    idx bigint not null
  );

  create table log_tiles (
    level smallint not null,
    n bigint not null,
    hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 8192),
    primary key (level, n)
  );
  alter table log_tiles alter column hashes set storage external;

  create table log_checkpoints (
    size bigint not null primary key,
    root bytea not null check (octet_length(root) = 32),
    note text not null,
    signed_at timestamptz not null default now()
  );

  create table log_published (
    id boolean primary key default true check (id),
    size bigint not null,
    published_at timestamptz not null
  );
  insert into log_published values (true, 0, 'epoch');

  -- Derived: finds an entry by its statement hash, of which the first 8 bytes are the key.
  create table log_statement_index (
    prefix bigint not null,
    idx bigint not null,
    primary key (prefix, idx)
  );
  create table log_statement_index_cursor (
    id boolean primary key default true check (id),
    next_idx bigint not null
  );
  insert into log_statement_index_cursor values (true, 0);
`;

const APPEND_ONLY = `
  create function log_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the log is append-only: % of % is refused', lower(tg_op), tg_table_name
      using errcode = 'insufficient_privilege';
  end
  $$;

  create function log_refuse_tile_change() returns trigger language plpgsql as $$
  begin
    if new.level = old.level and new.n = old.n
      and substring(new.hashes from 1 for octet_length(old.hashes)) = old.hashes then
      return new;
    end if;
    raise exception 'the log is append-only: a tile may only grow'
      using errcode = 'insufficient_privilege';
  end
  $$;

  create trigger refuse_change before update or delete or truncate on log_entries
    for each statement execute function log_refuse_change();
  create trigger refuse_change before update or delete or truncate on log_identities
    for each statement execute function log_refuse_change();
  create trigger refuse_change before update or delete or truncate on log_checkpoints
    for each statement execute function log_refuse_change();
  create trigger refuse_change before delete or truncate on log_tiles
    for each statement execute function log_refuse_change();
  create trigger refuse_tile_change before update on log_tiles
    for each row execute function log_refuse_tile_change();
  create trigger refuse_change before delete or truncate on log_head
    for each statement execute function log_refuse_change();
  create trigger refuse_shrinking before update on log_head
    for each row when (new.size < old.size or new.recorded_at < old.recorded_at)
    execute function log_refuse_change();
  create trigger refuse_change before delete or truncate on log_published
    for each statement execute function log_refuse_change();
  create trigger refuse_shrinking before update on log_published
    for each row when (new.size < old.size) execute function log_refuse_change();

  alter table log_entries enable always trigger refuse_change;
  alter table log_identities enable always trigger refuse_change;
  alter table log_checkpoints enable always trigger refuse_change;
  alter table log_tiles enable always trigger refuse_change;
  alter table log_tiles enable always trigger refuse_tile_change;
  alter table log_head enable always trigger refuse_change;
  alter table log_head enable always trigger refuse_shrinking;
  alter table log_published enable always trigger refuse_change;
  alter table log_published enable always trigger refuse_shrinking;
`;

/** Made as an empty table and then attached: attaching takes a lock that appends do not wait for. */
const PARTITIONS = `
  create function log_add_partition(number bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    width constant bigint := 500000;
    name text := format('log_entries_p%s', number);
  begin
    if number < 0 or number > 10000000 then
      raise exception 'there is no partition %', number;
    end if;
    perform pg_advisory_xact_lock(1129665876, 1);
    if to_regclass(format('public.%I', name)) is not null then
      return;
    end if;
    execute format('create table %I (like log_entries including all excluding indexes)', name);
    execute format(
      'create trigger refuse_change before update or delete or truncate on %I
         for each statement execute function log_refuse_change()', name);
    execute format('alter table %I enable always trigger refuse_change', name);
    execute format(
      'alter table log_entries attach partition %I for values from (%s) to (%s)',
      name, number * width, (number + 1) * width);
    execute format('grant select, insert on %I to custody_app', name);
  end
  $$;
  revoke execute on function log_add_partition(bigint) from public;
  grant execute on function log_add_partition(bigint) to custody_app;
  select log_add_partition(0), log_add_partition(1);
`;

/**
 * Records a signed head unless a larger one is there that the signer has not seen. Each statement of the function
 * has its own snapshot, so that what is read after the lock is what the lock protects.
 */
const CHECKPOINTS = `
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
`;

const GRANTS = `
  grant select, update on log_head, log_published, log_statement_index_cursor to custody_app;
  grant select, insert on log_entries, log_identities, log_checkpoints, log_statement_index to custody_app;
  grant select, insert, update (hashes) on log_tiles to custody_app;
`;
