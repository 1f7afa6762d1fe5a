import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  decodeBase64Url,
  encodeBase64Url,
  jwkOfSecretKey,
  publicKeyOf,
  thumbprint,
  type PublicJwk,
  type SecretJwk,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';

export interface KeyPair {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly keyid: string;
}

export function keyPairOf(secretKey: Uint8Array): KeyPair {
  const publicKey = publicKeyOf(secretKey);
  return { secretKey, publicKey, keyid: thumbprint(publicKey) };
}

/** Reads a secret JWK (RFC 8037) from a file. */
export function readKeyFile(path: string): KeyPair {
  const jwk = readJwk(path);
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string') {
    throw new CommandError(
      `${path} is not an Ed25519 secret key: expected a JWK with kty "OKP", crv "Ed25519" and d (make one with \`custody keygen\`)`,
      EXIT.usage,
    );
  }
  const pair = keyPairOf(decodeBase64Url(jwk.d));
  if (jwk.x !== undefined && jwk.x !== encodeBase64Url(pair.publicKey)) {
    throw new CommandError(`${path}: the public part x does not belong to d`, EXIT.usage);
  }
  return pair;
}

/** Writes a secret JWK that only its owner can read; never overwrites a key. */
export function writeKeyFile(path: string, pair: KeyPair): void {
  if (existsSync(path)) {
    throw new CommandError(
      `${path} exists; a key is never overwritten, choose another file`,
      EXIT.usage,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  const jwk = jwkOfSecretKey(pair.secretKey);
  writeFileSync(path, `${JSON.stringify(jwk, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
}

/** The public JWK of a key file, secret or public. */
export function readPublicJwk(path: string): PublicJwk {
  const jwk = readJwk(path);
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string') {
    throw new CommandError(
      `${path} is not an Ed25519 JWK (kty "OKP", crv "Ed25519", x)`,
      EXIT.usage,
    );
  }
  return { kty: 'OKP', crv: 'Ed25519', x: jwk.x };
}

function readJwk(path: string): Partial<SecretJwk> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<SecretJwk>;
  } catch (error) {
    throw new CommandError(
      `cannot read the key file ${path}: ${(error as Error).message}`,
      EXIT.usage,
      { cause: error },
    );
  }
}
