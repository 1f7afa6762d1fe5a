import { z } from 'zod';
import { badCursor, pageCursor, pageLimit } from '../../platform/http/paging.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Query of a list of the registry. */
export const pageQuery = z.strictObject({
  limit: pageLimit(MAX_LIMIT, DEFAULT_LIMIT),
  cursor: pageCursor,
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
  if (match?.groups === undefined) throw badCursor();
  return {
    index: Number(match.groups['index']),
    position: Number(match.groups['position']),
    limit,
  };
}

export function cursorOf(index: number, position: number): string {
  return Buffer.from(`${index}.${position}`, 'latin1').toString('base64url');
}
