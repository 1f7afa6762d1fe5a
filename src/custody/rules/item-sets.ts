import type { Serial, TagRange } from '../vocabulary/event.js';
import {
  expandSerials,
  expandTags,
  normaliseMark,
  normaliseSerial,
} from '../vocabulary/serials.js';

export interface SetDifference {
  /** Only on the right side, as written there. */
  readonly extra: readonly string[];
  /** Only on the left side, as written there. */
  readonly missing: readonly string[];
}

const EQUAL: SetDifference = { extra: [], missing: [] };

/** Nothing to compare where one side names no numbers. */
export function differenceOfSerials(
  left: readonly Serial[] | undefined,
  right: readonly Serial[] | undefined,
): SetDifference {
  if (left === undefined || right === undefined || isSame(left, right)) return EQUAL;
  return difference(expandSerials(left), expandSerials(right), normaliseSerial);
}

export function differenceOfTags(
  left: readonly TagRange[] | undefined,
  right: readonly TagRange[] | undefined,
): SetDifference {
  if (left === undefined || right === undefined || isSame(left, right)) return EQUAL;
  return difference(expandTags(left), expandTags(right), normaliseMark);
}

/** Most handovers repeat the list word for word: then a hundred thousand numbers need not be spelt out. */
function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function difference(
  left: readonly string[],
  right: readonly string[],
  normalise: (number: string) => string,
): SetDifference {
  const onLeft = new Set(left.map(normalise));
  const onRight = new Set(right.map(normalise));
  return {
    extra: right.filter((number) => !onLeft.has(normalise(number))),
    missing: left.filter((number) => !onRight.has(normalise(number))),
  };
}
