/** Nest token of the {@link Logger}. */
export const LOGGER = Symbol('LOGGER');

type Log = (fields: object, message: string) => void;

/**
 * Structured log: fields first, then a constant message, one line per event. No payloads, no keys; ids and
 * hashes are fields. An error goes as `{ err }`.
 */
export interface Logger {
  readonly fatal: Log;
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
  readonly trace: Log;
}
