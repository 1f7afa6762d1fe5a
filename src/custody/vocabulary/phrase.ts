import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** An error option that says in plain words what is expected, and tells a missing member from a wrong one. */
export function phrase(expected: string): { error: (issue: RawIssue) => string } {
  return { error: (issue) => (issue.input === undefined ? `is required: ${expected}` : expected) };
}

/** The same for a closed object: an unknown member is named by {@link explainIssues}, with its own pointer. */
export function objectPhrase(what: string): { error: (issue: RawIssue) => string } {
  return {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `is not a member of ${what}; remove it`;
      const expected = `must be an object: ${what}`;
      return issue.input === undefined ? `is required: ${expected}` : expected;
    },
  };
}
