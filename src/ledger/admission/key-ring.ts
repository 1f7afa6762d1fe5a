import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { isSmallOrderEncoding } from '../../protocol/index.js';
import type { SignatureStanding } from './statement-facts.js';

/** DER of an Ed25519 SubjectPublicKeyInfo up to the 32 key bytes (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;

/**
 * Verifies by node:crypto under profile `ed25519/strict-1`, with the key objects kept: making one costs as much as
 * verifying with it.
 */
export class KeyRing {
  private readonly raw = new Map<string, Uint8Array>();
  private readonly objects = new Map<string, KeyObject>();

  /** A key passes `checkPublicKey` before it is registered, so it is not checked again here. */
  add(keyid: string, publicKey: Uint8Array): void {
    this.raw.set(keyid, publicKey);
  }

  verify(keyid: string, message: Uint8Array, signature: Uint8Array): SignatureStanding {
    const key = this.object(keyid);
    if (key === undefined) return 'unknown';
    return verifyNatively(key, message, signature) ? 'valid' : 'invalid';
  }

  private object(keyid: string): KeyObject | undefined {
    const known = this.objects.get(keyid);
    if (known !== undefined) return known;
    const publicKey = this.raw.get(keyid);
    if (publicKey === undefined) return undefined;
    const made = keyObjectOf(publicKey);
    this.objects.set(keyid, made);
    return made;
  }
}

export function keyObjectOf(publicKey: Uint8Array): KeyObject {
  const key = Buffer.concat([SPKI_PREFIX, publicKey]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** Cofactorless, S < L, and R none of the small-order encodings (`protocol.md`, section 2). */
export function verifyNatively(
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  if (isSmallOrderEncoding(signature.subarray(0, 32))) return false;
  return verify(null, message, key, signature);
}
