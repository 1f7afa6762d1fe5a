import { describe, expect, it } from '@jest/globals';
import { exampleEvents } from '../../custody/vocabulary/examples.js';
import {
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeUtf8,
  jwkOfPublicKey,
  publicKeyOf,
  signStatement,
  storedBytes,
  thumbprint,
} from '../../protocol/index.js';
import { checkSignatures, readGivenKey } from './check-signatures.js';
import { readStatement } from './read-statement.js';

const secretKey = new Uint8Array(32).fill(7);
const publicKey = publicKeyOf(secretKey);
const envelope = signStatement('event', exampleEvents.DISPATCH, [secretKey]);
const text = decodeUtf8(storedBytes(envelope));

function outcomes(key: string, of = envelope) {
  return checkSignatures(of, readGivenKey(key, of)).map(({ outcome }) => outcome);
}

describe('a pasted statement', () => {
  it.each(Object.values(exampleEvents))('is found good: the example of $type', (event) => {
    expect(readStatement(JSON.stringify(event, null, 2))).toMatchObject({
      form: 'payload',
      kind: 'event',
      issues: [],
    });
  });

  it('is told which member is wrong and how to mend it', () => {
    const { occurredAt: _left, ...late } = { ...exampleEvents.DISPATCH, items: [], color: 'red' };
    const { issues } = readStatement(JSON.stringify(late));

    expect(issues.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/occurredAt', '/items', '/color']),
    );
  });

  it('is brought into the one form that is signed, whatever its spacing and order', () => {
    const { payload } = readStatement(' { "b" : 1.0, "a" : "é" } ');
    expect(decodeUtf8(payload)).toBe('{"a":"é","b":1}');
  });

  it('may be an envelope, whose payload must be in that form already', () => {
    expect(readStatement(text)).toMatchObject({ form: 'envelope', kind: 'event', issues: [] });
    const spaced = encodeBase64(encodeUtf8('{ }'));
    const loose = text.replace(/"payload":"[^"]+"/u, `"payload":"${spaced}"`);
    expect(() => readStatement(loose)).toThrow('not the RFC 8785 form');
  });

  it('is refused with a reason when it is none', () => {
    expect(() => readStatement('{"a":')).toThrow('This is not JSON');
    expect(() => readStatement(text.replace('.event.', '.finding.'))).toThrow('payloadType');
    expect(() => readStatement('"\\ud800"')).toThrow();
  });
});

describe('the signatures of an envelope', () => {
  const jwk = jwkOfPublicKey(publicKey);

  it('hold under the key, as a JWK or its x', () => {
    expect(outcomes(JSON.stringify(jwk))).toEqual(['holds']);
    expect(outcomes(jwk.x)).toEqual(['holds']);
  });

  it('fail when one byte of the payload is another', () => {
    const payload = encodeUtf8(decodeUtf8(envelope.payload).replace('P-GIVER', 'P-TAKER'));
    expect(outcomes(jwk.x, { ...envelope, payload })).toEqual(['fails']);
  });

  it('are of another key, or cannot be checked by a name alone', () => {
    const other = jwkOfPublicKey(publicKeyOf(new Uint8Array(32).fill(8)));
    expect(outcomes(other.x)).toEqual(['otherKey']);
    expect(outcomes(thumbprint(publicKey))).toEqual(['unchecked']);
    expect(checkSignatures(envelope, undefined)[0]?.outcome).toBe('unchecked');
  });

  it('are not checked under a key that proves nothing, nor with a secret one', () => {
    const smallOrder = encodeBase64Url(Uint8Array.of(1, ...new Uint8Array(31)));
    expect(() => readGivenKey(smallOrder, envelope)).toThrow('The key is refused');
    expect(() => readGivenKey('{"kty":"OKP","d":"x"}', envelope)).toThrow('secret key');
    expect(() => readGivenKey('hello', envelope)).toThrow('no Ed25519 public key');
  });
});
