import { readdirSync, readFileSync } from 'node:fs';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { errorCode } from '../platform/error-code.js';
import {
  equalBytes,
  jwkOfSecretKey,
  publicKeyOf,
  secretKeyOfJwk,
  type SecretJwk,
} from '../protocol/index.js';

export const LEDGER_KEY_FILE = 'ledger.jwk.json';
/** A key that is about to be the ledger's. */
export const NEXT_LEDGER_KEY_FILE = 'ledger-next.jwk.json';
/** The ledger's keys: the current one, the one it is about to be replaced by, and those it replaced. */
const LEDGER_KEY_FILES = /^ledger(?:-[a-z0-9]+)?\.jwk\.json$/u;
export const REGISTRAR_KEY_FILE = 'registrar.jwk.json';

export interface KeyFile {
  readonly path: string;
  readonly secretKey: Uint8Array;
  /** It did not exist before. */
  readonly isNew: boolean;
}

/** Where the ledger's keys lie. */
export function keyFilePath(dataDir: string, name: string): string {
  return join(dataDir, 'keys', name);
}

/**
 * Reads a secret key (JWK, RFC 8037), or makes one if there is none. Processes that start together agree: the file
 * appears whole, and the first one to place it wins.
 */
export async function readOrMakeKey(dataDir: string, name: string): Promise<KeyFile> {
  const path = keyFilePath(dataDir, name);
  const known = await readKey(path);
  if (known !== undefined) return { path, secretKey: known, isNew: false };

  const folder = join(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const made = randomBytes(32);
  const isNew = await placeNew(path, `${JSON.stringify(jwkOfSecretKey(made))}\n`);
  const secretKey = await readKey(path);
  if (secretKey === undefined) throw new Error(`cannot read the key just made: ${path}`);
  return { path, secretKey, isNew };
}

/** @returns the secret key, or `undefined` where there is none */
export async function readKeyIfThere(
  dataDir: string,
  name: string,
): Promise<Uint8Array | undefined> {
  return readKey(keyFilePath(dataDir, name));
}

/**
 * The secret of one of the ledger's keys, whichever file it lies in: which key signs is for the log to say, not for
 * names of files.
 */
export function findLedgerKey(dataDir: string, publicKey: Uint8Array): Uint8Array | undefined {
  // Twice, because a rotation that ends just now renames files between two looks.
  return lookForKey(dataDir, publicKey) ?? lookForKey(dataDir, publicKey);
}

function lookForKey(dataDir: string, publicKey: Uint8Array): Uint8Array | undefined {
  for (const name of namesIn(join(dataDir, 'keys'))) {
    const secretKey = LEDGER_KEY_FILES.test(name)
      ? parseKeyIfThere(keyFilePath(dataDir, name))
      : undefined;
    if (secretKey !== undefined && equalBytes(publicKeyOf(secretKey), publicKey)) return secretKey;
  }
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function parseKeyIfThere(path: string): Uint8Array | undefined {
  try {
    return parseKey(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return parseKey(text, path);
}

function parseKey(text: string, path: string): Uint8Array {
  try {
    const jwk: SecretJwk = JSON.parse(text);
    return secretKeyOfJwk(jwk);
  } catch (cause) {
    throw new Error(`cannot use ${path}: it is not an Ed25519 secret key as JWK`, { cause });
  }
}

/** A file of secrets, durable and whole. @returns whether this call placed it; `link` fails when the name is taken */
export async function placeNew(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Makes names in a folder durable; Windows has no folders to sync. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
