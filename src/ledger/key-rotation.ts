import { link, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../platform/error-code.js';
import { equalBytes, formatVkey, ledgerKeyOf, publicKeyOf, toHex } from '../protocol/index.js';
import { LedgerIdentity, signStored } from './ledger-identity.js';
import {
  findLedgerKey,
  keyFilePath,
  LEDGER_KEY_FILE,
  NEXT_LEDGER_KEY_FILE,
  readKeyIfThere,
  readOrMakeKey,
  syncFolder,
} from './ledger-keys.js';
import { writeMapSeed } from './map-seed.js';

/** A new key of the ledger that lies ready, but that the log does not name yet. */
export interface NextKey {
  readonly vkey: string;
  readonly path: string;
  /** This call made it; else an earlier one did and was cut short. */
  readonly isNew: boolean;
  readonly secretKey: Uint8Array;
}

/** Where the files of the ledger's keys ended up. */
export interface SettledKeys {
  readonly current: string;
  /** Of the key before. */
  readonly former: string;
}

/**
 * Makes the key that is to follow, and writes down the map's seed, which is derived from a key that may go. Both are
 * durable when it resolves, and stay as they are when it is called again.
 */
export async function prepareRotation(dataDir: string, identity: LedgerIdentity): Promise<NextKey> {
  await writeMapSeed(dataDir, identity.mapSeed);
  const { secretKey, path, isNew } = await readOrMakeKey(dataDir, NEXT_LEDGER_KEY_FILE);
  const vkey = formatVkey(identity.origin, publicKeyOf(secretKey));
  return { vkey, path, isNew, secretKey };
}

/**
 * The registration of the next key, ready to append: signed by a registrar, by the key it replaces, and by itself. Its
 * id follows from the new key, so a second attempt cannot register it twice.
 * @throws Error when the key that it replaces is not in the data folder
 */
export function rotationStatement(
  { dataDir, identity }: { dataDir: string; identity: LedgerIdentity },
  next: NextKey,
  { registrar, reason }: { registrar: Uint8Array; reason: string },
): Uint8Array {
  const outgoing = findLedgerKey(dataDir, identity.publicKey);
  if (outgoing === undefined)
    throw new Error(`no key file in the data folder holds ${identity.vkey}`);
  const payload = {
    schema: 'custody-registration/1',
    ledger: identity.origin,
    registrationId: `ledger-key-${idOf(next.vkey)}`,
    kind: 'ledger-key',
    rotation: { replaces: identity.vkey, vkey: next.vkey, reason },
  };
  return signStored('registration', payload, [registrar, outgoing, next.secretKey]);
}

/** Has the log made the next key the ledger's, while its file still waits to take its place? */
export async function isAppended(dataDir: string, identity: LedgerIdentity): Promise<boolean> {
  const next = await readKeyIfThere(dataDir, NEXT_LEDGER_KEY_FILE);
  return next !== undefined && equalBytes(publicKeyOf(next), identity.publicKey);
}

/**
 * Gives the files their names once the log has spoken: the former key is kept under its key id, the next one becomes the
 * ledger's. After a crash at any point it can be called again; a process finds its key under either name.
 */
export async function settleKeyFiles(
  dataDir: string,
  identity: LedgerIdentity,
): Promise<SettledKeys> {
  const former = identity.history.at(-2);
  if (former === undefined) throw new Error('cannot settle: the key was never rotated');
  const current = keyFilePath(dataDir, LEDGER_KEY_FILE);
  const kept = keyFilePath(dataDir, `ledger-${idOf(former.vkey)}.jwk.json`);
  const held = await readKeyIfThere(dataDir, LEDGER_KEY_FILE);
  if (held !== undefined && equalBytes(publicKeyOf(held), former.key.publicKey))
    await linkIfFree(current, kept);
  if (await isAppended(dataDir, identity))
    await rename(keyFilePath(dataDir, NEXT_LEDGER_KEY_FILE), current);
  await syncFolder(dirname(current));
  return { current, former: kept };
}

async function linkIfFree(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
    await syncFolder(dirname(name));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function idOf(vkey: string): string {
  return toHex(ledgerKeyOf(vkey).keyId);
}
