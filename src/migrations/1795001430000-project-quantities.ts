import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is consigned is told by its parts, residue is an entry, fuelwood is sawn with the logs: projected anew. */
export class ProjectQuantities1795001430000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      truncate prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
        prov_involved, prov_lookups, prov_notices, prov_skipped, prov_uses, prov_use_sums;
      -- The projector goes through the log once more, and asks for no judgement of what was judged.
      update prov_cursor
        set next_idx = 0, quiet_below = greatest(quiet_below, next_idx), edition = edition + 1;
    `);
  }

  async down(): Promise<void> {
    // Uses that are projected already do no harm.
  }
}
