const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * How long to wait before attempt 1, 2, …: ten attempts over more than 75 hours, so that an endpoint that is down from
 * Friday evening to Monday morning still gets everything (Standard Webhooks, "retry schedule").
 */
export const RETRY_DELAYS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** The longest wait an endpoint may ask for with `Retry-After`. */
const LONGEST_REQUESTED_WAIT = 24 * HOUR;

/**
 * When to try again after attempt number `attempts` (1 = the first) failed at `now`; `undefined` when the schedule is
 * used up. `retryAfterMs` is what the endpoint asked for: it may delay the next attempt, never hasten it.
 */
export function nextAttemptAt(
  attempts: number,
  now: number,
  retryAfterMs: number | undefined,
): number | undefined {
  const delay = RETRY_DELAYS[attempts];
  if (delay === undefined) return undefined;
  const requested = Math.min(retryAfterMs ?? 0, LONGEST_REQUESTED_WAIT);
  return now + Math.max(delay, requested);
}

/** `Retry-After` (RFC 9110 section 10.2.3), seconds or a date, as milliseconds from `now`; `undefined` when unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/u.test(header)) return Number(header) * SECOND;
  // Date.parse alone makes a date of almost anything.
  const date = /^[A-Z][a-z]{2,8},? /u.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
