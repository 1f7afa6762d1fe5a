/** Where the clock of a rehearsal stands: as the service wrote it into the page, and it has gone on since. */
export function timeOfRehearsal(): Date | undefined {
  const written = document.documentElement.dataset['rehearsal'];
  return written === undefined ? undefined : new Date(Date.parse(written) + performance.now());
}

/** What deadlines are compared with: today, but in a rehearsal. */
export function timeOfLedger(): Date {
  return timeOfRehearsal() ?? new Date();
}
