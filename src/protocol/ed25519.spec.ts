import {
  createPrivateKey,
  createPublicKey,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as ed from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { concatBytes, encodeUtf8, fromHex, toHex } from './bytes.js';
import { checkPublicKey, isSmallOrderEncoding, publicKeyOf, sign, verify } from './ed25519.js';
import { jwkOfPublicKey, jwkOfSecretKey } from './jwk.js';

interface Rfc8032Vector {
  name: string;
  secretKey: string;
  publicKey: string;
  message: string;
  signature: string;
}

const { vectors }: { vectors: Rfc8032Vector[] } = readVector('ed25519-rfc8032.json');
const secretKey = fromHex(vectors[0]!.secretKey);
const publicKey = fromHex(vectors[0]!.publicKey);
const message = encodeUtf8('twelve crates');
const signature = sign(message, secretKey);

/** A point of order 8, so that sums with it leave the prime-order subgroup. */
const torsion = ed.Point.fromHex(
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
);
const ORDER = ed.Point.CURVE().n;
const P = ed.Point.CURVE().p;

describe('sign and verify', () => {
  it.each(vectors)('follow RFC 8032 $name', (vector) => {
    const [secret, key, text] = [vector.secretKey, vector.publicKey, vector.message].map(fromHex);

    expect(toHex(publicKeyOf(secret!))).toBe(vector.publicKey);
    expect(toHex(sign(text!, secret!))).toBe(vector.signature);
    expect(verify(text!, fromHex(vector.signature), key!)).toBe(true);
  });

  it('agree with the native implementation on any message and key', () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(seed, fc.uint8Array({ maxLength: 200 }), (secret, text) => {
        const key = createPrivateKey({ format: 'jwk', key: { ...jwkOfSecretKey(secret) } });
        const made = sign(text, secret);
        expect(toHex(made)).toBe(nodeSign(null, text, key).toString('hex'));
        expect(verify(text, made, publicKeyOf(secret))).toBe(true);
      }),
      { seed: 8032, numRuns: 15 },
    );
  });

  it('notice a changed bit anywhere in the signature', () => {
    for (let i = 0; i < signature.length; i++) {
      const forged = Uint8Array.from(signature);
      forged[i] = forged[i]! ^ (1 << (i % 8));
      expect(verify(message, forged, publicKey)).toBe(false);
    }
  });

  it('answer false, not an exception, for anything of a wrong length', () => {
    for (const length of [0, 1, 63, 65, 128])
      expect(verify(message, new Uint8Array(length), publicKey)).toBe(false);
    for (const length of [0, 31, 33])
      expect(verify(message, signature, new Uint8Array(length))).toBe(false);
    expect(verify(message, signature, new Uint8Array(32).fill(255))).toBe(false);
    expect(refusal(() => sign(message, new Uint8Array(64)))).toBe('bad-key');
  });

  it('refuse an S that is not reduced', () => {
    const s = numberOf(signature.subarray(32)) + ORDER;

    expect(verify(message, concatBytes(signature.subarray(0, 32), bytesOf(s)), publicKey)).toBe(
      false,
    );
  });

  it('refuse an R with a torsion component, as the native implementation does', () => {
    // Forged by the key's own holder: R = rB + T satisfies the cofactored equation only.
    const r = 4_711n;
    const R = ed.Point.BASE.multiply(r).add(torsion).toBytes();
    const { scalar } = ed.utils.getExtendedPublicKey(secretKey);
    const k = numberOf(sha512(concatBytes(R, publicKey, message))) % ORDER;
    const forged = concatBytes(R, bytesOf((r + k * scalar) % ORDER));
    const native = createPublicKey({ format: 'jwk', key: { ...jwkOfPublicKey(publicKey) } });

    expect(ed.verify(forged, message, publicKey, { zip215: false })).toBe(true);
    expect(nodeVerify(null, message, native, forged)).toBe(false);
    expect(verify(message, forged, publicKey)).toBe(false);
  });
});

describe('small order', () => {
  const multiples = Array.from({ length: 8 }, (_, i) => torsion.multiplyUnsafe(BigInt(i)));

  it('is recognised in all 14 encodings and nowhere else', () => {
    const encodings = new Set<string>();
    for (const { y } of multiples)
      for (const unreduced of [y, y + P])
        for (const bit of [0n, 1n << 255n])
          if (unreduced < 1n << 255n) encodings.add(toHex(bytesOf(unreduced + bit)));

    expect(encodings.size).toBe(14);
    for (const hex of encodings) {
      expect(isSmallOrderEncoding(fromHex(hex))).toBe(true);
      expect(checkPublicKey(fromHex(hex))).toBe('the public key is of small order');
    }
    expect(isSmallOrderEncoding(publicKey)).toBe(false);
    expect(isSmallOrderEncoding(bytesOf(2n))).toBe(false);
    expect(isSmallOrderEncoding(new Uint8Array(31))).toBe(false);
  });

  it('of R makes a signature bad under any key', () => {
    for (const point of multiples) {
      const forged = concatBytes(point.toBytes(), new Uint8Array(32));
      expect(verify(message, forged, publicKey)).toBe(false);
      expect(verify(message, forged, ed.Point.ZERO.toBytes())).toBe(false);
    }
  });
});

describe('checkPublicKey', () => {
  it('passes honest keys', () => {
    for (const vector of vectors) expect(checkPublicKey(fromHex(vector.publicKey))).toBeUndefined();
  });

  it('names what is wrong with the others', () => {
    const mixed = ed.Point.fromBytes(publicKey).add(torsion).toBytes();

    expect(checkPublicKey(new Uint8Array(31))).toContain('not 31');
    expect(checkPublicKey(bytesOf(2n))).toContain('curve point');
    expect(checkPublicKey(new Uint8Array(32).fill(255))).toContain('canonical');
    expect(checkPublicKey(bytesOf(P + 3n))).toContain('canonical');
    expect(checkPublicKey(mixed)).toContain('subgroup');
  });
});

function numberOf(littleEndian: Uint8Array): bigint {
  return BigInt(`0x${toHex(littleEndian.toReversed())}`);
}

function bytesOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0')).toReversed();
}
