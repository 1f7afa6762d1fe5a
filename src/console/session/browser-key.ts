import type { Signer } from '../../client/signer.js';
import {
  decodeBase64Url,
  publicKeyOfJwk,
  type SecretJwk,
  secretKeyOfJwk,
  thumbprint,
} from '../../protocol/index.js';

/** A key as WebCrypto holds it: the private half signs and cannot be exported. */
export interface BrowserKey {
  readonly keyid: string;
  /** base64url of the public key. */
  readonly x: string;
  readonly privateKey: CryptoKey;
}

export const ED25519 = { name: 'Ed25519' };

/** @throws DOMException where the browser has no Ed25519, or no WebCrypto because the page came over plain HTTP */
export async function makeBrowserKey(): Promise<BrowserKey> {
  const pair = await crypto.subtle.generateKey(ED25519, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('the browser made no key pair');
  return browserKeyOf(pair.publicKey, pair.privateKey);
}

export async function browserKeyOf(
  publicKey: CryptoKey,
  privateKey: CryptoKey,
): Promise<BrowserKey> {
  const { x = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  return { keyid: thumbprint(decodeBase64Url(x)), x, privateKey };
}

/**
 * Takes over the key of a file made by `custody keygen`.
 *
 * @throws ProtocolError `bad-key` for what is not an Ed25519 key, SyntaxError for what is not JSON
 */
export async function readKeyFile(text: string): Promise<BrowserKey> {
  const jwk: SecretJwk = JSON.parse(text);
  secretKeyOfJwk(jwk);
  const { kty, crv, x, d } = jwk;
  const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, ED25519, false, [
    'sign',
  ]);
  return { keyid: thumbprint(publicKeyOfJwk(jwk)), x, privateKey };
}

/** `MINES-RW.jwk.json` is, by the custom of the command line, a key of MINES-RW; a backup is named alike. */
export function partyOfFileName(name: string): string {
  return (
    /^(?<party>[A-Za-z0-9._:-]+?)(\.jwk|\.key-backup)?\.json$/u.exec(name)?.groups?.['party'] ?? ''
  );
}

export function signerOfKey(keyid: string, privateKey: CryptoKey): Signer {
  return {
    keyid,
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign(ED25519, privateKey, Uint8Array.from(message))),
  };
}
