import type { EventType } from '../../custody/vocabulary/event.js';
import type { RegistrationKind } from '../../custody/vocabulary/registration.js';
import type { Role } from '../../custody/vocabulary/roles.js';

interface Common {
  /** Origin of the ledger the statement was signed for. */
  readonly ledger: string;
  /** The id its signer gave it: `eventId`, `registrationId`, `decisionId`, `findingId`, `mapId`. */
  readonly localId: string;
}

export interface EventFacts extends Common {
  readonly kind: 'event';
  readonly type: EventType;
  readonly actor: string;
  readonly onBehalfOf: string | undefined;
  readonly witness: string | undefined;
  /** The roles of which the witness must have one; `undefined` when none is required. */
  readonly witnessRoles: readonly Role[] | undefined;
  /** CORRECT: statement hash of the original, and the type of its replacement (`undefined` for an annulment). */
  readonly corrects: { readonly hash: string; readonly type: string | undefined } | undefined;
}

export interface RegistrationFacts extends Common {
  readonly kind: 'registration';
  readonly registers: RegistrationKind;
  /** Party that a `key` is registered for. */
  readonly party: string | undefined;
  /** `key` and `ledger-key`: thumbprint of the new key; `key-revocation`: the key that is revoked. */
  readonly keyid: string | undefined;
  /** `ledger-key`: thumbprint of the key that the new one replaces. */
  readonly replaces?: string;
}

export interface DecisionFacts extends Common {
  readonly kind: 'decision';
  readonly actor: string;
  readonly witness: string | undefined;
  readonly alert: string;
  readonly alertVersion: number;
}

export interface FindingFacts extends Common {
  readonly kind: 'finding';
  readonly alert: string;
  readonly version: number;
}

export interface MapFacts extends Common {
  readonly kind: 'map';
  /** It speaks of all entries below this index. */
  readonly size: number;
}

export interface LoginFacts extends Common {
  readonly kind: 'login';
  readonly actor: string;
}

/** What judging a statement needs of its payload. */
export type StatementFacts =
  EventFacts | RegistrationFacts | DecisionFacts | FindingFacts | MapFacts | LoginFacts;

/** `unknown`: no key of this id had been registered when the signature was looked at. */
export type SignatureStanding = 'valid' | 'invalid' | 'unknown';

export interface SignatureFacts {
  readonly keyid: string;
  readonly standing: SignatureStanding;
}

/** A well-formed statement: read, its payload checked against its schema, its signatures verified. Not yet judged. */
export interface AdmittedStatement<F extends StatementFacts = StatementFacts> {
  readonly facts: F;
  readonly signatures: readonly SignatureFacts[];
  /** Canonical JSON of the envelope: what is stored, hashed and served. */
  readonly stored: Uint8Array;
  /** SHA-256 of the stored bytes. */
  readonly hash: Uint8Array;
  /** 16 bytes that only one statement of the log can have: its kind, signer and local id. */
  readonly identity: Uint8Array;
  /** A second such key where the kind has one: an alert's next version. */
  readonly claim: Uint8Array | undefined;
}
