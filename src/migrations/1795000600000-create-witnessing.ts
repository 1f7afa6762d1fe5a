import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cosignatures of witnesses, append-only as the checkpoints they stand under, and the head that is proposed to them:
 * one for all processes, so that witnesses agree on one, and published when a quorum has cosigned it.
 */
export class CreateWitnessing1795000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_cosignatures (
        size bigint not null,
        -- The witness's verification key.
        witness text not null,
        -- The signature line, with its line feed.
        line text not null,
        stored_at timestamptz not null default now(),
        constraint log_cosignatures_pk primary key (size, witness)
      );
      create index log_cosignatures_by_witness on log_cosignatures (witness, size);

      create table log_proposed (
        id boolean primary key default true check (id),
        size bigint not null,
        proposed_at timestamptz not null
      );
      insert into log_proposed values (true, 0, 'epoch');

      create trigger refuse_change before update or delete or truncate on log_cosignatures
        for each statement execute function log_refuse_change();
      create trigger refuse_change before delete or truncate on log_proposed
        for each statement execute function log_refuse_change();
      create trigger refuse_shrinking before update on log_proposed
        for each row when (new.size < old.size) execute function log_refuse_change();
      alter table log_cosignatures enable always trigger refuse_change;
      alter table log_proposed enable always trigger refuse_change;
      alter table log_proposed enable always trigger refuse_shrinking;

      grant select, insert on log_cosignatures to custody_app;
      grant select, update on log_proposed to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table log_proposed, log_cosignatures');
  }
}
