import type { Login } from '../custody/vocabulary/login.js';
import type { Role } from '../custody/vocabulary/roles.js';
import { decodeUtf8, type SecretJwk, storedBytes } from '../protocol/index.js';
import { type Signer, signerOfJwk, signWith } from './signer.js';
import type { Transport } from './transport.js';

/** Who logs in, and with which of the party's keys: one at hand, or one that a signer holds. */
export type LoginKey =
  | { readonly party: string; readonly jwk: SecretJwk }
  | { readonly party: string; readonly signer: Signer };

export interface LoggedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly party: string;
  readonly roles: readonly Role[];
}

export interface SessionOptions {
  readonly transport: Transport;
  readonly key: LoginKey;
  /** The service's public address, which the login is meant for. */
  readonly audience: string;
  /** Origin of the ledger the login is signed for. */
  readonly ledger: () => Promise<string>;
}

/** A token this close to its end might lapse on the way. */
const RENEW_BEFORE_MS = 30_000;

interface Held {
  readonly loggedIn: LoggedIn;
  /** Epoch milliseconds; `undefined` where our clock and the service's disagree: then a refusal tells. */
  readonly renewAt: number | undefined;
}

/** Logs in with a key when a token is first needed, and again before it lapses or when it is refused. */
export class Session {
  private current: Promise<Held> | undefined;

  constructor(private readonly options: SessionOptions) {}

  /** A token that is still good; callers at the same time share one login. */
  async token(): Promise<string> {
    return (await this.loggedIn()).token;
  }

  async loggedIn(): Promise<LoggedIn> {
    const before = this.current;
    if (before !== undefined) {
      const { loggedIn, renewAt } = await before;
      if (renewAt === undefined || Date.now() < renewAt) return loggedIn;
      if (this.current === before) this.current = undefined;
    }
    this.current ??= this.logIn();
    return (await this.current).loggedIn;
  }

  /** The service did not take this token: the next caller logs in anew. */
  async forget(token: string): Promise<void> {
    const held = this.current;
    if (held !== undefined && (await held).loggedIn.token === token && this.current === held)
      this.current = undefined;
  }

  private async logIn(): Promise<Held> {
    try {
      const loggedIn = await this.answerChallenge();
      const expiresAt = Date.parse(loggedIn.expiresAt);
      // A fresh token that seems to have lapsed: one of the two clocks is wrong, or the service rehearses the past.
      const isClockSound = expiresAt > Date.now();
      return { loggedIn, renewAt: isClockSound ? expiresAt - RENEW_BEFORE_MS : undefined };
    } catch (error) {
      this.current = undefined;
      throw error;
    }
  }

  private async answerChallenge(): Promise<LoggedIn> {
    const { transport, key, audience } = this.options;
    // At the same time: each takes a while on a slow line.
    const [ledger, asked] = await Promise.all([
      this.options.ledger(),
      transport.send({ method: 'POST', path: 'v1/login/challenge', isRepeatable: true }),
    ]);
    const { challenge }: { challenge: string } = JSON.parse(await asked.text());
    const login: Login = {
      schema: 'custody-login/1',
      ledger,
      challenge,
      actor: key.party,
      audience,
      issuedAt: new Date().toISOString(),
    };
    const signer = 'signer' in key ? key.signer : signerOfJwk(key.jwk);
    const envelope = await signWith('login', login, [signer]);
    const answered = await transport.send({
      method: 'POST',
      path: 'v1/login',
      contentType: 'application/json',
      body: decodeUtf8(storedBytes(envelope)),
      // A challenge is good once: a second try of the same answer would be refused.
      isRepeatable: false,
    });
    const loggedIn: LoggedIn = JSON.parse(await answered.text());
    return loggedIn;
  }
}
