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

/** What proves one entry of a file. */
export interface EventProof {
  readonly index: number;
  /** SHA-256 of the statement, hex. */
  readonly hash: string;
  readonly isOfStatement: boolean;
  /** `unseen`: an earlier statement failed, and none after it was judged. */
  readonly signatures: 'hold' | 'fail' | 'unseen';
  readonly keyids: readonly string[];
  readonly isIncluded: boolean;
  /** The inclusion proof as a file tells it: hashes in base64, the leaf's side first. */
  readonly leaf: string;
  readonly path: readonly string[];
}

export interface VerifyAnswer {
  readonly verification: Verification;
  /** What the signed gaps amount to by the rules of verdicts, computed here; none for a party's view. */
  readonly verdict: Verdict | undefined;
  /** Each event of the file by itself; none of a file that cannot be read. */
  readonly events: readonly EventProof[];
  readonly ms: number;
}

/** A checkpoint to open under the ledger's keys. */
export interface OpenRequest {
  readonly note: string;
  readonly vkey: LedgerVkey;
}

export type OpenAnswer = OpenedCheckpoint;
