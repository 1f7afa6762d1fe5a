/** As `<input type="datetime-local">` has it: in this device's zone, to the minute. */
export function localTime(at: Date): string {
  const day = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
  return `${day}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** RFC 3339 with the offset that this device had then; what is no time stays as it is, for the schema to name. */
export function instantOf(local: string): string {
  const at = new Date(local);
  if (Number.isNaN(at.getTime())) return local;
  const minutes = -at.getTimezoneOffset();
  const [, toSeconds = local] = /^([^T]+T\d\d:\d\d(?::\d\d)?)/u.exec(local) ?? [];
  const seconds = toSeconds.length === 16 ? `${toSeconds}:00` : toSeconds;
  const offset = Math.abs(minutes);
  return `${seconds}${minutes < 0 ? '-' : '+'}${twoDigits(Math.trunc(offset / 60))}:${twoDigits(offset % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
