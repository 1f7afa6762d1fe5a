import { decodeBase64Url, encodeBase64Url, encodeUtf8, equalBytes } from './bytes.js';
import { publicKeyOf } from './ed25519.js';
import { ProtocolError } from './errors.js';
import { sha256 } from './hash.js';

/** RFC 8037 section 2: an Ed25519 public key. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** base64url of the 32-byte public key. */
  readonly x: string;
}

/** RFC 8037 section 2: with `d`, base64url of the 32-byte seed. */
export interface SecretJwk extends PublicJwk {
  readonly d: string;
}

export function jwkOfPublicKey(publicKey: Uint8Array): PublicJwk {
  return { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(publicKey) };
}

/**
 * Shape only; whether the point is fit for use is `checkPublicKey`'s question.
 *
 * @throws ProtocolError `bad-key`
 */
export function publicKeyOfJwk(jwk: PublicJwk): Uint8Array {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519')
    throw new ProtocolError('bad-key', 'the JWK is not an Ed25519 key (kty OKP, crv Ed25519)');
  return keyBytes(jwk.x, 'x');
}

export function jwkOfSecretKey(secretKey: Uint8Array): SecretJwk {
  return { ...jwkOfPublicKey(publicKeyOf(secretKey)), d: encodeBase64Url(secretKey) };
}

/**
 * @throws ProtocolError `bad-key`, also when `x` is not the public key of `d`
 */
export function secretKeyOfJwk(jwk: SecretJwk): Uint8Array {
  const publicKey = publicKeyOfJwk(jwk);
  const secretKey = keyBytes(jwk.d, 'd');
  if (!equalBytes(publicKeyOf(secretKey), publicKey))
    throw new ProtocolError('bad-key', 'the JWK is inconsistent: x is not the public key of d');
  return secretKey;
}

/** RFC 7638 thumbprint (SHA-256, base64url) of the key's JWK: the `keyid` of signatures. */
export function thumbprint(publicKey: Uint8Array): string {
  const x = encodeBase64Url(publicKey);
  return encodeBase64Url(sha256(encodeUtf8(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)));
}

function keyBytes(text: unknown, member: string): Uint8Array {
  if (typeof text !== 'string') throw new ProtocolError('bad-key', `the JWK has no ${member}`);
  const bytes = decode(text, member);
  if (bytes.length === 32) return bytes;
  throw new ProtocolError('bad-key', `the JWK's ${member} has ${bytes.length} bytes, not 32`);
}

function decode(text: string, member: string): Uint8Array {
  try {
    return decodeBase64Url(text);
  } catch (cause) {
    throw new ProtocolError('bad-key', `the JWK's ${member} is not strict base64url`, { cause });
  }
}
