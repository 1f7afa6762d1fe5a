import { expect, jest } from '@jest/globals';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import {
  encodeBase64,
  payloadTypeOf,
  preAuthEncoding,
  sign,
  type StatementKind,
} from '../../src/protocol/index.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.js';
import { type Answer, makeKey, Parties, type TestKey, type TestParty } from '../support/parties.js';

/** A busy machine takes its time to start PostgreSQL, migrate and begin a ledger. */
export const START_MS = 120_000;

/** The same for a single test: a limit against hanging, not a measure of speed. */
jest.setTimeout(60_000);

export interface JsonEnvelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

/** An answer with its text: receipts must be equal byte for byte, refusals must not leak. */
export interface TextAnswer extends Answer {
  readonly text: string;
}

/** One running service and somebody who talks to it as any client would, with good and with bad input. */
export class Desk {
  readonly parties: Parties;
  private count = 0;

  private constructor(readonly service: TestApp) {
    this.parties = new Parties(service);
  }

  static async open(options: TestAppOptions = {}): Promise<Desk> {
    return new Desk(await startTestApp(options));
  }

  get origin(): string {
    return this.parties.origin;
  }

  async party(id: string, roles: readonly Role[], country = 'RW'): Promise<TestParty> {
    return this.parties.party(id, roles, { country });
  }

  /** A second key of the same party. */
  async anotherKey({ id }: TestParty): Promise<TestParty> {
    const key = makeKey();
    const body = { key: { party: id, jwk: key.jwk } };
    await this.parties.register('key', body, [this.parties.registrar, key]);
    return { id, key };
  }

  nextId(prefix = 'e'): string {
    this.count += 1;
    return `${prefix}-${this.count}`;
  }

  /** A COMMISSION that would be taken; `over` replaces members, `undefined` takes one away. */
  commission(party: Pick<TestParty, 'id'>, over: object = {}): Record<string, unknown> {
    const eventId = this.nextId();
    return {
      schema: 'custody-event/1',
      ledger: this.origin,
      eventId,
      type: 'COMMISSION',
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      actor: party.id,
      basis: 'mined',
      place: { lat: -2.125, lon: 29.5 },
      items: [{ itemId: `LOT-${eventId}`, hs: '261590', qty: { value: '250.5', unit: 'KGM' } }],
      ...over,
    };
  }

  /** Any event of the party: header and clock are filled in. */
  event(party: Pick<TestParty, 'id'>, body: object): Record<string, unknown> {
    return {
      schema: 'custody-event/1',
      ledger: this.origin,
      eventId: this.nextId(),
      occurredAt: new Date(Date.now() - 1000).toISOString(),
      actor: party.id,
      ...body,
    };
  }

  sign(payload: object, ...signers: readonly TestKey[]): Uint8Array {
    return this.parties.sign('event', payload, signers);
  }

  async post(body: Uint8Array | string, path = '/v1/events'): Promise<TextAnswer> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body),
    });
  }

  async ask(path: string, init: RequestInit = {}): Promise<TextAnswer> {
    const response = await fetch(`${this.service.url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body };
  }

  /** Entries that somebody posted; findings, which the ledger writes by itself, do not count. */
  async posted(): Promise<number> {
    const [row] = await this.service.database.query<{ n: number }>(
      'select count(*) as n from log_entries where kind <> 4',
    );
    return Number(row?.n);
  }

  /** The act is refused so, in the form of every refusal, and the log has not grown. */
  async refuses(act: () => Promise<TextAnswer>, status: number, code: string): Promise<TextAnswer> {
    const before = await this.posted();
    const answer = await act();
    expectProblem(answer, status, code);
    expect(await this.posted()).toBe(before);
    return answer;
  }

  async close(): Promise<void> {
    await this.service.close();
  }
}

/** An envelope over these very bytes, good or bad. */
export function envelopeOver(
  payload: string | Uint8Array,
  signers: readonly TestKey[],
  payloadType = payloadTypeOf('event'),
): JsonEnvelope {
  const bytes = Buffer.from(payload);
  const message = preAuthEncoding(payloadType, bytes);
  return {
    payload: encodeBase64(bytes),
    payloadType,
    signatures: signers.map(({ keyid, secretKey }) => ({
      keyid,
      sig: encodeBase64(sign(message, secretKey)),
    })),
  };
}

export function typeOfKind(kind: StatementKind): string {
  return payloadTypeOf(kind);
}

export function parsed(envelope: Uint8Array): JsonEnvelope {
  return JSON.parse(Buffer.from(envelope).toString('utf8'));
}

/** What would tell an attacker about the inside: paths, stack frames, SQL, names of classes and drivers. */
const INSIDE =
  /node_modules|\/src\/|\/dist\/|\.ts\b|\.js\b|    at |\bselect\b.+\bfrom\b|postgres|pg_|ECONN|Zod|Error:|SyntaxError|undefined|\[object/u;

/** RFC 9457, with a stable code, a sentence, an instance of its own, and nothing of the inside. */
export function expectProblem(answer: TextAnswer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body?.code }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/u);
  expectDocument(answer.body, status, code);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-powered-by')).toBeNull();
}

/** The document alone, as batches carry it. */
export function expectDocument(problem: unknown, status: number, code: string): void {
  expect(problem).toMatchObject({
    type: `/problems/${code}`,
    status,
    code,
    title: expect.stringMatching(/^\S.{2,}/u),
    detail: expect.stringMatching(/^\S.{9,}[.:]$/u),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/u),
  });
  expect(JSON.stringify(problem)).not.toMatch(INSIDE);
}

/** The members that a refused payload's answer points at. */
export function pointersOf({ body }: Answer): string[] {
  const errors: { pointer: string; detail: string }[] = body.errors ?? [];
  for (const { detail } of errors) expect(detail).toMatch(/\S{3,}/u);
  return errors.map(({ pointer }) => pointer);
}
