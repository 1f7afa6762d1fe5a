import { decodeUtf8, isWellFormed } from './bytes.js';
import { ProtocolError } from './errors.js';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

export type JsonObject = { readonly [member: string]: JsonValue };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A statement's payload is at most this long. */
export const MAX_PAYLOAD_BYTES = 65_536;
/** Arrays and objects may nest this deep; the outermost counts as 1. */
export const MAX_PAYLOAD_DEPTH = 16;

/** Far above any payload, far below any stack: it also ends a cyclic value. */
const MAX_BUILT_DEPTH = 128;

/**
 * RFC 8785 (JCS): members sorted by UTF-16 code units, ECMAScript number and string forms, no white
 * space.
 *
 * @throws ProtocolError `not-json` for a value JSON has no form for (NaN, undefined, a lone surrogate),
 *   `too-deep` beyond 128 levels or for a cycle
 */
export function canonicalize(value: JsonValue): string {
  return write(value, 0);
}

/**
 * Parses bytes that must already be in canonical form; anything else is refused, which settles duplicate
 * members, number spellings, escapes and white space at once. Size and depth are judged before any
 * parsing, so hostile input costs one pass over its bytes.
 *
 * @throws ProtocolError `too-large`, `too-deep`, or `not-canonical`
 */
export function parseCanonical(
  bytes: Uint8Array,
  { maxBytes = MAX_PAYLOAD_BYTES, maxDepth = MAX_PAYLOAD_DEPTH } = {},
): JsonValue {
  if (bytes.length > maxBytes)
    throw new ProtocolError('too-large', `${bytes.length} bytes, at most ${maxBytes} are allowed`);
  if (depthOf(bytes) > maxDepth)
    throw new ProtocolError('too-deep', `nested deeper than ${maxDepth} levels`);
  const { text, value } = read(bytes);
  if (!isCanonical(text, value))
    throw new ProtocolError('not-canonical', 'the bytes are not the RFC 8785 form of their value');
  return value;
}

function read(bytes: Uint8Array): { text: string; value: JsonValue } {
  try {
    const text = decodeUtf8(bytes);
    const value: JsonValue = JSON.parse(text);
    return { text, value };
  } catch (cause) {
    throw new ProtocolError('not-canonical', 'the bytes are not JSON in UTF-8', { cause });
  }
}

/**
 * The built-in writer differs from JCS only in the order of members and in lone surrogates, which it
 * writes as escapes. A text it reproduces, sorted and without such an escape, is canonical; that is several
 * times quicker than `canonicalize`, which decides where integer-like names make the engine reorder members.
 */
function isCanonical(text: string, value: JsonValue): boolean {
  if (isSorted(value) && !text.includes('\\ud')) return JSON.stringify(value) === text;
  try {
    return canonicalize(value) === text;
  } catch {
    return false;
  }
}

/** Are members sorted as the engine lists them? */
function isSorted(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (isArray(value)) return value.every(isSorted);
  let before: string | undefined;
  for (const name of Object.keys(value)) {
    if (before !== undefined && before >= name) return false;
    if (!isSorted(value[name]!)) return false;
    before = name;
  }
  return true;
}

function write(value: JsonValue, depth: number): string {
  if (depth > MAX_BUILT_DEPTH)
    throw new ProtocolError('too-deep', `nested deeper than ${MAX_BUILT_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (isArray(value)) return `[${value.map((member) => write(member, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw notJson(typeof value);
  const members = Object.keys(value)
    .toSorted()
    .map((name) => `${writeString(name)}:${write(value[name]!, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function writeString(value: string): string {
  if (!isWellFormed(value)) throw notJson('a lone surrogate');
  return JSON.stringify(value);
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw notJson(String(value));
  return JSON.stringify(value);
}

/** Deepest nesting, by brackets outside strings; one pass, no recursion, no parsing. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inString) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return deepest;
}

/** `Array.isArray` does not narrow a readonly array. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function notJson(what: string): ProtocolError {
  return new ProtocolError('not-json', `JSON has no form for ${what}`);
}
