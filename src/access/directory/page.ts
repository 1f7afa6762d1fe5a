import { z } from 'zod';
import { Problem } from '../../platform/http/problem.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Query of a list of the registry. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,4}$/u, `must be a whole number from 1 to ${MAX_LIMIT}`)
    .refine((text) => Number(text) >= 1 && Number(text) <= MAX_LIMIT, {
      message: `must be a whole number from 1 to ${MAX_LIMIT}`,
    })
    .optional()
    .meta({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} if absent.` }),
  cursor: z.string().max(200).optional().meta({ description: '`next` of the page before.' }),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** Where a page begins. All pages of one walk show the registry as of one entry, so none is missed or told twice. */
export interface PageStart {
  readonly index: number;
  readonly position: number;
  readonly limit: number;
}

/**
 * @param newest index to show the registry as of, on the first page
 * @throws Problem 400 for a cursor this service did not give
 */
export function pageStart(query: PageQuery, newest: number): PageStart {
  const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
  if (query.cursor === undefined) return { index: newest, position: 0, limit };
  const decoded = Buffer.from(query.cursor, 'base64url').toString('latin1');
  const match = /^(?<index>\d{1,15})\.(?<position>\d{1,9})$/u.exec(decoded);
  if (match?.groups === undefined) {
    throw new Problem({
      status: 400,
      code: 'schema',
      detail: 'The cursor is not one this service gave; start again without it.',
      errors: [{ pointer: '/query/cursor', detail: 'must be the "next" of the page before' }],
    });
  }
  return {
    index: Number(match.groups['index']),
    position: Number(match.groups['position']),
    limit,
  };
}

export function cursorOf(index: number, position: number): string {
  return Buffer.from(`${index}.${position}`, 'latin1').toString('base64url');
}

/** `Link` header to the next page (RFC 8288). */
export function nextLink(path: string, limit: number, cursor: string): string {
  return `<${path}?limit=${limit}&cursor=${cursor}>; rel="next"`;
}
