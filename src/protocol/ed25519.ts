import * as ed from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { equalBytes, fromHex } from './bytes.js';
import { decodePoint } from './curve-point.js';
import { ProtocolError } from './errors.js';

// The only place that gives noble its hash; without it the synchronous functions throw.
ed.hashes.sha512 = sha512;

/** Name of the acceptance profile, published by every ledger that follows it. */
export const PROFILE = 'ed25519/strict-1';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * The seven y coordinates, little-endian, under which a point of small order can be encoded: 0, 1, -1,
 * the two of order 8, and the unreduced spellings of 0 and 1. Each with and without the sign bit: 14.
 */
const SMALL_ORDER_Y = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map(fromHex);

/**
 * Registration check of `ed25519/strict-1`: 32 bytes, canonical, on the curve, not of small order, in
 * the prime-order subgroup. A key that passes once may be used for ever without asking again.
 *
 * @returns `undefined` when the key is fit, else why not
 */
export function checkPublicKey(bytes: Uint8Array): string | undefined {
  if (bytes.length !== KEY_BYTES) return `a public key has 32 bytes, not ${bytes.length}`;
  if (isSmallOrderEncoding(bytes)) return 'the public key is of small order';
  const point = decodePoint(bytes);
  if (point === undefined) return 'the public key is not the canonical encoding of a curve point';
  if (!point.isTorsionFree()) return 'the public key is outside the prime-order subgroup';
  return undefined;
}

/** Is this one of the 14 encodings (canonical or not) of a point of small order? */
export function isSmallOrderEncoding(bytes: Uint8Array): boolean {
  if (bytes.length !== KEY_BYTES) return false;
  const y = Uint8Array.from(bytes);
  y[31] = y[31]! & 0x7f;
  return SMALL_ORDER_Y.some((small) => equalBytes(small, y));
}

/**
 * RFC 8032 section 5.1.5.
 *
 * @throws ProtocolError `bad-key` unless the secret key is a 32-byte seed
 */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return ed.getPublicKey(seed(secretKey));
}

/**
 * Pure Ed25519, RFC 8032 section 5.1.6; deterministic.
 *
 * @throws ProtocolError `bad-key` unless the secret key is a 32-byte seed
 */
export function sign(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return ed.sign(message, seed(secretKey));
}

/**
 * Verification under `ed25519/strict-1`, for a key that passed {@link checkPublicKey}. noble checks the
 * cofactored equation, which alone would accept an R with a torsion component that a cofactorless
 * verifier (OpenSSL, WebCrypto) refuses; with R torsion-free both give the same answer.
 *
 * @returns `false` for any signature that does not hold, however malformed; never throws
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false;
  if (isSmallOrderEncoding(signature.subarray(0, 32))) return false;
  return equation(message, signature, publicKey);
}

/** Does the equation hold, with S < L and R torsion-free? Lengths and small order have been looked at. */
export type SignatureEquation = (
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
) => boolean;

let equation: SignatureEquation = (message, signature, publicKey) => {
  if (!ed.verify(signature, message, publicKey, { zip215: false })) return false;
  return decodePoint(signature.subarray(0, 32))?.isTorsionFree() ?? false;
};

/**
 * From now on {@link verify} asks another implementation: for a thread that does nothing but verify, and may use one
 * that is not in every browser. A cofactorless one needs no look at the torsion of R.
 */
export function verifyBy(other: SignatureEquation): void {
  equation = other;
}

function seed(secretKey: Uint8Array): Uint8Array {
  if (secretKey.length === KEY_BYTES) return secretKey;
  throw new ProtocolError(
    'bad-key',
    `a secret key is a 32-byte seed, not ${secretKey.length} bytes`,
  );
}
