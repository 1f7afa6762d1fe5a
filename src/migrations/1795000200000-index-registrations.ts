import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a process that starts find the registrations (kind 2) among millions of events without reading those. Partial,
 * so that appending an event costs nothing.
 */
export class IndexRegistrations1795000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index log_entries_registrations on log_entries (idx) where kind = 2',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index log_entries_registrations');
  }
}
