import { z } from 'zod';
import { Problem } from './problem.js';

/** Query member: how many rows a page of a list may have. */
export function pageLimit(most: number, ifAbsent: number) {
  const message = `must be a whole number from 1 to ${most}`;
  return z
    .string()
    .regex(/^\d{1,4}$/u, message)
    .refine((text) => Number(text) >= 1 && Number(text) <= most, { message })
    .optional()
    .meta({ description: `1 to ${most}; ${ifAbsent} if absent.` });
}

/** Query member: where the page begins, as the page before said. */
export const pageCursor = z
  .string()
  .max(200)
  .optional()
  .meta({ description: '`next` of the page before.' });

export function badCursor(): Problem {
  return new Problem({
    status: 400,
    code: 'schema',
    detail: 'The cursor is not one this service gave; start again without it.',
    errors: [{ pointer: '/query/cursor', detail: 'must be the "next" of the page before' }],
  });
}

/** `Link` header to the next page (RFC 8288): the same query with another cursor. */
export function nextLink(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, value);
  }
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
