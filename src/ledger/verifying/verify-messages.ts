import type { Check, Trust } from '../../protocol/index.js';

/** A file to judge, and what its sender trusts. */
export interface VerifyTask {
  readonly bytes: Uint8Array;
  readonly trust: Trust;
  readonly own: OwnKeys;
}

/** The keys of this ledger, and how they followed each other. */
export interface OwnKeys {
  readonly vkeys: readonly string[];
  readonly rotations: unknown;
}

export type VerifyAnswer =
  | { readonly ok: boolean; readonly checks: readonly Check[] }
  /** The key or the policy cannot be read: the sender's error, not the file's. */
  | { readonly unusable: string };
