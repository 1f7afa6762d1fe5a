import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** A session as stored: immutable, so a process may keep a copy until it expires. */
export interface Session {
  readonly party: string;
  readonly keyid: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/**
 * Challenges and sessions, shared by all API processes. Secrets come in and only their SHA-256 is stored; both are
 * 256 random bits, so a plain hash is enough. All times are the service clock's, never the database's.
 */
@Injectable()
export class AccessStore {
  constructor(private readonly database: Database) {}

  async addChallenge(challenge: Uint8Array, expiresAt: number): Promise<void> {
    await this.database.query(
      'insert into login_challenges (challenge_hash, expires_at) values ($1, $2)',
      [sha256(challenge), new Date(expiresAt)],
    );
  }

  /**
   * Uses a challenge up: of any number of simultaneous callers in any process at most one gets `true`.
   * @returns false when it was never given out, has expired, or was used
   */
  async takeChallenge(challenge: Uint8Array, now: number): Promise<boolean> {
    const rows = await this.database.query<{ expires_at: Date }>(
      'delete from login_challenges where challenge_hash = $1 returning expires_at',
      [sha256(challenge)],
    );
    const [row] = rows;
    return row !== undefined && row.expires_at.getTime() > now;
  }

  async addSession(token: string, session: Session): Promise<void> {
    await this.database.query(
      'insert into login_sessions (token_hash, party, keyid, expires_at) values ($1, $2, $3, $4)',
      [sha256(token), session.party, session.keyid, new Date(session.expiresAt)],
    );
  }

  /** The session of a token, expired ones included until they are swept. */
  async session(token: string): Promise<Session | undefined> {
    const [row] = await this.database.query<{ party: string; keyid: string; expires_at: Date }>(
      'select party, keyid, expires_at from login_sessions where token_hash = $1',
      [sha256(token)],
    );
    if (row === undefined) return undefined;
    return { party: row.party, keyid: row.keyid, expiresAt: row.expires_at.getTime() };
  }

  /** Deletes what expired at or before `now`. */
  async sweep(now: number): Promise<void> {
    await this.database.query('delete from login_challenges where expires_at <= $1', [
      new Date(now),
    ]);
    await this.database.query('delete from login_sessions where expires_at <= $1', [new Date(now)]);
  }
}

function sha256(secret: Uint8Array | string): Buffer {
  return createHash('sha256').update(secret).digest();
}
