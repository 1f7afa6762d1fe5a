import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of processes are a new kind of use, and who corrects how much is counted: both are projected anew. */
export class ProjectRuns1795001330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      truncate prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
        prov_involved, prov_lookups, prov_notices, prov_skipped, prov_uses, prov_use_sums;
      alter table prov_events add recorded_at bigint not null;
      create index prov_events_actor on prov_events (actor, recorded_at);
      create index prov_events_corrections on prov_events (actor, recorded_at) where type = 'CORRECT';
      -- The projector goes through the log once more, and asks for no judgement of what was judged.
      update prov_cursor set next_idx = 0, quiet_below = greatest(quiet_below, next_idx);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Runs that are projected already do no harm.
    await runner.query('alter table prov_events drop column recorded_at');
  }
}
