import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import {
  jwkOfPublicKey,
  jwkOfSecretKey,
  publicKeyOfJwk,
  type SecretJwk,
  secretKeyOfJwk,
  thumbprint,
} from './jwk.js';

const vector: { jwk: SecretJwk; thumbprint: string } = readVector('jwk-thumbprint.json');
const publicKey = publicKeyOfJwk(vector.jwk);

describe('thumbprint', () => {
  it('is the one RFC 8037 prints', () => {
    expect(thumbprint(publicKey)).toBe(vector.thumbprint);
  });
});

describe('JWK', () => {
  it('gives the key back', () => {
    const { d: _, ...jwk } = vector.jwk;

    expect(jwkOfPublicKey(publicKey)).toEqual(jwk);
    expect(jwkOfSecretKey(secretKeyOfJwk(vector.jwk))).toEqual(vector.jwk);
  });

  it('is refused when it is not an Ed25519 key of 32 bytes in strict base64url', () => {
    const { x } = vector.jwk;
    // What arrives as JSON does not keep to the type.
    const wrong: any[] = [
      { kty: 'EC', crv: 'Ed25519', x },
      { kty: 'OKP', crv: 'X25519', x },
      { kty: 'OKP', crv: 'Ed25519' },
      { kty: 'OKP', crv: 'Ed25519', x: x.slice(0, 42) },
      { kty: 'OKP', crv: 'Ed25519', x: `${x}=` },
      { kty: 'OKP', crv: 'Ed25519', x: `${x.slice(0, 42)}p` },
    ];

    for (const jwk of wrong) expect(refusal(() => publicKeyOfJwk(jwk))).toBe('bad-key');
  });

  it('is refused when its public part is of another key', () => {
    const other = { ...vector.jwk, d: vector.jwk.x };

    expect(refusal(() => secretKeyOfJwk(other))).toBe('bad-key');
  });
});
