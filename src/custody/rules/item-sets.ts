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
  return difference(spelledSerials(left), spelledSerials(right));
}

export function differenceOfTags(
  left: readonly TagRange[] | undefined,
  right: readonly TagRange[] | undefined,
): SetDifference {
  if (left === undefined || right === undefined || isSame(left, right)) return EQUAL;
  return difference(
    spelled(expandTags(left), normaliseMark),
    spelled(expandTags(right), normaliseMark),
  );
}

/** Most handovers repeat the list word for word: then a hundred thousand numbers need not be spelt out. */
function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** As written, by normal form. */
type Spelled = ReadonlyMap<string, string>;

/** A list is compared with several others; spelling it out is the dear part. */
const known = new WeakMap<readonly Serial[], Spelled>();

function spelledSerials(serials: readonly Serial[]): Spelled {
  const before = known.get(serials);
  if (before !== undefined) return before;
  const numbers = spelled(expandSerials(serials), normaliseSerial);
  known.set(serials, numbers);
  return numbers;
}

function spelled(numbers: readonly string[], normalise: (number: string) => string): Spelled {
  return new Map(numbers.map((number) => [normalise(number), number]));
}

function difference(left: Spelled, right: Spelled): SetDifference {
  return { extra: onlyIn(right, left), missing: onlyIn(left, right) };
}

function onlyIn(these: Spelled, those: Spelled): string[] {
  const only: string[] = [];
  for (const [normal, written] of these) if (!those.has(normal)) only.push(written);
  return only;
}
