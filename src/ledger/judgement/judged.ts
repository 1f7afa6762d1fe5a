import type { AdmittedStatement } from '../admission/statement-facts.js';
import type { SignerDirectory } from '../signer-directory.js';

export interface JudgementContext {
  /** Origin of this ledger. */
  readonly origin: string;
  /** Who may sign, as of the entry before. */
  readonly directory: SignerDirectory;
  /** `recordedAt` the statement would have, epoch milliseconds. */
  readonly at: number;
}

/** A statement of the kind `F`, as a judge sees it. */
export type Judged<F> = Pick<AdmittedStatement, 'signatures'> & { readonly facts: F };
