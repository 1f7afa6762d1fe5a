import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mirrored flows, opening stocks and finer prices are new uses: all are projected anew. Which CRITICAL alerts are about
 * lots of which accounts is noted from now on, and for older alerts when their lots are judged or alerts are rebuilt.
 */
export class SettleFlowsAndTaints1795001370000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alert_accounts (
        account text not null,
        alert text not null,
        primary key (account, alert)
      );
      grant select, insert, delete on alert_accounts to custody_app;
      truncate prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
        prov_involved, prov_lookups, prov_notices, prov_skipped, prov_uses, prov_use_sums;
      -- The projector goes through the log once more, and asks for no judgement of what was judged.
      update prov_cursor set next_idx = 0, quiet_below = greatest(quiet_below, next_idx);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Uses that are projected already do no harm.
    await runner.query('drop table alert_accounts');
  }
}
