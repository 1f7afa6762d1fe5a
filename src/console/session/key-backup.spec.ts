import { describe, expect, it } from '@jest/globals';
import {
  canonicalize,
  decodeBase64Url,
  encodeBase64Url,
  encodeUtf8,
  fromHex,
  jwkOfSecretKey,
  publicKeyOfJwk,
  thumbprint,
  toHex,
} from '../../protocol/index.js';
import { signerOfKey } from './browser-key.js';
import {
  BackupNotOpened,
  type KeyBackup,
  makeKeyWithBackup,
  openKeyBackup,
  parseKeyBackup,
} from './key-backup.js';

const PASSPHRASE = 'correct horse battery staple é';
const MADE = makeKeyWithBackup('P-MINE', PASSPHRASE);

/** RFC 8410: what stands before the 32 bytes of a private Ed25519 key in PKCS #8. */
const PKCS8_HEAD = '302e020100300506032b657004220420';

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase64Url(text));
}

/** The cipher of a backup put together from the steps of the reference page, for bytes instead of keys. */
async function cipherOf(backup: KeyBackup, passphrase: string) {
  const { format, party, keyid, x, kdf, cipher } = backup;
  const header = { format, party, keyid, x, kdf, cipher };
  const { salt, iterations } = header.kdf;
  const secret = Uint8Array.from(encodeUtf8(passphrase));
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: bytes(salt) };
  const bits = await crypto.subtle.deriveBits(how, base, 256);
  const key = await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const additionalData = Uint8Array.from(encodeUtf8(canonicalize(header)));
  return { key, how: { name: 'AES-GCM', iv: bytes(header.cipher.iv), additionalData } };
}

describe('a key with a backup', () => {
  it('is the same key when the backup is opened, and cannot be exported', async () => {
    const { key, backup } = await MADE;
    const opened = await openKeyBackup(backup, PASSPHRASE);
    const message = new Uint8Array([1, 2, 3]);
    const signatures = await Promise.all(
      [key, opened].map(({ keyid, privateKey }) => signerOfKey(keyid, privateKey).sign(message)),
    );

    expect(opened.keyid).toBe(key.keyid);
    // Ed25519 signs the same message alike.
    expect(signatures[0]).toEqual(signatures[1]);
    await expect(crypto.subtle.exportKey('pkcs8', opened.privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow();
  });

  it('holds the private half in PKCS #8, as the reference page says', async () => {
    const { key, backup } = await MADE;
    const { key: cipher, how } = await cipherOf(backup, PASSPHRASE);
    const opened = await crypto.subtle.decrypt(how, cipher, bytes(backup.sealed));
    const pkcs8 = new Uint8Array(opened);

    expect(toHex(pkcs8.subarray(0, -32))).toBe(PKCS8_HEAD);
    expect(jwkOfSecretKey(pkcs8.slice(-32)).x).toBe(key.x);
  });

  it('is opened when other tools made it', async () => {
    const { backup } = await MADE;
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const jwk = jwkOfSecretKey(secret);
    const header = { ...backup, x: jwk.x, keyid: thumbprint(publicKeyOfJwk(jwk)) };
    const { key: cipher, how } = await cipherOf(header, PASSPHRASE);
    const pkcs8 = Uint8Array.from([...fromHex(PKCS8_HEAD), ...secret]);
    const sealed = await crypto.subtle.encrypt(how, cipher, pkcs8);
    const made = { ...header, sealed: encodeBase64Url(new Uint8Array(sealed)) };

    expect((await openKeyBackup(made, PASSPHRASE)).keyid).toBe(header.keyid);
  });

  it('is not opened by another passphrase, nor after any member was changed', async () => {
    const { backup } = await MADE;

    await expect(openKeyBackup(backup, `${PASSPHRASE} `)).rejects.toThrow(BackupNotOpened);
    const other = { ...backup, party: 'P-OTHER' };
    await expect(openKeyBackup(other, PASSPHRASE)).rejects.toThrow(BackupNotOpened);
  });

  it('is the same for letters that another keyboard writes as two', async () => {
    const { key, backup } = await MADE;

    expect((await openKeyBackup(backup, PASSPHRASE.normalize('NFD'))).keyid).toBe(key.keyid);
  });
});

describe('a file', () => {
  it('that says it is cheap to guess is no backup', async () => {
    const { backup } = await MADE;
    const cheap = { ...backup, kdf: { ...backup.kdf, iterations: 1000 } };

    expect(parseKeyBackup(JSON.stringify(backup))).toEqual(backup);
    expect(parseKeyBackup(JSON.stringify(cheap))).toBeUndefined();
    expect(parseKeyBackup('no JSON')).toBeUndefined();
  });
});
