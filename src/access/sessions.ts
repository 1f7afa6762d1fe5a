import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock.js';
import { Registry } from '../registry/registry.js';
import { AccessStore, type Session } from './access.store.js';
import type { Reader } from './reader.js';

/** A token lives this long and cannot be extended: log in again. */
export const SESSION_MS = 15 * 60_000;

/** The prefix lets secret scanners find a token that leaked into a file. */
const TOKEN_PREFIX = 'custody_';
const TOKEN = /^custody_[A-Za-z0-9_-]{43}$/u;

/** Sessions of this many tokens are remembered by each process. */
const REMEMBERED = 10_000;

export interface OpenedSession {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Opaque bearer tokens: 256 random bits, of which only the hash is stored. */
@Injectable()
export class Sessions {
  /** Rows never change, so a copy is good until it expires; what may change is asked of the registry every time. */
  private readonly remembered = new Map<string, Session>();

  constructor(
    private readonly store: AccessStore,
    private readonly registry: Registry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async open(party: string, keyid: string): Promise<OpenedSession> {
    const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
    const expiresAt = this.clock.now() + SESSION_MS;
    await this.store.addSession(token, { party, keyid, expiresAt });
    return { token, expiresAt };
  }

  /**
   * Who holds this token, with the country and roles the registry gives the party now.
   * @returns `undefined` for every reason alike: unknown, expired, key revoked
   */
  async readerOf(token: string): Promise<Reader | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const session = await this.sessionOf(token);
    if (session === undefined || session.expiresAt <= this.clock.now()) return undefined;
    const key = this.registry.key(session.keyid);
    const party = this.registry.party(session.party);
    if (key === undefined || key.revokedAt !== undefined || party === undefined) return undefined;
    return { party: party.id, country: party.country, roles: party.roles, keyid: session.keyid };
  }

  private async sessionOf(token: string): Promise<Session | undefined> {
    const known = this.remembered.get(token);
    if (known !== undefined) return known;
    const session = await this.store.session(token);
    if (session === undefined) return undefined;
    this.remembered.set(token, session);
    if (this.remembered.size > REMEMBERED) {
      const [oldest] = this.remembered.keys();
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
    return session;
  }
}
