import type { Trust, Verification } from '../../protocol/index.js';
import type { Verdict } from '../../client/provenance-answer.js';

export interface VerifyRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The ledger's key as this browser knows it, and how the ledger says others followed it. */
  readonly trust: Pick<Trust, 'vkey' | 'rotations'>;
}

export interface VerifyAnswer {
  readonly verification: Verification;
  /** What the signed gaps amount to by the rules of verdicts, computed here; none for a party's view. */
  readonly verdict: Verdict | undefined;
  readonly ms: number;
}
