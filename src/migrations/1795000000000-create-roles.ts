import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The role the running service acts as. It owns nothing and may do only what later migrations grant it, so
 * that a fault in the service cannot rewrite the log. Roles belong to the cluster, hence "if missing".
 */
export class CreateRoles1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      begin
        if not exists (select from pg_roles where rolname = 'custody_app') then
          create role custody_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
        end if;
      exception when duplicate_object or unique_violation then null;
      end
      $$;
      revoke create on schema public from public;
      grant usage on schema public to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke usage on schema public from custody_app');
  }
}
