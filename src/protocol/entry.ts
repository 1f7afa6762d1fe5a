import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from './bytes.js';
import { isSize, parseDecimal } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES } from './hash.js';

/** A statement's place in the log: what a Merkle leaf commits to. */
export interface Entry {
  readonly index: number;
  /** Leaf hash of entry `index - 1`; 32 zero bytes for entry 0. */
  readonly previous: Uint8Array;
  readonly statementHash: Uint8Array;
  /** RFC 3339, UTC, milliseconds, `Z`: 24 characters. */
  readonly recordedAt: string;
}

const FIRST_LINE = 'custody-ledger/v1';
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/**
 * The five lines of an entry, each ending in LF.
 *
 * @throws ProtocolError `bad-argument` or `bad-time`
 */
export function entryBytes(entry: Entry): Uint8Array {
  const { index, previous, statementHash, recordedAt } = entry;
  if (!isSize(index)) throw new ProtocolError('bad-argument', `${index} is not an index`);
  if (previous.length !== HASH_BYTES || statementHash.length !== HASH_BYTES)
    throw new ProtocolError('bad-argument', 'a hash has 32 bytes');
  parseTime(recordedAt);
  return encodeUtf8(
    `${FIRST_LINE}\n${index}\n${encodeBase64(previous)}\n${encodeBase64(statementHash)}\n${recordedAt}\n`,
  );
}

/**
 * Reads entry bytes; accepts exactly what {@link entryBytes} writes.
 *
 * @throws ProtocolError `malformed-entry`, `bad-base64`, `bad-time` or `bad-utf8`
 */
export function parseEntry(bytes: Uint8Array): Entry {
  const [first, index, previous, hash, recordedAt, rest, ...more] = decodeUtf8(bytes).split('\n');
  if (first !== FIRST_LINE || rest !== '' || more.length > 0)
    throw new ProtocolError('malformed-entry', `not the five lines of ${FIRST_LINE}`);
  parseTime(recordedAt!);
  return {
    index: parseDecimal(index!, 'malformed-entry'),
    previous: hashOf(previous!),
    statementHash: hashOf(hash!),
    recordedAt: recordedAt!,
  };
}

/**
 * @param ms - epoch milliseconds, years 0000 to 9999
 * @throws ProtocolError `bad-time`
 */
export function formatTime(ms: number): string {
  if (!Number.isInteger(ms) || ms < FIRST_MS || ms > LAST_MS)
    throw new ProtocolError('bad-time', `${ms} ms has no four-digit year`);
  return new Date(ms).toISOString();
}

/**
 * Strict: the 24-character form and a date that exists.
 *
 * @returns epoch milliseconds
 * @throws ProtocolError `bad-time`
 */
export function parseTime(text: string): number {
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  // Some engines roll 31 April over instead of refusing it: only the round trip proves the date.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== text)
    throw new ProtocolError(
      'bad-time',
      `${JSON.stringify(text)} is not a time like 2026-01-31T12:00:00.000Z`,
    );
  return ms;
}

function hashOf(line: string): Uint8Array {
  const bytes = decodeBase64(line);
  if (bytes.length === HASH_BYTES) return bytes;
  throw new ProtocolError('malformed-entry', 'a hash has 32 bytes');
}
