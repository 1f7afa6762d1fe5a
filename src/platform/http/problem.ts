/** One thing wrong in a request: `pointer` is a JSON pointer (RFC 6901) into it. */
export interface ProblemError {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemInit {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** Stable, kebab-case; the `type` of the answer is `/problems/<code>`. */
  readonly code?: string | undefined;
  /** The same for every problem of this code; default from the status. */
  readonly title?: string | undefined;
  /** What is wrong in this request and how to mend it. Not shown when `status` is 500 or more. */
  readonly detail?: string | undefined;
  /** The `detail` of an answer with 500 or more: words chosen for whoever reads it, never those of a fault. */
  readonly advice?: string | undefined;
  readonly errors?: readonly ProblemError[] | undefined;
  /** Extension members of the answer (RFC 9457 section 3.2). Not shown when `status` is 500 or more. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  /** Seconds; answered as `Retry-After`. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** An answer other than success, told as RFC 9457 problem details. Throw it anywhere under a route. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly advice: string | undefined;
  readonly errors: readonly ProblemError[] | undefined;
  readonly members: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfter: number | undefined;

  constructor(init: ProblemInit) {
    super(init.detail ?? init.title ?? `status ${init.status}`, { cause: init.cause });
    this.name = 'Problem';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.advice = init.advice;
    this.errors = init.errors;
    this.members = init.members;
    this.retryAfter = init.retryAfter;
  }
}

/**
 * The one answer to "not there" and "not yours": they must not be told apart.
 * @param members for a reader to whom nothing is another's
 */
export function notFound(members?: ProblemInit['members']): Problem {
  return new Problem({ status: 404, code: 'not-found', detail: 'No such resource.', members });
}
