import { Problem } from '../platform/http/problem.js';

/** Opaque position in a list: a log index. */
export function cursorOf(position: number): string {
  return Buffer.from(`i${position}`, 'latin1').toString('base64url');
}

/** @throws Problem 400 for a cursor this service did not give */
export function positionOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const decoded = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^i(?<position>\d{1,15})$/u.exec(decoded);
  if (match?.groups === undefined || cursorOf(Number(match.groups['position'])) !== cursor) {
    throw badCursor();
  }
  return Number(match.groups['position']);
}

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
