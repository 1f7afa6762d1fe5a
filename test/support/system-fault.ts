/** An error as the operating system gives it. */
export function systemFault(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}
