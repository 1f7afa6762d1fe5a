import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The completeness map. Subjects, entries, pages and cursor are derived from the log and can be made again; the roots
 * are what was stated, one for each `map` statement, and stay.
 */
export class CreateMap1795000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table map_state (
        only_row boolean primary key default true constraint map_state_only check (only_row),
        -- The first entry that is not in the map yet.
        next_idx bigint not null default 0,
        root bytea not null constraint map_state_root check (octet_length(root) = 32),
        -- Entries the map held when the root last changed: the size in the root's statement; 0 before the first.
        root_size bigint not null default 0
      );
      insert into map_state (root) values (decode(repeat('00', 32), 'hex'));

      create table map_subjects (
        subject text collate "C" primary key,
        key bytea not null constraint map_subjects_key check (octet_length(key) = 32),
        salt bytea not null constraint map_subjects_salt check (octet_length(salt) = 32),
        count bigint not null,
        chain bytea not null constraint map_subjects_chain check (octet_length(chain) = 32)
      );

      create table map_entries (
        subject text collate "C" not null,
        idx bigint not null,
        primary key (subject, idx)
      );

      -- Four levels of the tree in a row; path: the half bytes of the key that lead to it, in hex.
      create table map_pages (
        path text collate "C" primary key,
        slots bytea not null
      );

      create table map_roots (
        size bigint primary key,
        root bytea not null constraint map_roots_root check (octet_length(root) = 32),
        -- Entry of the statement.
        idx bigint not null
      );
      create trigger refuse_change before update or delete or truncate on map_roots
        for each statement execute function log_refuse_change();
      alter table map_roots enable always trigger refuse_change;

      grant select, update on map_state to custody_app;
      grant select, insert, update, delete, truncate on map_subjects, map_entries, map_pages to custody_app;
      grant select, insert on map_roots to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table map_roots, map_pages, map_entries, map_subjects, map_state;');
  }
}
