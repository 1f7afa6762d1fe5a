import type { RegistrationKind } from '../custody/vocabulary/registration.js';
import type { Role } from '../custody/vocabulary/roles.js';

/** Nest token of the {@link SignerDirectory}; the registry binds it. */
export const SIGNER_DIRECTORY = Symbol('SIGNER_DIRECTORY');

/**
 * Registrations that change who may sign; the rest are facts for the rules. Appender and registry must count alike: the
 * one writes into the head which entry was the last of them, the other says how far it has read them.
 */
export const SIGNER_KINDS: ReadonlySet<RegistrationKind> = new Set<RegistrationKind>([
  'ledger',
  'ledger-key',
  'party',
  'key',
  'key-revocation',
  'delegation',
]);

/** A key as the log registered it. Validity is by log index, never by wall clock. */
export interface SignerKey {
  readonly keyid: string;
  readonly publicKey: Uint8Array;
  /** `undefined` for the ledger's own keys and for registrar keys named in entry 0. */
  readonly party: string | undefined;
  /** Index of the entry that registered the key. */
  readonly registeredAt: number;
  /** Index of the entry that revoked it. */
  readonly revokedAt: number | undefined;
}

export interface Signer {
  readonly id: string;
  readonly country: string;
  readonly roles: readonly Role[];
}

/**
 * Who may sign what, as of the newest registration folded in. The ledger declares what it needs to admit a
 * statement; the registry, which follows the log, implements it.
 */
export interface SignerDirectory {
  /** Index of the newest registration folded in that changes who may sign; -1 before entry 0. */
  readonly index: number;
  key(keyid: string): SignerKey | undefined;
  party(id: string): Signer | undefined;
  isRegistrar(keyid: string): boolean;
  /** Also when a rotation has ended it: the key's `revokedAt` says so. */
  isLedgerKey(keyid: string): boolean;
  /** Does `principal` let `agent` sign events of this type at `at` (epoch ms)? */
  isDelegated(principal: string, agent: string, type: string, at: number): boolean;
  /** Folds in every registration of the log up to and including `index`. */
  catchUp(index: number): Promise<void>;
  /** Called for each key folded in, past ones first. */
  onKey(listener: (key: SignerKey) => void): void;
}
