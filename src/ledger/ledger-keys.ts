import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '../platform/error-code.js';
import { jwkOfSecretKey, secretKeyOfJwk, type SecretJwk } from '../protocol/index.js';

export const LEDGER_KEY_FILE = 'ledger.jwk.json';
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

async function readKey(path: string): Promise<Uint8Array | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const jwk: SecretJwk = JSON.parse(text);
    return secretKeyOfJwk(jwk);
  } catch (cause) {
    throw new Error(`cannot use ${path}: it is not an Ed25519 secret key as JWK`, { cause });
  }
}

/** @returns whether this call placed the file; `link` fails when the name is taken */
async function placeNew(path: string, text: string): Promise<boolean> {
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
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}
