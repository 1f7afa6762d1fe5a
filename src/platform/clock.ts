/** Nest token of the {@link Clock}. */
export const CLOCK = Symbol('CLOCK');

/** The one source of time of the service; nothing else reads the wall clock for a decision. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
}

/** Real time. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
}

/**
 * A clock that stands still until it is moved: for rehearsal ledgers, replay and tests.
 * It never goes back, because recorded times in a log never do.
 */
export class SimulatedClock implements Clock {
  private instant: number;
  /** Wall-clock time at which the clock began to run, `undefined` while it stands still. */
  private runningSince: number | undefined;

  /** @param start epoch milliseconds */
  constructor(start = 0) {
    this.instant = start;
  }

  now(): number {
    if (this.runningSince === undefined) return this.instant;
    return this.instant + Math.max(0, Date.now() - this.runningSince);
  }

  /** Puts the clock to an instant, also to an earlier one: only before anything was recorded. */
  set(ms: number): void {
    this.instant = ms;
    this.runningSince = undefined;
  }

  /**
   * Moves the clock forward and leaves it standing.
   * @throws RangeError when `ms` is earlier than now
   */
  advanceTo(ms: number): void {
    const now = this.now();
    if (ms < now) throw new RangeError(`cannot move the clock back from ${now} to ${ms}`);
    this.set(ms);
  }

  /** From now on the clock goes at real speed from where it stands. */
  run(): void {
    this.runningSince ??= Date.now();
  }
}
