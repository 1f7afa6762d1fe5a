/** RFC 9457 problem details, as every error of the API carries them. */
export interface Problem {
  /** Stable URI of the kind of problem. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** Of a refused statement: why, in kebab-case (`schema`, `unknown-key`, …). */
  readonly code?: string;
  /** Which members are wrong: RFC 6901 pointers into the payload, and how to mend each. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** Of a 404, to those who may read everything: the proof that there is none, for `checkCompleteness`. */
  readonly completeness?: unknown;
  /** Index of the last entry that such a 404 speaks of, where it was asked as of one. */
  readonly asOf?: unknown;
}

/** The service answered, and its answer is a refusal. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string | undefined {
    return this.problem.code;
  }
}

/** The service could not be reached, or its answer could not be read; the reason is the `cause`. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Makes a problem of any refusing answer: not everything between us and the service speaks RFC 9457. */
export function problemOf(status: number, contentType: string, body: string): Problem {
  const parsed = contentType.includes('json') ? tryParse(body) : undefined;
  const members: Partial<Problem> = isObject(parsed) ? parsed : {};
  return {
    ...members,
    type: typeof members.type === 'string' ? members.type : 'about:blank',
    title: typeof members.title === 'string' ? members.title : `HTTP status ${status}`,
    status,
  };
}

function tryParse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Partial<Problem> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
