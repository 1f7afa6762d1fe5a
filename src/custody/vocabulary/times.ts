const DATE_LENGTH = 10;
const MS_PER_DAY = 86_400_000;
/** Years a time may lie in, in UTC: four digits, and early enough for the oldest weapon still on record. */
const FIRST_YEAR = 1900;
const END_MS = Date.UTC(10_000, 0, 1);

/**
 * Epoch milliseconds of an RFC 3339 date-time (section 5.6) whose offset is written out, or `undefined` when the
 * text is not one, or not of the years 1900 to 9999 in UTC. The calendar is checked (no 30 February), digits beyond the millisecond are cut off, and a leap
 * second (23:59:60 UTC) counts as the second after it. Hand-written because it runs several times per event.
 */
export function parseInstant(text: string): number | undefined {
  const length = text.length;
  if (length < 20 || length > 40) return undefined;
  const day = parseFullDate(text.slice(0, DATE_LENGTH));
  if (day === undefined || (text[10] !== 'T' && text[10] !== 't')) return undefined;

  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (text[13] !== ':' || text[16] !== ':') return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;

  const afterFraction = endOfFraction(text, 19);
  if (afterFraction === undefined) return undefined;
  const offset = offsetMinutes(text, afterFraction);
  if (offset === undefined) return undefined;

  const minutes = hour * 60 + minute - offset;
  if (second === 60 && (minutes + 1) % 1440 !== 0) return undefined;
  const instant = day + minutes * 60_000 + second * 1000 + milliseconds(text, afterFraction);
  return instant >= Date.UTC(FIRST_YEAR, 0, 1) && instant < END_MS ? instant : undefined;
}

/** Epoch milliseconds of the start (UTC) of an RFC 3339 full-date `YYYY-MM-DD`, or `undefined`. */
export function parseFullDate(text: string): number | undefined {
  if (text.length !== DATE_LENGTH || text[4] !== '-' || text[7] !== '-') return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(
    year >= FIRST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  ))
    return undefined;
  return daysSinceEpoch(year, month, day) * MS_PER_DAY;
}

/** First millisecond of a full-date (UTC) or the instant of a date-time; `undefined` when it is neither. */
export function startOf(dateOrTime: string): number | undefined {
  return dateOrTime.length === DATE_LENGTH ? parseFullDate(dateOrTime) : parseInstant(dateOrTime);
}

/** Last millisecond of a full-date (UTC), which is meant inclusively, or the instant of a date-time. */
export function endOf(dateOrTime: string): number | undefined {
  if (dateOrTime.length !== DATE_LENGTH) return parseInstant(dateOrTime);
  const start = parseFullDate(dateOrTime);
  return start === undefined ? undefined : start + MS_PER_DAY - 1;
}

/** NaN when one of the two characters is no digit: every comparison with it is then false. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  if (!(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return Number.NaN;
  return tens * 10 + ones;
}

function endOfFraction(text: string, from: number): number | undefined {
  if (text[from] !== '.') return from;
  let at = from + 1;
  while (isDigit(text, at)) at += 1;
  return at === from + 1 ? undefined : at;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function milliseconds(text: string, end: number): number {
  return end <= 20 ? 0 : Number(text.slice(20, Math.min(end, 23)).padEnd(3, '0'));
}

function offsetMinutes(text: string, from: number): number | undefined {
  const sign = text[from];
  if (sign === 'Z' || sign === 'z') return text.length === from + 1 ? 0 : undefined;
  if ((sign !== '+' && sign !== '-') || text.length !== from + 6 || text[from + 3] !== ':')
    return undefined;
  const hours = twoDigits(text, from + 1);
  const minutes = twoDigits(text, from + 4);
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Proleptic Gregorian day number; the year is counted from March so that the leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
