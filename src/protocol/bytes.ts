import { bytesToHex, concatBytes as nobleConcat } from '@noble/hashes/utils.js';
import { ProtocolError } from './errors.js';

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX = /^(?:[0-9a-f]{2})*$/;
/** With the `u` flag a well-formed pair is one code point, so only lone surrogates match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Marks a character outside the alphabet. */
const OUTSIDE = 255;

interface Alphabet {
  /** The four-character groups are built from two 12-bit halves; 4,096 ready pairs are quickest. */
  pairs: readonly string[] | undefined;
  readonly characters: string;
  /** Value by character code. */
  readonly values: Uint8Array;
}

const standard = alphabetOf(STANDARD);
const urlSafe = alphabetOf(URL_SAFE);

/** RFC 4648 section 4, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes, standard);
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/**
 * Strict RFC 4648 section 4: padded, standard alphabet, unused bits zero, nothing else. Every byte
 * string therefore has exactly one accepted spelling.
 *
 * @throws ProtocolError `bad-base64`
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw badBase64('its length is not a multiple of four');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decode(text, text.length - padding, standard);
}

/** RFC 4648 section 5, without padding (as JOSE uses it). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, urlSafe);
}

/**
 * Strict RFC 4648 section 5 without padding; unused bits zero.
 *
 * @throws ProtocolError `bad-base64`
 */
export function decodeBase64Url(text: string): Uint8Array {
  if (text.length % 4 === 1) throw badBase64('a character is missing');
  return decode(text, text.length, urlSafe);
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/**
 * Lower-case hex only.
 *
 * @throws ProtocolError `bad-hex`
 */
export function fromHex(text: string): Uint8Array {
  if (!HEX.test(text)) throw new ProtocolError('bad-hex', 'not lower-case hexadecimal');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Is the text free of lone surrogates, so that it has a UTF-8 form? */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/**
 * UTF-8. A lone surrogate is refused: an encoder would silently write U+FFFD, and two texts would share
 * one byte string.
 *
 * @throws ProtocolError `bad-utf8`
 */
export function encodeUtf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new ProtocolError('bad-utf8', 'the text holds a lone surrogate');
  return utf8Encoder.encode(text);
}

/**
 * Fatal UTF-8: an ill-formed sequence is an error, and a byte order mark is kept as a character.
 *
 * @throws ProtocolError `bad-utf8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8Decoder.decode(bytes);
  } catch (cause) {
    throw new ProtocolError('bad-utf8', 'the bytes are not well-formed UTF-8', { cause });
  }
}

export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  return nobleConcat(...parts);
}

/** Not constant-time: everything compared here is public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

// The Encoding Standard: in every browser and in Node, but in no ECMAScript library file.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function alphabetOf(characters: string): Alphabet {
  const values = new Uint8Array(256).fill(OUTSIDE);
  for (let i = 0; i < 64; i++) values[characters.charCodeAt(i)] = i;
  return { pairs: undefined, characters, values };
}

/** Made at the first encoding: a page that only decodes starts without them. */
function pairsOf(alphabet: Alphabet): readonly string[] {
  const { characters } = alphabet;
  alphabet.pairs ??= Array.from(
    { length: 4096 },
    (_, i) => characters.charAt(i >> 6) + characters.charAt(i & 63),
  );
  return alphabet.pairs;
}

function encode(bytes: Uint8Array, alphabet: Alphabet): string {
  const { characters } = alphabet;
  const pairs = pairsOf(alphabet);
  const whole = bytes.length - (bytes.length % 3);
  let text = '';
  for (let i = 0; i < whole; i += 3) {
    const group = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    text += pairs[group >> 12]! + pairs[group & 4095]!;
  }
  if (bytes.length - whole === 1) text += pairs[bytes[whole]! << 4]!;
  if (bytes.length - whole === 2) {
    const last = (bytes[whole]! << 8) | bytes[whole + 1]!;
    text += pairs[last >> 4]! + characters.charAt((last & 15) << 2);
  }
  return text;
}

/** Reads whole groups of four characters, then the rest of a last group, by `length` without padding. */
function decode(text: string, length: number, { values }: Alphabet): Uint8Array {
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const group =
      (valueAt(text, i, values) << 18) |
      (valueAt(text, i + 1, values) << 12) |
      (valueAt(text, i + 2, values) << 6) |
      valueAt(text, i + 3, values);
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  if (i === length) return bytes;
  const [first, second] = [valueAt(text, i, values), valueAt(text, i + 1, values)];
  const third = i + 2 < length ? valueAt(text, i + 2, values) : 0;
  const stray = i + 2 < length ? third & 3 : second & 15;
  if (stray !== 0) throw badBase64('its last character has stray bits');
  bytes[at++] = (first << 2) | (second >> 4);
  if (i + 2 < length) bytes[at] = (second << 4) | (third >> 2);
  return bytes;
}

function valueAt(text: string, i: number, values: Uint8Array): number {
  const value = values[text.charCodeAt(i)] ?? OUTSIDE;
  if (value === OUTSIDE) throw badBase64(`character ${i} is outside the alphabet`);
  return value;
}

function badBase64(why: string): ProtocolError {
  return new ProtocolError('bad-base64', `not strict base64: ${why}`);
}
