/**
 * The `code` of a system or database error (`ENOENT`, SQLSTATE …), `''` when it has none. Does not ask for
 * `instanceof Error`: errors of Node's own modules come from another realm under Jest.
 */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}
