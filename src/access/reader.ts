import type { Role } from '../custody/vocabulary/roles.js';

/** Who is asking: a logged-in party, as the registry has it at the moment of the request. */
export interface Reader {
  readonly party: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly roles: readonly Role[];
  /** Thumbprint of the key that logged in. */
  readonly keyid: string;
}
