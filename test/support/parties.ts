import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import {
  jwkOfPublicKey,
  publicKeyOf,
  secretKeyOfJwk,
  signStatement,
  storedBytes,
  thumbprint,
  type JsonValue,
  type PublicJwk,
  type SecretJwk,
  type StatementKind,
} from '../../src/protocol/index.js';
import type { TestApp } from './app.js';

export interface TestKey {
  readonly secretKey: Uint8Array;
  readonly jwk: PublicJwk;
  readonly keyid: string;
}

/** A party that is registered, with one key of its own. */
export interface TestParty {
  readonly id: string;
  readonly key: TestKey;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON. */
  readonly body: any;
}

/** A fresh key, or the same one for the same seed. */
export function makeKey(secretKey: Uint8Array = randomBytes(32)): TestKey {
  const publicKey = publicKeyOf(secretKey);
  return { secretKey, jwk: jwkOfPublicKey(publicKey), keyid: thumbprint(publicKey) };
}

/** Acts for registrar and parties of a test: makes keys, registers, signs and logs in over HTTP, as anybody would. */
export class Parties {
  readonly registrar: TestKey;
  readonly origin: string;
  private count = 0;

  /** @param app the service; one that is not of this process says its origin itself */
  constructor(
    private readonly app: Pick<TestApp, 'url' | 'dataDir'> &
      (Pick<TestApp, 'app'> | { readonly origin: string }),
  ) {
    const file = join(app.dataDir, 'keys', 'registrar.jwk.json');
    const jwk: SecretJwk = JSON.parse(readFileSync(file, 'utf8'));
    this.registrar = makeKey(secretKeyOfJwk(jwk));
    this.origin =
      'origin' in app ? app.origin : app.app.get(LedgerIdentity, { strict: false }).origin;
  }

  /** Registers a party and one key for it. */
  async party(id: string, roles: readonly Role[], more: object = {}): Promise<TestParty> {
    await this.register('party', {
      party: { id, name: `Party ${id}`, country: 'RW', roles, ...more },
    });
    const key = makeKey();
    await this.register('key', { key: { party: id, jwk: key.jwk } }, [this.registrar, key]);
    return { id, key };
  }

  async site(id: string, operator: string, more: object = {}): Promise<void> {
    const site = { id, operator, kind: 'ASM', lat: -2, lon: 29.6, status: [], ...more };
    await this.register('site', { site });
  }

  async revoke(keyid: string, more: object = {}): Promise<number> {
    return this.register('key-revocation', { revocation: { keyid, reason: 'lost', ...more } });
  }

  /** @returns the index of the entry; throws when the ledger refuses */
  async register(kind: string, body: object, signers = [this.registrar]): Promise<number> {
    const answer = await this.tryRegister(kind, body, signers);
    if (answer.status === 201) return Number(answer.body.index);
    throw new Error(`cannot register ${kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Whatever the ledger answers. */
  async tryRegister(kind: string, body: object, signers = [this.registrar]): Promise<Answer> {
    return this.post('/v1/registrations', this.registration(kind, body, signers));
  }

  /** The envelope of a registration with an id of its own. */
  registration(kind: string, body: object, signers = [this.registrar]): Uint8Array {
    this.count += 1;
    const payload = {
      schema: 'custody-registration/1',
      ledger: this.origin,
      registrationId: `test-${this.count}`,
      kind,
      ...body,
    };
    return this.sign('registration', payload, signers);
  }

  sign(kind: StatementKind, payload: object, signers: readonly TestKey[]): Uint8Array {
    const secretKeys = signers.map((signer) => signer.secretKey);
    const json: JsonValue = JSON.parse(JSON.stringify(payload));
    return storedBytes(signStatement(kind, json, secretKeys));
  }

  async challenge(): Promise<string> {
    const { body } = await this.post('/v1/login/challenge');
    return String(body.challenge);
  }

  /** A login envelope over a fresh challenge; `over` replaces members of the payload. */
  async loginOf(party: string, key: TestKey, over: object = {}): Promise<Uint8Array> {
    const payload = {
      schema: 'custody-login/1',
      ledger: this.origin,
      challenge: await this.challenge(),
      actor: party,
      audience: this.app.url,
      issuedAt: new Date().toISOString(),
      ...over,
    };
    return this.sign('login', payload, [key]);
  }

  /** @returns a bearer token */
  async logIn({ id, key }: TestParty): Promise<string> {
    const answer = await this.post('/v1/login', await this.loginOf(id, key));
    if (answer.status === 200) return String(answer.body.token);
    throw new Error(`cannot log in as ${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async post(path: string, body?: Uint8Array, token?: string): Promise<Answer> {
    const headers = { ...(body && { 'content-type': 'application/json' }), ...bearer(token) };
    return this.ask(path, { method: 'POST', headers, ...(body && { body: Buffer.from(body) }) });
  }

  async get(path: string, token?: string): Promise<Answer> {
    return this.ask(path, { headers: bearer(token) });
  }

  private async ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.app.url}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
