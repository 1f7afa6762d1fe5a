import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { explainIssues } from '../custody/vocabulary/explain-issues.js';
import { login, type Login } from '../custody/vocabulary/login.js';
import type { Role } from '../custody/vocabulary/roles.js';
import { parseInstant } from '../custody/vocabulary/times.js';
import { LedgerIdentity, REHEARSAL_PREFIX } from '../ledger/ledger-identity.js';
import { sentence } from '../ledger/refusal.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { Problem } from '../platform/http/problem.js';
import {
  decodeBase64,
  encodeBase64,
  formatTime,
  kindOfPayloadType,
  parseCanonical,
  parseEnvelope,
  payloadTypeOf,
  preAuthEncoding,
  ProtocolError,
  verify,
  type Envelope,
} from '../protocol/index.js';
import type { RegisteredKey } from '../registry/registered.js';
import { Registry } from '../registry/registry.js';
import { AccessStore } from './access.store.js';
import { Audience } from './audience.js';
import { Sessions } from './sessions.js';

/** A challenge must be answered within this time, once. */
const CHALLENGE_MS = 60_000;
/** How far `issuedAt` may be from the service's clock. */
const ISSUED_AT_TOLERANCE_MS = 5 * 60_000;
/** Expired rows are deleted at most this often by each process. */
const SWEEP_EVERY_MS = 60_000;

export interface Challenge {
  /** Base64 of 32 random bytes. */
  readonly challenge: string;
  readonly expiresAt: string;
}

export interface LoggedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly party: string;
  readonly roles: readonly Role[];
}

/** Login with a registered key: the party signs a `login` statement over a fresh challenge. */
@Injectable()
export class LogIn {
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: AccessStore,
    private readonly sessions: Sessions,
    private readonly registry: Registry,
    private readonly audience: Audience,
    private readonly identity: LedgerIdentity,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async challenge(): Promise<Challenge> {
    const now = this.clock.now();
    await this.sweep(now);
    const challenge = randomBytes(32);
    const expiresAt = now + CHALLENGE_MS;
    await this.store.addChallenge(challenge, expiresAt);
    return { challenge: encodeBase64(challenge), expiresAt: formatTime(expiresAt) };
  }

  /**
   * @throws Problem 400 for what cannot be read, 401 for what does not prove a registered party; a 401 says only
   *   what the caller could know without us, never whether a party or key exists
   */
  async logIn(body: Uint8Array): Promise<LoggedIn> {
    const envelope = readEnvelope(body);
    const statement = readLogin(envelope);
    this.judgeAddressee(statement);
    if (!(await this.store.takeChallenge(decodeBase64(statement.challenge), this.clock.now()))) {
      throw refused('The challenge is unknown, expired or used. Get a new one; it is good once.');
    }
    const key = this.signerOf(envelope, statement);
    const party = this.registry.party(statement.actor);
    if (key === undefined || party === undefined) throw refused(NOT_PROVEN);
    const { token, expiresAt } = await this.sessions.open(party.id, key.keyid);
    return { token, expiresAt: formatTime(expiresAt), party: party.id, roles: party.roles };
  }

  /** What is public: who we are and what time it is. */
  private judgeAddressee(statement: Login): void {
    const { origin } = this.identity;
    if (statement.ledger !== origin) {
      throw refused(`The statement is for another ledger; this one is ${origin}.`);
    }
    if (!this.audience.includes(statement.audience)) {
      throw refused(`The audience must be ${this.audience.url}, this service's public address.`);
    }
    // No signer's clock agrees with a simulated one.
    if (origin.startsWith(REHEARSAL_PREFIX)) return;
    const issuedAt = parseInstant(statement.issuedAt) ?? Number.NaN;
    if (Math.abs(issuedAt - this.clock.now()) <= ISSUED_AT_TOLERANCE_MS) return;
    throw refused('issuedAt is more than 5 minutes from our clock; set yours and sign again.');
  }

  /** The key, if it is registered, alive, the actor's, and signed this. */
  private signerOf(envelope: Envelope, statement: Login): RegisteredKey | undefined {
    const [signature] = envelope.signatures;
    const key = signature === undefined ? undefined : this.registry.key(signature.keyid);
    // Checked against some key in any case, so that the time taken does not tell a known keyid from an unknown one.
    const message = preAuthEncoding(envelope.payloadType, envelope.payload);
    const holds = verify(
      message,
      signature?.signature ?? new Uint8Array(),
      key?.publicKey ?? this.identity.publicKey,
    );
    const isActors =
      key !== undefined && key.revokedAt === undefined && key.party === statement.actor;
    return isActors && holds && envelope.signatures.length === 1 ? key : undefined;
  }

  private async sweep(now: number): Promise<void> {
    // A clock that was set back (rehearsal) must not stop the sweeping.
    if (Math.abs(now - this.sweptAt) < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    await this.store.sweep(now);
  }
}

const NOT_PROVEN =
  'The signature does not prove the actor: it takes one signature, by a key registered to that party and not revoked.';

function readEnvelope(body: Uint8Array): Envelope {
  try {
    return parseEnvelope(body);
  } catch (error) {
    if (error instanceof ProtocolError)
      throw unreadable(error.code, sentence(error.message), error);
    throw error;
  }
}

function readLogin(envelope: Envelope): Login {
  if (kindOfPayloadType(envelope.payloadType) !== 'login') {
    throw unreadable(
      'unsupported-payload-type',
      `This address takes only ${payloadTypeOf('login')}.`,
    );
  }
  const parsed = login.safeParse(readPayload(envelope.payload));
  if (parsed.success) return parsed.data;
  throw new Problem({
    status: 400,
    code: 'schema',
    detail: 'The payload is not a login statement.',
    errors: explainIssues(parsed.error),
  });
}

function readPayload(payload: Uint8Array): unknown {
  try {
    return parseCanonical(payload);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw unreadable(
      error.code === 'too-large' ? 'too-large' : 'not-canonical',
      sentence(error.message),
      error,
    );
  }
}

function unreadable(code: string, detail: string, cause?: unknown): Problem {
  return new Problem({ status: code === 'too-large' ? 413 : 400, code, detail, cause });
}

function refused(detail: string): Problem {
  return new Problem({ status: 401, code: 'login-refused', detail });
}
