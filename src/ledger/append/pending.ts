import type { AdmittedStatement } from '../admission/statement-facts.js';
import { Gathering } from '../gathering.js';
import type { Refusal } from '../refusal.js';

/** What a poster is told: appended now (201), in the log already (200), or refused. */
export type AppendResult =
  | {
      readonly status: 201 | 200;
      /** JSON text of the receipt, the same for ever. */
      readonly receipt: string;
      readonly index: number;
    }
  | { readonly status: Refusal['status']; readonly refusal: Refusal };

/** A statement on its way into the log. */
export interface Pending {
  readonly statement: AdmittedStatement;
  /** `index` of the directory by which it was judged. */
  readonly judgedAt: number;
  /**
   * A COMMIT that held it was not answered: if it is found in the log, this poster put it there.
   */
  mayBeWritten: boolean;
  readonly post: Post;
  /** Its place in the post. */
  readonly place: number;
}

export function refusedWith(refusal: Refusal): AppendResult {
  return { status: refusal.status, refusal };
}

/** The statements of one request; answered when all of them are. */
export class Post extends Gathering<AppendResult> {}
