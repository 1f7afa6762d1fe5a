import { ProtocolError } from './errors.js';

/** What does not hold, in words. */
export interface Failed {
  readonly ok: false;
  readonly reason: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Failed;

export function failed(reason: string): Failed {
  return { ok: false, reason };
}

/** Reads what a stranger sent: a ProtocolError becomes a reason, anything else is a bug and is thrown on. */
export function attempt<T>(read: () => T): Outcome<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof ProtocolError) return failed(error.message);
    throw error;
  }
}
