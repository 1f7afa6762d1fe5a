import { parseInstant } from './times.js';

/** How far apart the year of an event and of a consignment may be for the event to join it. */
const JOIN_YEARS = 5;

export interface ConsignmentKey {
  readonly ucr: string;
  /** The year in which the UCR was allocated, four digits. */
  readonly year: number;
}

/** `<UCR>;<year>`: a UCR alone repeats after ten years, since it opens with the last digit of its year. */
export function consignmentKey(ucr: string, year: number): string {
  return `${ucr};${String(year).padStart(4, '0')}`;
}

/** Takes a key apart; `undefined` when the text is none (a UCR alone has no year). */
export function parseConsignmentKey(key: string): ConsignmentKey | undefined {
  const match = /^([0-9][A-Z]{2}[0-9A-Z()-]{1,32});([0-9]{4})$/.exec(key);
  if (match === null) return undefined;
  const [, ucr = '', digits = ''] = match;
  const year = Number(digits);
  return year % 10 === Number(ucr[0]) ? { ucr, year } : undefined;
}

/** The latest year that ends in the UCR's first digit and is not after `year`. */
export function allocationYear(ucr: string, year: number): number {
  const lastDigit = Number(ucr[0]);
  return year - ((year - lastDigit + 10) % 10);
}

/**
 * The year of the consignment that an event naming `ucr` in `eventYear` belongs to: the newest known one when it is
 * within five years, else the event opens one of its own.
 *
 * @param known years of this UCR's consignments so far, from events of smaller index
 */
export function consignmentYear(ucr: string, eventYear: number, known: readonly number[]): number {
  const newest = known.length === 0 ? undefined : Math.max(...known);
  if (newest !== undefined && Math.abs(eventYear - newest) <= JOIN_YEARS) return newest;
  return allocationYear(ucr, eventYear);
}

/** The calendar year, in UTC, of an RFC 3339 time. */
export function yearOf(occurredAt: string): number {
  return new Date(parseInstant(occurredAt) ?? Number.NaN).getUTCFullYear();
}

/** The UCR of a consignment's key; of a UCR alone, itself. */
export function ucrOf(consignment: string): string {
  return consignment.split(';', 1)[0] ?? consignment;
}
