/** Where the clock of a rehearsal stands, ISO 8601: as the service wrote it into the page, and it has gone on since. */
export function timeOfRehearsal(): string | undefined {
  const written = document.documentElement.dataset['rehearsal'];
  if (written === undefined) return undefined;
  return new Date(Date.parse(written) + performance.now()).toISOString();
}
