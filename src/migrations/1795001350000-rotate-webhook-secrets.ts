import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A receiver that changes its secret goes on being believed meanwhile: the one before signs too, for a time. */
export class RotateWebhookSecrets1795001350000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table webhook_endpoints
        add column previous_secret text,
        -- Epoch milliseconds: from then on it signs nothing more.
        add column previous_until bigint;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table webhook_endpoints drop column previous_secret, drop column previous_until',
    );
  }
}
