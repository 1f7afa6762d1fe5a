import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the log was derived again, and what was found changed: all processes halt by it. */
export class CreateIntegrityCheck1795001310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table integrity_check (
        id boolean primary key default true check (id),
        -- Where the next turn goes on; before it, the log was derived again since passed_at.
        next_idx bigint not null default 0,
        -- A process has taken the newest turn.
        turn_at timestamptz not null default now(),
        -- The end of the log was reached.
        passed_at timestamptz,
        -- What was found: [{"where", "what"}], and the window to look at again when it is mended.
        faults jsonb,
        fault_from bigint
      );
      insert into integrity_check default values;
      grant select, update on integrity_check to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table integrity_check');
  }
}
