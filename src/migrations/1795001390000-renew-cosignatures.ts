import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A witness may cosign a tree again, so that a quiet log is not taken for one that is withheld; and the newest published
 * head that had its quorum is remembered, because the newest may be without.
 */
export class RenewCosignatures1795001390000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table log_cosignatures drop constraint log_cosignatures_pk,
        add constraint log_cosignatures_pk primary key (size, witness, line);
      alter table log_published add column quorum_size bigint not null default 0;
      create trigger refuse_forgetting before update on log_published
        for each row when (new.quorum_size < old.quorum_size) execute function log_refuse_change();
      alter table log_published enable always trigger refuse_forgetting;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger refuse_forgetting on log_published;
      alter table log_published drop column quorum_size;
      alter table log_cosignatures disable trigger refuse_change;
      delete from log_cosignatures older using log_cosignatures newer
        where newer.size = older.size and newer.witness = older.witness
          and (newer.stored_at, newer.line) > (older.stored_at, older.line);
      alter table log_cosignatures enable always trigger refuse_change;
      alter table log_cosignatures drop constraint log_cosignatures_pk,
        add constraint log_cosignatures_pk primary key (size, witness);
    `);
  }
}
