import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Challenges and sessions of login. Only hashes are kept: who reads the database cannot use what it finds.
 * Both tables hold nothing that outlives its expiry, and rows never change: they are inserted and deleted.
 */
export class CreateAccess1795000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table login_challenges (
        challenge_hash bytea not null,
        expires_at timestamptz not null,
        constraint login_challenges_pk primary key (challenge_hash),
        constraint login_challenges_hash_is_sha256 check (octet_length(challenge_hash) = 32)
      );
      create index login_challenges_by_expiry on login_challenges (expires_at);

      create table login_sessions (
        token_hash bytea not null,
        party text not null,
        keyid text not null,
        expires_at timestamptz not null,
        constraint login_sessions_pk primary key (token_hash),
        constraint login_sessions_hash_is_sha256 check (octet_length(token_hash) = 32)
      );
      create index login_sessions_by_expiry on login_sessions (expires_at);

      grant select, insert, delete on login_challenges, login_sessions to custody_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table login_sessions, login_challenges');
  }
}
