import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each signed head says which one it follows, so that an audit sees when one between two others was taken away: with it
 * would go the first receipts that were given against it.
 */
export class LinkCheckpoints1795001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Size of the head recorded before this one; 0 for the first.
      alter table log_checkpoints add column follows bigint;

      alter table log_checkpoints disable trigger refuse_change;
      update log_checkpoints c set follows = earlier.size
        from (select size as own, coalesce(lag(size) over (order by size), 0) as size from log_checkpoints) earlier
        where c.size = earlier.own;
      alter table log_checkpoints enable always trigger refuse_change;
      alter table log_checkpoints alter column follows set not null;

      create function log_link_checkpoint() returns trigger language plpgsql as $$
      begin
        new.follows := coalesce((select max(size) from log_checkpoints where size < new.size), 0);
        return new;
      end
      $$;
      create trigger link before insert on log_checkpoints
        for each row execute function log_link_checkpoint();
      alter table log_checkpoints enable always trigger link;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger link on log_checkpoints;
      drop function log_link_checkpoint();
      alter table log_checkpoints drop column follows;
    `);
  }
}
