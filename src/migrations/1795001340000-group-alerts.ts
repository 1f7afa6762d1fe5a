import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The incident each alert belongs to. Alerts from before begin one each, until `rebuild` groups them as well. */
export class GroupAlerts1795001340000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table alerts add incident text, add incident_since bigint;
      update alerts set incident = id, incident_since = opened_at;
      alter table alerts alter incident set not null, alter incident_since set not null;
      create index alerts_incident on alerts (incident);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table alerts drop column incident, drop column incident_since');
  }
}
