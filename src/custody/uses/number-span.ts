import type { Serial } from '../vocabulary/event.js';
import { normaliseMark, normaliseSerial, numberOf } from '../vocabulary/serials.js';

/** Marks that follow each other: everything before the closing digits, and the numbers of those. */
export interface NumberSpan {
  readonly prefix: string;
  readonly low: number;
  readonly high: number;
}

/** Closing digits beyond these belong to the prefix: a number stays exact in JavaScript and in PostgreSQL. */
const MAX_DIGITS = 15;

interface Range {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly width?: number;
}

/** Leading zeros fall away with the change into a number. A mark without closing digits is the number 0 of itself. */
export function spanOfMark(mark: string): NumberSpan {
  return spanOfNormal(normaliseMark(mark));
}

/** The numbers of a range; several spans where it grows by a digit and its prefix ends in one. */
export function spansOfRange(range: Range, normalise = normaliseMark): NumberSpan[] {
  const spans: NumberSpan[] = [];
  for (let from = range.from; from <= range.to;) {
    const most = 10 ** Math.max(String(from).length, range.width ?? 0) - 1;
    const to = Math.min(range.to, most);
    const first = spanOfNormal(normalise(numberOf(range, from)));
    spans.push({ ...first, high: first.low + to - from });
    from = to + 1;
  }
  return joined(spans);
}

/** Serials as the rules compare them, those that follow each other in one span. */
export function spansOfSerials(serials: readonly Serial[]): NumberSpan[] {
  const spans = serials.flatMap((serial) =>
    typeof serial === 'string'
      ? [spanOfNormal(normaliseSerial(serial))]
      : spansOfRange(serial, normaliseSerial),
  );
  return joined(spans);
}

/** As people write it: the first mark, and the last where there are several. */
export function spanText({ prefix, low, high }: NumberSpan): string {
  return low === high ? `${prefix}${low}` : `${prefix}${low}–${high}`;
}

/** The numbers both spans have; `undefined` when there are none. */
export function overlapOf(a: NumberSpan, b: NumberSpan): NumberSpan | undefined {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return a.prefix === b.prefix && low <= high ? { prefix: a.prefix, low, high } : undefined;
}

function spanOfNormal(normal: string): NumberSpan {
  const digits = /\d*$/u.exec(normal)?.[0].slice(-MAX_DIGITS) ?? '';
  const number = Number(digits);
  return { prefix: normal.slice(0, normal.length - digits.length), low: number, high: number };
}

function joined(spans: readonly NumberSpan[]): NumberSpan[] {
  const sorted = spans.toSorted(
    (a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0) || a.low - b.low,
  );
  const result: NumberSpan[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last === undefined || last.prefix !== span.prefix || span.low > last.high + 1) {
      result.push(span);
      continue;
    }
    result[result.length - 1] = { ...last, high: Math.max(last.high, span.high) };
  }
  return result;
}
