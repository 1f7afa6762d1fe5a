export interface CosignersRequest {
  /** The checkpoint with all its lines. */
  readonly note: string;
  /** C2SP tlog-policy, as the ledger tells it. */
  readonly policy: string;
}
