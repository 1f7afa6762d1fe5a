import { badCursor } from '../platform/http/paging.js';

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
