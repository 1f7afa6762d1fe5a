import { decodeUtf8 } from './bytes.js';
import type { JsonValue } from './canonical-json.js';
import { ProtocolError } from './errors.js';

const JSON_SPACE = [0x20, 0x09, 0x0a, 0x0d];
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * Reads JSON whose members may stand in any order, with any white space, but none of them twice: readers differ in
 * which of the two they take.
 *
 * @throws ProtocolError `bad-utf8`, `not-json` or `member-twice`
 */
export function parseJsonOnce(bytes: Uint8Array): JsonValue {
  const text = decodeUtf8(bytes);
  const value = parse(text);
  if (countMembers(text) !== membersOf(value))
    throw new ProtocolError('member-twice', 'a member stands twice');
  return value;
}

/** Members of all objects in a JSON text that parses: strings before a colon. Each string is leapt over. */
export function countMembers(json: string): number {
  let count = 0;
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at)) {
    at = endOfString(json, at) + 1;
    while (JSON_SPACE.includes(json.charCodeAt(at))) at++;
    if (json.charCodeAt(at) === COLON) count++;
  }
  return count;
}

function parse(text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new ProtocolError('not-json', 'it is not JSON', { cause });
  }
}

/** Members of all objects in a value. Without recursion: strangers nest as deep as they like. */
function membersOf(value: JsonValue): number {
  let count = 0;
  const seen = [value];
  for (const each of seen) {
    if (each === null || typeof each !== 'object') continue;
    const parts: readonly JsonValue[] = Object.values(each);
    if (!Array.isArray(each)) count += parts.length;
    for (const part of parts) seen.push(part);
  }
  return count;
}

/** Index of the closing quote. */
function endOfString(json: string, quote: number): number {
  let end = json.indexOf('"', quote + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
