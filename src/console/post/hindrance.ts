/** Why an event could not be sent when it was tried last, and when it is tried again. */
export interface Hindrance {
  readonly cause: 'unreachable' | 'fault' | 'device';
  /** Of a fault: the HTTP status. */
  readonly status?: number;
  readonly tries: number;
  /** ISO 8601. */
  readonly nextAt: string;
}

interface Failure {
  readonly cause: Hindrance['cause'];
  readonly status?: number;
}

interface Circumstances {
  readonly before: Hindrance | undefined;
  readonly now: Date;
  /** From 0 up to 1: those that failed together do not come back together. */
  readonly chance: number;
}

const FIRST_MS = 10_000;
const LONGEST_MS = 15 * 60_000;

/** Each time twice as long as before, up to a quarter of an hour. */
export function hindranceAfter(
  failure: Failure,
  { before, now, chance }: Circumstances,
): Hindrance {
  const tries = (before?.tries ?? 0) + 1;
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) * (0.5 + chance / 2);
  return { ...failure, tries, nextAt: new Date(now.getTime() + wait).toISOString() };
}

export function isDue(hindrance: Hindrance | undefined, now: Date): boolean {
  return hindrance === undefined || Date.parse(hindrance.nextAt) <= now.getTime();
}
