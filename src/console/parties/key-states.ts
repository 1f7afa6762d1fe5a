import type { RegisteredKey } from '../../client/answers.js';

export type KeyState = 'valid' | 'revoked' | 'suspect';

/** A revoked key whose holder lost it earlier: what it signed since then is in doubt. */
export function stateOfKey({ revokedAt, compromisedSince }: RegisteredKey): KeyState {
  if (revokedAt === null) return 'valid';
  return compromisedSince === null ? 'revoked' : 'suspect';
}
