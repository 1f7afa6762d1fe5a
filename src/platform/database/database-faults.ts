/** SQLSTATE of an error the server sent; `undefined` for a broken connection and everything else. */
function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  // EPIPE and the like have five letters too, but no severity.
  return 'severity' in error && /^[0-9A-Z]{5}$/u.test(code) ? code : undefined;
}

/**
 * After COMMIT was sent: may the transaction have been committed all the same? Only a verdict of the server rules it
 * out; shutdown, crash and internal errors are no verdict (an fsync that failed may have written).
 */
export function isOutcomeUnknown(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined || /^(?:08|57|58|XX)/u.test(state);
}

/** Worth trying again: the connection or the server went away, or another transaction was in the way. */
export function isTransient(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return /^(?:08|40|55P03|57|53300)/u.test(state);
  return error instanceof Error && (isConnectionFault(error) || isSystemFault(error));
}

/** The server refuses a value: trying the others without it is worth it. */
export function isAboutOneRow(error: unknown): boolean {
  return /^2[23]/u.test(sqlStateOf(error) ?? '');
}

/** ECONNREFUSED, ENOENT of a socket and the like; not a programming error of Node's (`ERR_…`). */
function isSystemFault(error: Error): boolean {
  return 'code' in error && /^E(?!RR_)/u.test(String(error.code));
}

function isConnectionFault({ message }: Error): boolean {
  return /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded|timeout expired|Query read timeout)/u.test(
    message,
  );
}
