import type { Refusal, RefusalCode } from '../refusal.js';

/** A refusal of status 422: authentic form, but not allowed. */
export function refuse(code: RefusalCode, detail: string): Refusal {
  return { status: 422, code, detail };
}

/** A refusal of status 409: it clashes with what the log holds. */
export function conflict(code: RefusalCode, detail: string): Refusal {
  return { status: 409, code, detail };
}
