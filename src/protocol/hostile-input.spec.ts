import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { decodeUtf8, encodeUtf8, toHex } from './bytes.js';
import { canonicalize, parseCanonical } from './canonical-json.js';
import { formatCheckpointText, parseCheckpointText } from './checkpoint.js';
import { entryBytes, parseEntry } from './entry.js';
import { formatVkey, parseVkey } from './note-key.js';
import { formatNote, openNote, parseNote } from './note.js';
import { checkReceipt } from './receipt.js';
import { parseEnvelope, storedBytes } from './statement.js';
import { decodeEntryBundle, encodeEntryBundle, parseTilePath, tilePath } from './tile.js';
import { formatTlogProof, parseTlogProof } from './tlog-proof.js';

const ledger = readVector('ledger.json');
const { stored, entry, receipt, payload } = ledger.statements[3];
const vkey = parseVkey(ledger.vkey);
const checkpointText = parseNote(ledger.checkpoint).text;

/** Reads bytes and writes what it read: the same bytes again, or a ProtocolError. */
type Respell = (bytes: Uint8Array) => Uint8Array;
const textual =
  (respell: (text: string) => string): Respell =>
  (bytes) =>
    encodeUtf8(respell(decodeUtf8(bytes)));

const formats: [string, string, Respell][] = [
  ['a payload', canonicalize(payload), (bytes) => encodeUtf8(canonicalize(parseCanonical(bytes)))],
  ['an entry', entry, (bytes) => entryBytes(parseEntry(bytes))],
  ['a note', ledger.checkpoint, textual((text) => formatNote(parseNote(text)))],
  [
    'a checkpoint',
    checkpointText,
    textual((text) => formatCheckpointText(parseCheckpointText(text))),
  ],
  ['a proof', receipt.proof, textual((text) => formatTlogProof(parseTlogProof(text)))],
  [
    'a vkey',
    ledger.vkey,
    textual((text) => formatVkey(parseVkey(text).name, parseVkey(text).publicKey)),
  ],
  [
    'an entry bundle',
    '\0\u0003abc\0\u0001d',
    (bytes) => encodeEntryBundle(decodeEntryBundle(bytes)),
  ],
];

/** A valid text with some bytes cut out and others put in: near enough to reach deep into a parser. */
const damaged = (text: string) => {
  const bytes = [...encodeUtf8(text)];
  const patch = fc.record({
    at: fc.nat({ max: bytes.length }),
    cut: fc.nat({ max: 4 }),
    put: fc.oneof(
      fc.array(fc.nat({ max: 255 }), { maxLength: 3 }),
      fc
        .constantFrom(' ', '\n', '\r', '\t', '"', '\\', '+', '=', '-', '0', '/', 'A', '\u2014')
        .map((sign) => [...encodeUtf8(sign)]),
    ),
  });
  return fc
    .array(patch, { minLength: 1, maxLength: 3 })
    .map((patches) =>
      Uint8Array.from(
        patches.reduce((kept, { at, cut, put }) => kept.toSpliced(at, cut, ...put), bytes),
      ),
    );
};

describe('damaged input', () => {
  it.each(formats)(
    'to the parser of %s is refused by code or reads as itself',
    (_, valid, respell) => {
      expect(decodeUtf8(respell(encodeUtf8(valid)))).toBe(valid);
      fc.assert(
        fc.property(damaged(valid), (bytes) => {
          if (refusal(() => respell(bytes)) === undefined)
            expect(toHex(respell(bytes))).toBe(toHex(bytes));
        }),
        { seed: 13, numRuns: 1_500 },
      );
    },
  );

  it('to the parser of envelopes is refused by code or settles after one reading', () => {
    fc.assert(
      fc.property(damaged(stored), (bytes) => {
        if (refusal(() => parseEnvelope(bytes)) !== undefined) return;
        const once = storedBytes(parseEnvelope(bytes));
        expect(toHex(storedBytes(parseEnvelope(once)))).toBe(toHex(once));
      }),
      { seed: 14, numRuns: 1_500 },
    );
  });

  it('to the parser of tile paths has no path or reads as itself', () => {
    fc.assert(
      fc.property(damaged('tile/1/x001/x234/067.p/25'), (bytes) => {
        const path = Buffer.from(bytes).toString('latin1');
        const tile = parseTilePath(path);
        if (tile !== undefined) expect(tilePath(tile.level, tile.n, tile.width)).toBe(path);
      }),
      { seed: 15, numRuns: 3_000 },
    );
  });

  it('never makes a verifier throw', () => {
    fc.assert(
      fc.property(damaged(receipt.proof), fc.anything(), (bytes, junk) => {
        const text = Buffer.from(bytes).toString('utf8');
        const odd: any = junk;
        const envelope = encodeUtf8(stored);

        expect(openNote(text, [vkey]).ok).toBe(false);
        expect(checkReceipt({ receipt: { ...receipt, index: odd }, envelope, vkey }).ok).toBe(
          false,
        );
        expect(checkReceipt({ receipt: odd, envelope, vkey }).ok).toBe(false);
        if (text !== receipt.proof)
          expect(checkReceipt({ receipt: { ...receipt, proof: text }, envelope, vkey }).ok).toBe(
            false,
          );
      }),
      { seed: 16, numRuns: 300 },
    );
  });
});
