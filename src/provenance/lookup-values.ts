import { normaliseMark, normaliseSerial } from '../custody/vocabulary/serials.js';

/** What goods can be found by besides UCR and item id. */
export const LOOKUP_KINDS = ['container', 'seal', 'serial', 'tag', 'document'] as const;
export type LookupKind = (typeof LOOKUP_KINDS)[number];

/** One searchable value of an event: a single value, or the numbers `low` to `high` behind a prefix. */
export interface Lookup {
  readonly kind: LookupKind;
  /** Normalised value, or the range's normalised prefix. */
  readonly value: string;
  readonly low?: number;
  readonly high?: number;
  /** The one item it marks, where the event says so. */
  readonly item?: string;
}

/** A way to read a searched text as a number behind a prefix. */
export interface RangeCandidate {
  readonly prefix: string;
  readonly number: number;
}

/**
 * The form in which values of a kind are compared: serials also with the letters that are read for digits, as the
 * rules compare them.
 */
export function normaliseLookup(kind: LookupKind, text: string): string {
  return kind === 'serial' ? normaliseSerial(text) : normaliseMark(text);
}

/**
 * Every way to split the closing digits of a normalised value into prefix and number, because a range's prefix may
 * itself end in digits. Numbers beyond 15 digits are never part of a range.
 */
export function rangeCandidates(normalised: string): RangeCandidate[] {
  const digits = /\d*$/u.exec(normalised)?.[0].length ?? 0;
  const candidates: RangeCandidate[] = [];
  for (let length = 1; length <= Math.min(digits, 15); length += 1) {
    const at = normalised.length - length;
    candidates.push({ prefix: normalised.slice(0, at), number: Number(normalised.slice(at)) });
  }
  return candidates;
}
