import type { z } from 'zod';

/** One thing that is wrong with a payload. */
export interface ExplainedIssue {
  /** JSON pointer (RFC 6901) to the member, the missing or unknown one included. */
  readonly pointer: string;
  /** Names the member and says how to mend it. */
  readonly detail: string;
}

const MAX_ISSUES = 20;

/** Says in plain words what a schema of this folder refused, at most 20 issues, in the order found. */
export function explainIssues(error: z.ZodError): ExplainedIssue[] {
  return error.issues.flatMap(explainIssue).slice(0, MAX_ISSUES);
}

function explainIssue(issue: z.core.$ZodIssue): ExplainedIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => explained([...issue.path, key], issue.message));
  }
  // A key of a record that is refused: its own issues say why.
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => explained(issue.path, inner.message));
  }
  return [explained(issue.path, issue.message)];
}

function explained(path: readonly PropertyKey[], message: string): ExplainedIssue {
  return { pointer: pointerOf(path), detail: `${nameOf(path)} ${message}` };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the payload';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step).slice(0, 80)}`))
    .join('')
    .replace(/^\./, '');
}
