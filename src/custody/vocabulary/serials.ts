import type { Serial, TagRange } from './event.js';
import { MAX_EXPANDED } from './goods.js';

interface NumberRange {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly width?: number;
}

/** `prefix` + number padded with zeros to `width` digits; a longer number is never cut. */
export function numberOf(range: { prefix: string; width?: number }, number: number): string {
  return range.prefix + String(number).padStart(range.width ?? 0, '0');
}

/** How many numbers the serials stand for. */
export function countSerials(serials: readonly Serial[]): number {
  let count = 0;
  for (const serial of serials)
    count += typeof serial === 'string' ? 1 : serial.to - serial.from + 1;
  return count;
}

/**
 * Every single serial, in order, as written. An event of the vocabulary never holds more than {@link MAX_EXPANDED};
 * @throws RangeError for more, so that no caller can be made to fill memory.
 */
export function expandSerials(serials: readonly Serial[]): string[] {
  assertBounded(countSerials(serials));
  return serials.flatMap((serial) => (typeof serial === 'string' ? [serial] : expandRange(serial)));
}

/** Every single tag number, in order. Tags carry no width: numbers are written without leading zeros. */
export function expandTags(tags: readonly TagRange[]): string[] {
  assertBounded(tags.reduce((sum, tag) => sum + tag.to - tag.from + 1, 0));
  return tags.flatMap(expandRange);
}

/**
 * The form in which two serials are the same mark: upper case, only letters and digits, and in the numeric tail the
 * letters that are read for digits (O for 0, I and L for 1) turned into digits. The raw serial is what is shown.
 */
export function normaliseSerial(serial: string): string {
  const bare = normaliseMark(serial);
  const tail = /[0-9OIL]+$/.exec(bare)?.[0] ?? '';
  // A tail without any digit is a word, not a number with letters in it.
  if (!/[0-9]/.test(tail)) return bare;
  const digits = tail.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return bare.slice(0, bare.length - tail.length) + digits;
}

/** The form in which two seal or tag numbers are the same: upper case, only A-Z and 0-9. */
export function normaliseMark(number: string): string {
  return number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

function expandRange(range: NumberRange): string[] {
  const numbers: string[] = [];
  for (let number = range.from; number <= range.to; number += 1)
    numbers.push(numberOf(range, number));
  return numbers;
}

function assertBounded(count: number): void {
  if (count > MAX_EXPANDED) {
    throw new RangeError(`could not expand ${count} numbers: at most ${MAX_EXPANDED} at once`);
  }
}
