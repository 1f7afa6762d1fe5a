import { hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorCode } from '../platform/error-code.js';
import { decodeBase64Url, encodeBase64Url } from '../protocol/index.js';
import { keyFilePath, placeNew } from './ledger-keys.js';

const SEED_BYTES = 32;

/**
 * The seed of the map's VRF key. It is derived from the ledger's first key, so that there is no further file to lose;
 * a rotation writes it into one, because the map outlives that key. The use is part of the derivation, so neither key
 * says anything about the other.
 */
export function mapSeedOf(firstLedgerKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', firstLedgerKey, '', 'custody-ledger/map-vrf/v1', 32));
}

export const MAP_SEED_FILE = 'map-seed.jwk.json';

/** @returns `undefined` where no rotation has written it yet */
export async function readMapSeed(dataDir: string): Promise<Uint8Array | undefined> {
  const path = keyFilePath(dataDir, MAP_SEED_FILE);
  try {
    const { kty, k }: { kty?: unknown; k?: unknown } = JSON.parse(await readFile(path, 'utf8'));
    const seed = kty === 'oct' && typeof k === 'string' ? decodeBase64Url(k) : undefined;
    if (seed?.length === SEED_BYTES) return seed;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`cannot use ${path}: it is not the seed of a map`, { cause: error });
  }
  throw new Error(`cannot use ${path}: it is not the seed of a map`);
}

/** Durable when it resolves; as a symmetric key in JWK (RFC 7518, 6.4). One that is there already stays. */
export async function writeMapSeed(dataDir: string, seed: Uint8Array): Promise<void> {
  const jwk = { kty: 'oct', k: encodeBase64Url(seed) };
  await placeNew(keyFilePath(dataDir, MAP_SEED_FILE), `${JSON.stringify(jwk)}\n`);
}
