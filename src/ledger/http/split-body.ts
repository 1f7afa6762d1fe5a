/** More envelopes than this in one post are refused unread. */
export const MAX_ENVELOPES = 1000;

/** What a post to `/v1/events` holds. */
export type PostedBody =
  | { readonly type: 'single'; readonly envelope: Uint8Array }
  /** `isDocument`: the envelopes are elements of one JSON array, so none of them may fail to be JSON. */
  | {
      readonly type: 'batch';
      readonly envelopes: readonly Uint8Array[];
      readonly isDocument: boolean;
    }
  | { readonly type: 'unreadable' }
  | { readonly type: 'too-many' };

const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** NDJSON: a line is an envelope; empty lines are none. */
export function splitLines(body: Buffer): PostedBody {
  const envelopes: Uint8Array[] = [];
  for (let start = 0; start < body.length;) {
    const found = body.indexOf(LF, start);
    const end = found < 0 ? body.length : found;
    if (skipSpace(body, start) < end) envelopes.push(body.subarray(start, end));
    if (envelopes.length > MAX_ENVELOPES) return { type: 'too-many' };
    start = end + 1;
  }
  return { type: 'batch', envelopes, isDocument: false };
}

/**
 * JSON: an object is an envelope, an array holds envelopes. Finds where elements begin and end without parsing them:
 * parsing is the admission threads' work, and strings, which are most of the bytes, are leapt over.
 */
export function splitJson(body: Buffer): PostedBody {
  let at = skipSpace(body, 0);
  if (body[at] === 0x7b) return { type: 'single', envelope: body };
  if (body[at] !== 0x5b) return { type: 'unreadable' };
  const envelopes: Uint8Array[] = [];
  at = skipSpace(body, at + 1);
  if (body[at] === 0x5d) return endOf(body, at, envelopes);
  for (;;) {
    const end = endOfElement(body, at);
    if (end <= at) return { type: 'unreadable' };
    envelopes.push(body.subarray(at, end));
    if (envelopes.length > MAX_ENVELOPES) return { type: 'too-many' };
    at = skipSpace(body, end);
    if (body[at] === 0x5d) return endOf(body, at, envelopes);
    if (body[at] !== COMMA) return { type: 'unreadable' };
    at = skipSpace(body, at + 1);
  }
}

function endOf(body: Buffer, at: number, envelopes: readonly Uint8Array[]): PostedBody {
  if (skipSpace(body, at + 1) < body.length) return { type: 'unreadable' };
  return { type: 'batch', envelopes, isDocument: true };
}

/** The first byte behind the element, -1 when the body ends before it does. */
function endOfElement(body: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < body.length; at++) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfString(body, at);
      if (at < 0) return -1;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (depth === 0 && (byte === COMMA || byte === 0x5d || isSpace(byte))) return at;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth === 0 && (byte === 0x7d || byte === 0x5d || byte === QUOTE)) return at + 1;
    if (depth < 0) return -1;
  }
  return -1;
}

/** Index of the closing quote. */
function endOfString(body: Buffer, quote: number): number {
  for (let at = body.indexOf(QUOTE, quote + 1); at >= 0; at = body.indexOf(QUOTE, at + 1)) {
    let escapes = 0;
    while (body[at - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return -1;
}

function skipSpace(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length && isSpace(body[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
