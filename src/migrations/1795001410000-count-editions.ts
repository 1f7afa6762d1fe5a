import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often projections and map were begun anew: whoever reads them for long can tell that it happened meanwhile. */
export class CountEditions1795001410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['prov_cursor', 'map_state'])
      await runner.query(`alter table ${table} add column edition bigint not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['prov_cursor', 'map_state'])
      await runner.query(`alter table ${table} drop column edition`);
  }
}
