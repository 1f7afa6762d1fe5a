import {
  canonicalize,
  decodeBase64Url,
  encodeBase64Url,
  encodeUtf8,
} from '../../protocol/index.js';
import { type BrowserKey, browserKeyOf, ED25519 } from './browser-key.js';

/** OWASP's figure of 2023 for PBKDF2 with SHA-256; fewer are refused, since a file might be made to be cheap to guess. */
const ITERATIONS = 600_000;
/** Of a file that says more, opening would take minutes. */
const MOST_ITERATIONS = 20_000_000;
const SALT_BYTES = 16;
/** NIST SP 800-38D: what AES-GCM is made for. */
const IV_BYTES = 12;

/** The private half of a key, sealed under a passphrase; docs/reference/key-backup.md describes the file. */
export type KeyBackup = Readonly<{
  format: 'custody-key-backup/1';
  party: string;
  keyid: string;
  x: string;
  kdf: Readonly<{ name: 'PBKDF2-SHA-256'; iterations: number; salt: string }>;
  cipher: Readonly<{ name: 'A256GCM'; iv: string }>;
  sealed: string;
}>;

/** The passphrase is another one, or the file was changed: the two cannot be told apart. */
export class BackupNotOpened extends Error {
  override readonly name = 'BackupNotOpened';
}

/** @returns `undefined` for a file that is no backup */
export function parseKeyBackup(text: string): KeyBackup | undefined {
  const told = membersIn(text);
  return told !== undefined && isKeyBackup(told) ? told : undefined;
}

/** By its own word: nothing in it is believed before the passphrase has opened it. */
function membersIn(text: string): Partial<KeyBackup> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKeyBackup(told: Partial<KeyBackup>): told is KeyBackup {
  const { format, party, keyid, x, kdf, cipher, sealed } = told;
  const iterations = Number(kdf?.iterations);
  return (
    format === 'custody-key-backup/1' &&
    typeof party === 'string' &&
    kdf?.name === 'PBKDF2-SHA-256' &&
    iterations >= ITERATIONS &&
    iterations <= MOST_ITERATIONS &&
    cipher?.name === 'A256GCM' &&
    [keyid, x, kdf.salt, cipher.iv, sealed].every(isBase64Url)
  );
}

function isBase64Url(text: unknown): boolean {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,200}$/u.test(text);
}

/**
 * Makes a key and its backup. The browser seals the private half itself: no script ever has its bytes, and the key that
 * stays cannot be exported.
 *
 * @throws DOMException where the browser has no Ed25519, or no WebCrypto because the page came over plain HTTP
 */
export async function makeKeyWithBackup(
  party: string,
  passphrase: string,
): Promise<{ readonly key: BrowserKey; readonly backup: KeyBackup }> {
  const pair = await crypto.subtle.generateKey(ED25519, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('the browser made no key pair');
  const { keyid, x } = await browserKeyOf(pair.publicKey, pair.privateKey);
  const header: Header = {
    format: 'custody-key-backup/1',
    party,
    keyid,
    x,
    kdf: { name: 'PBKDF2-SHA-256', iterations: ITERATIONS, salt: randomText(SALT_BYTES) },
    cipher: { name: 'A256GCM', iv: randomText(IV_BYTES) },
  };
  const sealing = await sealingKey(header, passphrase);
  const sealed = await crypto.subtle.wrapKey(
    'pkcs8',
    pair.privateKey,
    sealing,
    parametersOf(header),
  );
  const backup = { ...header, sealed: encodeBase64Url(new Uint8Array(sealed)) };
  return { backup, key: await openKeyBackup(backup, passphrase) };
}

/**
 * The key of a backup, which cannot be exported again.
 *
 * @throws BackupNotOpened for another passphrase, or a file that was changed
 */
export async function openKeyBackup(
  { sealed, ...header }: KeyBackup,
  passphrase: string,
): Promise<BrowserKey> {
  const { keyid, x } = header;
  const sealing = await sealingKey(header, passphrase);
  try {
    const bytes = bytesOf(sealed);
    const parameters = parametersOf(header);
    const privateKey = await crypto.subtle.unwrapKey(
      'pkcs8',
      bytes,
      sealing,
      parameters,
      ED25519,
      false,
      ['sign'],
    );
    return { keyid, x, privateKey };
  } catch (cause) {
    throw new BackupNotOpened('the passphrase does not open this file', { cause });
  }
}

type Header = Omit<KeyBackup, 'sealed'>;

async function sealingKey({ kdf }: Header, passphrase: string): Promise<CryptoKey> {
  // The same letters are typed as other code points on other keyboards.
  const secret = Uint8Array.from(encodeUtf8(passphrase.normalize('NFC')));
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  const { iterations, salt } = kdf;
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: bytesOf(salt) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}

/** Everything else in the file is authenticated with the key. */
function parametersOf(header: Header): AesGcmParams {
  return {
    name: 'AES-GCM',
    iv: bytesOf(header.cipher.iv),
    additionalData: Uint8Array.from(encodeUtf8(canonicalize(header))),
  };
}

function randomText(length: number): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(length)));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase64Url(text));
}
