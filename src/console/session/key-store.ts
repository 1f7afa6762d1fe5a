import { browserStore } from './browser-store.js';

/** A key that this browser holds: it signs, and no script can read it. */
export interface HeldKey {
  readonly party: string;
  readonly keyid: string;
  /** base64url of the public key, which a registrar registers. */
  readonly x: string;
  readonly privateKey: CryptoKey;
  /** ISO 8601. */
  readonly since: string;
}

const CURRENT = 'current';
const keys = browserStore<HeldKey>('custody-console', ['keys'], 'keys');

export function heldKey(): Promise<HeldKey | undefined> {
  return keys.get(CURRENT);
}

export function holdKey(key: HeldKey): Promise<void> {
  return keys.put(CURRENT, key);
}

export function forgetKey(): Promise<void> {
  return keys.remove(CURRENT);
}
