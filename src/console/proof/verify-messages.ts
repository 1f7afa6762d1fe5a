import type { LedgerVkey, OpenedCheckpoint, Trust, Verification } from '../../protocol/index.js';
import type { Verdict } from '../../client/provenance-answer.js';

/** An evidence file to verify. */
export interface VerifyRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The ledger's key as this browser knows it, and how the ledger says others followed it. */
  readonly trust: Pick<Trust, 'vkey' | 'rotations'>;
  /** The consignment it must be of: a UCR, or `<UCR>;<year>`; whatever it is of where left out. */
  readonly asked?: string | undefined;
}

export interface VerifyAnswer {
  readonly verification: Verification;
  /** What the signed gaps amount to by the rules of verdicts, computed here; none for a party's view. */
  readonly verdict: Verdict | undefined;
  readonly ms: number;
}

/** A checkpoint to open under the ledger's keys. */
export interface OpenRequest {
  readonly note: string;
  readonly vkey: LedgerVkey;
}

export type OpenAnswer = OpenedCheckpoint;
