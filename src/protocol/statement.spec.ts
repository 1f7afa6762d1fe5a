import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { decodeUtf8, encodeBase64, encodeUtf8, fromHex, toHex } from './bytes.js';
import { canonicalize, type JsonValue } from './canonical-json.js';
import { preAuthEncoding } from './dsse.js';
import { publicKeyOf } from './ed25519.js';
import {
  envelopeOfJson,
  isSignedBy,
  kindOfPayloadType,
  parseEnvelope,
  payloadTypeOf,
  signStatement,
  STATEMENT_KINDS,
  storedBytes,
} from './statement.js';

interface PaeCase {
  payloadType: string;
  payload: string;
  encoding: string;
}

const [actor, witness] = [7, 8].map((fill) => new Uint8Array(32).fill(fill));
const payload = { ledger: 'rehearsal/0123456789ab', note: 'scellés', weights: ['1.50'] };
const envelope = signStatement('event', payload, [actor!, witness!]);
const stored = storedBytes(envelope);
const json: any = JSON.parse(decodeUtf8(stored));

describe('preAuthEncoding', () => {
  const { cases }: { cases: PaeCase[] } = readVector('dsse-pae.json');

  it.each(cases)('counts the bytes of $payloadType', ({ payloadType, payload: hex, encoding }) => {
    expect(toHex(preAuthEncoding(payloadType, fromHex(hex)))).toBe(encoding);
  });
});

describe('payload types', () => {
  it('lead to their kind and back, and nowhere else', () => {
    for (const kind of STATEMENT_KINDS) expect(kindOfPayloadType(payloadTypeOf(kind))).toBe(kind);
    expect(payloadTypeOf('event')).toBe('application/vnd.custody-ledger.event.v1+json');
    for (const other of ['', 'event', 'application/json', payloadTypeOf('event').toUpperCase()])
      expect(kindOfPayloadType(other)).toBeUndefined();
  });
});

describe('signStatement', () => {
  it('signs the canonical payload with every key, in order', () => {
    expect(decodeUtf8(envelope.payload)).toBe(canonicalize(payload));
    expect(isSignedBy(envelope, 0, publicKeyOf(actor!))).toBe(true);
    expect(isSignedBy(envelope, 1, publicKeyOf(witness!))).toBe(true);
    expect(isSignedBy(envelope, 0, publicKeyOf(witness!))).toBe(false);
    expect(isSignedBy(envelope, 2, publicKeyOf(actor!))).toBe(false);
  });

  it('binds the payload type', () => {
    const moved = { ...envelope, payloadType: payloadTypeOf('login') };

    expect(isSignedBy(moved, 0, publicKeyOf(actor!))).toBe(false);
  });

  it('counts a keyid that names another key as no signature of this one', () => {
    const [first, second] = envelope.signatures;
    const renamed = { ...envelope, signatures: [{ ...first!, keyid: second!.keyid }] };

    expect(isSignedBy(renamed, 0, publicKeyOf(actor!))).toBe(false);
  });

  it('refuses a payload no ledger would take, and a wrong number of keys', () => {
    const deep = Array.from({ length: 16 }).reduce<JsonValue>((inner) => [inner], []);

    expect(refusal(() => signStatement('event', deep, [actor!]))).toBe('too-deep');
    expect(refusal(() => signStatement('event', 'a'.repeat(65_535), [actor!]))).toBe('too-large');
    expect(refusal(() => signStatement('event', '\ud800', [actor!]))).toBe('not-json');
    for (const count of [0, 5])
      expect(
        refusal(() =>
          signStatement(
            'event',
            1,
            Array.from({ length: count }, () => actor!),
          ),
        ),
      ).toBe('bad-argument');
  });
});

describe('storedBytes', () => {
  it('are the canonical JSON of the envelope', () => {
    expect(decodeUtf8(stored)).toBe(canonicalize(json));
    expect(toHex(storedBytes(parseEnvelope(stored)))).toBe(toHex(stored));
  });

  it('are the same however the envelope was spelled when posted', () => {
    const { payload: text, payloadType, signatures } = json;
    const spellings = [
      JSON.stringify({ signatures, payloadType, payload: text }, undefined, 2),
      decodeUtf8(stored).replace('"payload"', '"p\\u0061yload"'),
    ];

    for (const spelling of spellings)
      expect(toHex(storedBytes(parseEnvelope(encodeUtf8(spelling))))).toBe(toHex(stored));
  });

  it('escape a payload type that needs it', () => {
    const odd = { ...envelope, payloadType: 'a"b\\c\u0001' };

    expect(decodeUtf8(storedBytes(odd))).toBe(
      canonicalize({ ...json, payloadType: odd.payloadType }),
    );
  });
});

describe('parseEnvelope', () => {
  const signature = json.signatures[0];

  it.each<[string, unknown]>([
    ['a list', [json]],
    ['null', null],
    ['a string', 'envelope'],
    ['a member missing', { payload: json.payload, signatures: json.signatures }],
    ['a surplus member', { ...json, extra: 1 }],
    ['a surplus member instead of one', { payload: '', payloadTypes: '', signatures: [signature] }],
    ['a payload that is no string', { ...json, payload: 1 }],
    ['a payload type that is no string', { ...json, payloadType: null }],
    ['an endless payload type', { ...json, payloadType: 'a'.repeat(257) }],
    ['a payload type that is not Unicode', { ...json, payloadType: '\ud800' }],
    ['signatures that are no list', { ...json, signatures: signature }],
    ['no signature', { ...json, signatures: [] }],
    ['five signatures', { ...json, signatures: Array.from({ length: 5 }, () => signature) }],
    ['a signature without keyid', { ...json, signatures: [{ sig: signature.sig }] }],
    ['a signature with a surplus member', { ...json, signatures: [{ ...signature, cert: '' }] }],
    ['a keyid that is not Unicode', { ...json, signatures: [{ ...signature, keyid: '\udc00' }] }],
    ['a signature that is no string', { ...json, signatures: [{ ...signature, sig: [] }] }],
  ])('refuses %s', (_, value) => {
    expect(refusal(() => envelopeOfJson(value))).toBe('malformed-envelope');
    expect(refusal(() => parseEnvelope(encodeUtf8(JSON.stringify(value))))).toBe(
      'malformed-envelope',
    );
  });

  it.each(['{', '', '[[[', 'null{}', '\ufeff{}'])('refuses the bytes of %j', (text) => {
    expect(refusal(() => parseEnvelope(encodeUtf8(text)))).toBe('malformed-envelope');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusal(() => parseEnvelope(fromHex('7bff7d')))).toBe('malformed-envelope');
  });

  it('refuses base64 that is not strict', () => {
    const unpadded = { ...json, payload: 'QQ' };
    const urlSafe = { ...json, signatures: [{ ...signature, sig: '-_-_' }] };
    const stray = { ...json, signatures: [{ ...signature, sig: 'QR==' }] };

    for (const value of [unpadded, urlSafe, stray])
      expect(refusal(() => envelopeOfJson(value))).toBe('bad-base64');
  });

  it('refuses a member that stands twice, however it is spelt', () => {
    const good = decodeUtf8(stored);
    const twice = [
      good.replace('{"payload":', '{"payload":"","payload":'),
      good.replace('{"payload":', '{"payl\\u006fad" : "","payload":'),
      good.replace('{"keyid":', '{"keyid":"\\"","keyid":'),
      good.replace('"signatures":', '"signatures":{"a":{"b":1}},"signatures":'),
    ];

    for (const text of twice) {
      expect(JSON.parse(text)).toEqual(JSON.parse(good));
      expect(refusal(() => parseEnvelope(encodeUtf8(text)))).toBe('malformed-envelope');
    }
  });

  it('takes white space, escapes and strings that look like members', () => {
    const odd = { ...json, payloadType: 'a":"b\\', signatures: [{ ...signature, keyid: '":' }] };

    expect(parseEnvelope(encodeUtf8(JSON.stringify(odd))).payloadType).toBe('a":"b\\');
    expect(parseEnvelope(encodeUtf8(JSON.stringify(json, undefined, '\t')))).toEqual(
      parseEnvelope(stored),
    );
  });

  it('refuses what is too large before reading it', () => {
    expect(envelopeOfJson(payloadOf(65_536)).payload).toHaveLength(65_536);
    expect(refusal(() => envelopeOfJson(payloadOf(65_537)))).toBe('too-large');
    expect(refusal(() => parseEnvelope(new Uint8Array(131_073)))).toBe('too-large');
  });

  it('survives a depth bomb', () => {
    const bomb = encodeUtf8('{"payload":'.repeat(11_000));

    expect(refusal(() => parseEnvelope(bomb))).toBe('malformed-envelope');
  });

  it('does not take members from a prototype', () => {
    expect(refusal(() => envelopeOfJson(Object.create(json)))).toBe('malformed-envelope');
    expect(refusal(() => parseEnvelope(encodeUtf8(`{"__proto__":${decodeUtf8(stored)}}`)))).toBe(
      'malformed-envelope',
    );
  });
});

function payloadOf(length: number) {
  return { ...json, payload: encodeBase64(new Uint8Array(length)) };
}
