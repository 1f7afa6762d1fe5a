import * as ed from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, equalBytes } from './bytes.js';
import { decodePoint } from './curve-point.js';
import { checkPublicKey, publicKeyOf } from './ed25519.js';
import { ProtocolError } from './errors.js';

/** RFC 9381 section 5.5, the suite with the suite string 0x03. */
export const VRF_SUITE = 'ECVRF-EDWARDS25519-SHA512-TAI';
/** Gamma (32), challenge (16), response (32). */
const VRF_PROOF_BYTES = 80;

const SUITE = 0x03;
const ENCODE_TO_CURVE = 0x01;
const CHALLENGE = 0x02;
const PROOF_TO_HASH = 0x03;
const END = 0x00;
const POINT_BYTES = 32;
const CHALLENGE_BYTES = 16;
const COFACTOR = 8n;
const WINDOW = 16;
/** Four bits each: enough for any scalar below the group order. */
const WINDOWS = 64n;

/** A secret key made ready: deriving it costs as much as using it. */
export interface VrfKey {
  readonly publicKey: Uint8Array;
  readonly scalar: bigint;
  /** Second half of the hashed seed (RFC 8032 section 5.1.5), of which nonces are made. */
  readonly noncePrefix: Uint8Array;
}

/**
 * Keys are those of RFC 8032.
 *
 * @throws ProtocolError `bad-key` unless the secret key is a 32-byte seed
 */
export function vrfKeyOf(secretKey: Uint8Array): VrfKey {
  const publicKey = publicKeyOf(secretKey);
  const hashed = sha512(secretKey);
  const head = hashed.slice(0, POINT_BYTES);
  head[0] = head[0]! & 0xf8;
  head[31] = (head[31]! & 0x7f) | 0x40;
  return { publicKey, scalar: integerOf(head), noncePrefix: hashed.slice(POINT_BYTES) };
}

/** The output for an input, 64 bytes: a third of the work of a proof. */
export function vrfOutput(key: VrfKey, input: Uint8Array): Uint8Array {
  const point = encodeToCurve(key.publicKey, input);
  return outputOf(multiplied(point, reduced(key.scalar)));
}

/** RFC 9381 section 5.1: proof that an output belongs to an input, deterministic. */
export function proveVrf(key: VrfKey, input: Uint8Array): Uint8Array {
  const scalar = reduced(key.scalar);
  const point = encodeToCurve(key.publicKey, input);
  const gamma = multiplied(point, scalar);
  const nonce = reduced(integerOf(sha512(concatBytes(key.noncePrefix, point.toBytes()))));
  const challenge = challengeOf([
    key.publicKey,
    point.toBytes(),
    gamma.toBytes(),
    ed.Point.BASE.multiply(nonce).toBytes(),
    multiplied(point, nonce).toBytes(),
  ]);
  const response = reduced(nonce + integerOf(challenge) * scalar);
  return concatBytes(gamma.toBytes(), challenge, bytesOf(response));
}

/**
 * RFC 9381 section 5.3 with key validation. For one key and input there is one output, whoever made the key: that is
 * what keeps a ledger from telling two readers two places for one thing.
 *
 * @returns the output, or `undefined` for a proof or a key that does not hold; never throws
 */
export function checkVrf(
  publicKey: Uint8Array,
  input: Uint8Array,
  proof: Uint8Array,
): Uint8Array | undefined {
  if (proof.length !== VRF_PROOF_BYTES || checkPublicKey(publicKey) !== undefined) return undefined;
  const gamma = decodePoint(proof.subarray(0, POINT_BYTES));
  const challenge = proof.subarray(POINT_BYTES, POINT_BYTES + CHALLENGE_BYTES);
  const c = integerOf(challenge);
  const s = integerOf(proof.subarray(POINT_BYTES + CHALLENGE_BYTES));
  if (gamma === undefined || s >= order()) return undefined;
  const point = encodeToCurve(publicKey, input);
  const key = ed.Point.fromBytes(publicKey, false);
  const u = ed.Point.BASE.multiply(s, false).subtract(key.multiply(c, false));
  const v = point.multiply(s, false).subtract(gamma.multiply(c, false));
  const expected = challengeOf([
    publicKey,
    point.toBytes(),
    gamma.toBytes(),
    u.toBytes(),
    v.toBytes(),
  ]);
  return equalBytes(expected, challenge) ? outputOf(gamma) : undefined;
}

/** Each fails with probability one half. */
export const VRF_ATTEMPTS = 256;

/** What is hashed to find the point of an input, attempt by attempt (RFC 9381 section 5.4.1.1). */
export function vrfAttempt(publicKey: Uint8Array, input: Uint8Array, attempt: number): Uint8Array {
  const head = Uint8Array.of(SUITE, ENCODE_TO_CURVE);
  return concatBytes(head, publicKey, input, Uint8Array.of(attempt, END));
}

/** What the output is the hash of: the proof's point without its cofactor (RFC 9381 section 5.2). */
export function vrfOutputText(point: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(SUITE, PROOF_TO_HASH), point, Uint8Array.of(END));
}

/** The secret scalar times the cofactor, little-endian: both multiplications of an output at once. */
export function vrfCofactorScalar({ scalar }: VrfKey): Uint8Array {
  return bytesOf(reduced(COFACTOR * scalar));
}

/** RFC 9381 section 5.4.1.1, try and increment: the salt is the public key. */
function encodeToCurve(publicKey: Uint8Array, input: Uint8Array): ed.Point {
  for (let attempt = 0; attempt < VRF_ATTEMPTS; attempt++) {
    const text = vrfAttempt(publicKey, input, attempt);
    const point = decodePoint(sha512(text).subarray(0, POINT_BYTES))?.clearCofactor();
    if (point !== undefined && !point.is0()) return point;
  }
  throw new ProtocolError('bad-argument', 'no curve point was found for the input');
}

function challengeOf(points: readonly Uint8Array[]): Uint8Array {
  return sha512(concatBytes(Uint8Array.of(SUITE, CHALLENGE), ...points, Uint8Array.of(END))).slice(
    0,
    CHALLENGE_BYTES,
  );
}

/** RFC 9381 section 5.2. */
function outputOf(gamma: ed.Point): Uint8Array {
  return sha512(vrfOutputText(gamma.clearCofactor().toBytes()));
}

/**
 * By windows of four bits: the same doublings and additions for every scalar, and far fewer additions than noble's own
 * for points other than the base. The addition formula is complete, so adding nothing takes as long as adding anything.
 */
function multiplied(point: ed.Point, scalar: bigint): ed.Point {
  const multiples = [ed.Point.ZERO];
  for (let i = 1; i < WINDOW; i++) multiples.push(multiples[i - 1]!.add(point));
  let sum = ed.Point.ZERO;
  for (let shift = WINDOWS - 1n; shift >= 0n; shift--) {
    for (let i = 1; i < WINDOW; i *= 2) sum = sum.double();
    sum = sum.add(multiples[Number((scalar >> (4n * shift)) & 15n)]!);
  }
  return sum;
}

function order(): bigint {
  return ed.Point.CURVE().n;
}

/** Points that are multiplied by secrets lie in the prime-order subgroup, so scalars may be reduced. */
function reduced(scalar: bigint): bigint {
  return scalar % order();
}

/** Little-endian, as RFC 8032 has all its integers. */
function integerOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return value;
}

function bytesOf(integer: bigint): Uint8Array {
  const bytes = new Uint8Array(POINT_BYTES);
  let rest = integer;
  for (let i = 0; i < POINT_BYTES; i++) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
