import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often the projections were begun anew: whoever reads them for long can tell that it happened meanwhile. */
export class CountEditions1795001410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table prov_cursor add column edition bigint not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table prov_cursor drop column edition');
  }
}
