import type { Registration } from '../custody/vocabulary/registration.js';
import type { SignerKey } from '../ledger/signer-directory.js';
import { decodeUtf8, parseEnvelope, type PublicJwk } from '../protocol/index.js';

/** A registration and where the log keeps it. */
export interface RegistrationEntry {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly registration: Registration;
}

/** Of a stored statement, not checked again: what was admitted fits the schema of its day. */
export function registrationIn(stored: Uint8Array): Registration {
  return JSON.parse(decodeUtf8(parseEnvelope(stored).payload));
}

/** Why and when a key ended. The key's own entry is never removed. */
export interface Revocation {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly reason: string;
  /** Epoch milliseconds; what the key signed and was recorded at or after it is suspect. */
  readonly compromisedSince: number | undefined;
}

/** What a key is for: `registrar` only for the keys entry 0 names, `ledger` for its own and those that replaced it. */
export type KeyStanding = 'ledger' | 'registrar' | 'party';

export interface RegisteredKey extends SignerKey {
  readonly jwk: PublicJwk;
  readonly standing: KeyStanding;
  /** Epoch milliseconds of the entry that registered the key. */
  readonly recordedAt: number;
  /**
   * The first revocation, with the earliest `compromisedSince` any revocation named: a later statement may widen
   * the suspect window, never the key's life.
   */
  readonly revocation: Revocation | undefined;
}
