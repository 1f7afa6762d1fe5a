import { describe, expect, it } from '@jest/globals';
import {
  type JsonValue,
  parseEnvelope,
  publicKeyOf,
  signStatement,
  storedBytes,
  thumbprint,
  toHex,
} from '../../protocol/index.js';
import { admitOne } from '../../../test/support/admission.js';
import { admitAll, nativeStoredBytes } from './admit-bytes.js';
import { KeyRing } from './key-ring.js';

const secretKey = new Uint8Array(32).fill(7);
const keyid = thumbprint(publicKeyOf(secretKey));

function event(over: Record<string, JsonValue> = {}): JsonValue {
  return {
    schema: 'custody-event/1',
    ledger: 'custody.example/1',
    eventId: 'e-1',
    type: 'COMMISSION',
    occurredAt: '2026-06-01T08:00:00+02:00',
    actor: 'P-1',
    basis: 'mined',
    place: { lat: -2.1, lon: 29.58 },
    items: [{ itemId: 'I-1', hs: '261590', qty: { value: '1', unit: 'KGM' } }],
    ...over,
  };
}

function envelope(payload: JsonValue = event(), kind: 'event' | 'decision' = 'event'): Buffer {
  return Buffer.from(storedBytes(signStatement(kind, payload, [secretKey])));
}

function ring(): KeyRing {
  const keys = new KeyRing();
  keys.add(keyid, publicKeyOf(secretKey));
  return keys;
}

function codeOf(bytes: Uint8Array): string {
  const admission = admitOne(bytes, 'event', ring());
  return admission.ok ? 'admitted' : `${admission.refusal.status} ${admission.refusal.code}`;
}

function withPayload(text: string): Buffer {
  const { payloadType, signatures } = JSON.parse(envelope().toString());
  return Buffer.from(
    JSON.stringify({ payload: Buffer.from(text).toString('base64'), payloadType, signatures }),
  );
}

describe('admission', () => {
  it('keeps the canonical bytes, their hash and what judging needs, and says which signatures hold', () => {
    const bytes = envelope();

    const admission = admitOne(bytes, 'event', ring());

    expect(admission).toMatchObject({
      ok: true,
      statement: {
        facts: { kind: 'event', type: 'COMMISSION', actor: 'P-1', localId: 'e-1' },
        signatures: [{ keyid, standing: 'valid' }],
        claim: undefined,
      },
    });
    if (!admission.ok) return;
    expect(toHex(admission.statement.stored)).toBe(toHex(bytes));
    expect(admission.statement.identity).toHaveLength(16);
  });

  it('says of a key nobody added that it is unknown, and of a signature over other bytes that it is invalid', () => {
    const other = JSON.parse(envelope(event({ eventId: 'e-2' })).toString());
    const mixed = { ...JSON.parse(envelope().toString()), signatures: other.signatures };

    const admissions = admitAll(
      [
        { bytes: envelope(), kind: 'event' },
        { bytes: Buffer.from(JSON.stringify(mixed)), kind: 'event' },
      ],
      ring(),
    );
    const unknown = admitOne(envelope(), 'event', new KeyRing());

    const standings = [...admissions, unknown].map(
      (admission) => admission.ok && admission.statement.signatures[0]?.standing,
    );
    expect(standings).toEqual(['valid', 'invalid', 'unknown']);
  });

  it.each([
    ['not json', '400 malformed-envelope'],
    ['[]', '400 malformed-envelope'],
    ['{"payload":"","payloadType":"x","signatures":[]}', '400 malformed-envelope'],
    [`{"payload":"${'A'.repeat(131_072)}","payloadType":"x","signatures":[]}`, '413 too-large'],
    [envelope().toString().replace('"payload":"e', '"payload":"-'), '400 bad-base64'],
    [envelope(event(), 'decision').toString(), '400 unsupported-payload-type'],
    [withPayload('{"b":1,"a":2}').toString(), '400 not-canonical'],
    [withPayload(`${'['.repeat(17)}${']'.repeat(17)}`).toString(), '400 not-canonical'],
    [withPayload('{}').toString(), '400 schema'],
    [withPayload(`"${'a'.repeat(65_535)}"`).toString(), '413 too-large'],
    [envelope(event({ occurredAt: '2026-06-01T08:00:00' })).toString(), '400 schema'],
    [envelope(event({ surplus: true })).toString(), '400 schema'],
  ])('refuses %#', (text, expected) => {
    expect(codeOf(Buffer.from(text))).toBe(expected);
  });

  it('stores what the core would store', () => {
    for (const payload of [event(), event({ note: 'é“\\u0000”漢🚢' }), event({ note: '' })]) {
      const parsed = parseEnvelope(envelope(payload));
      expect(toHex(nativeStoredBytes(parsed))).toBe(toHex(storedBytes(parsed)));
      const odd = { ...parsed, payloadType: 'a"\\é', payload: parsed.payload.slice(1) };
      expect(toHex(nativeStoredBytes(odd))).toBe(toHex(storedBytes(odd)));
    }
  });
});
