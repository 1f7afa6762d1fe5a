import {
  concatBytes,
  decodeBase64,
  encodeBase64,
  encodeUtf8,
  equalBytes,
  isWellFormed,
} from './bytes.js';
import { cosignedMessage, parseCosignature } from './cosignature.js';
import { publicKeyOf, sign, verify } from './ed25519.js';
import { ProtocolError } from './errors.js';
import { attempt, failed } from './outcome.js';
import { type NoteKey, NOTE_KEY_TYPES, isKeyName, noteKeyId, parseVkey } from './note-key.js';

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes: a hint which key it is, not a proof. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** C2SP signed note: a text ending in LF, and who signed it. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A known key whose line verified; `time` (POSIX seconds) only for a cosignature. */
export interface VerifiedBy {
  readonly key: NoteKey;
  readonly time?: number;
}

export type OpenedNote =
  | { readonly ok: true; readonly note: Note; readonly verifiedBy: readonly VerifiedBy[] }
  | { readonly ok: false; readonly reason: string };

export const MAX_NOTE_SIGNATURES = 100;
const LINE_START = '\u2014 ';
const KEY_ID_BYTES = 4;

/**
 * Reads a note without verifying it. The text ends at the LAST empty line, so a text may hold empty
 * lines itself.
 *
 * @throws ProtocolError `malformed-note`
 */
export function parseNote(noteText: string): Note {
  if (!isWellFormed(noteText) || hasControlCharacter(noteText))
    throw malformed('it holds a control character or is not Unicode');
  const split = noteText.lastIndexOf('\n\n');
  if (split < 0 || !noteText.endsWith('\n')) throw malformed('it has no signature lines');
  const lines = noteText.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES)
    throw malformed(`it has more than ${MAX_NOTE_SIGNATURES} signature lines`);
  return { text: noteText.slice(0, split + 1), signatures: lines.map(parseLine) };
}

/**
 * @throws ProtocolError `malformed-note` when {@link parseNote} would not read it back
 */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(formatSignatureLine);
  const noteText = `${text}\n${lines.join('')}`;
  if (parseNote(noteText).text !== text) throw malformed('the text does not end in a line feed');
  return noteText;
}

/** One signature line with its LF, as it is added to a note. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${LINE_START}${name} ${encodeBase64(concatBytes(keyId, signature))}\n`;
}

/** Is the line said to be of this key? Its key id is a hint: whether it is, the signature tells. */
export function isLineOf({ name, keyId }: NoteSignature, key: NoteKey): boolean {
  return name === key.name && equalBytes(keyId, key.keyId);
}

/** A text signed by one Ed25519 key. The text must end in LF. */
export function signNote(text: string, name: string, secretKey: Uint8Array): string {
  const keyId = noteKeyId(name, NOTE_KEY_TYPES.ed25519, publicKeyOf(secretKey));
  return formatNote({
    text,
    signatures: [{ name, keyId, signature: sign(encodeUtf8(text), secretKey) }],
  });
}

/**
 * Verifies a note. Lines of unknown keys are ignored; a line that names a known key and does not verify
 * spoils the whole note; at least one known key must have signed. Lines of one key count once.
 *
 * @param trusted - vkeys of type Ed25519 or cosignature/v1, parsed or not
 * @throws ProtocolError `malformed-vkey` for a bad key: the caller's error, not the note's
 */
export function openNote(noteText: string, trusted: readonly (string | NoteKey)[]): OpenedNote {
  const keys = trusted.map((key) => (typeof key === 'string' ? parseVkey(key) : key));
  const read = attempt(() => parseNote(noteText));
  if (!read.ok) return failed('the note is malformed');
  const note = read.value;
  const verifiedBy = new Map<NoteKey, VerifiedBy>();
  for (const line of note.signatures) {
    const key = keys.find((one) => isLineOf(line, one));
    if (key === undefined) continue;
    const verified = verifyLine(note.text, line.signature, key);
    if (verified === undefined) return failed(`the signature of ${key.name} does not verify`);
    verifiedBy.set(key, verified);
  }
  if (verifiedBy.size === 0) return failed('no known key has signed the note');
  return { ok: true, note, verifiedBy: [...verifiedBy.values()] };
}

function verifyLine(text: string, signature: Uint8Array, key: NoteKey): VerifiedBy | undefined {
  if (key.type === NOTE_KEY_TYPES.ed25519)
    return verify(encodeUtf8(text), signature, key.publicKey) ? { key } : undefined;
  const cosignature = parseCosignature(signature);
  if (cosignature === undefined) return undefined;
  const message = cosignedMessage(text, cosignature.time);
  const holds = verify(message, cosignature.signature, key.publicKey);
  return holds ? { key, time: cosignature.time } : undefined;
}

function parseLine(line: string): NoteSignature {
  const [name, base64, ...more] = line.slice(LINE_START.length).split(' ');
  if (!line.startsWith(LINE_START) || base64 === undefined || more.length > 0)
    throw malformed('a signature line is not "\u2014 <name> <base64>"');
  if (!isKeyName(name!)) throw malformed('a signature line has no proper key name');
  const bytes = decodeLine(base64);
  if (bytes.length <= KEY_ID_BYTES) throw malformed('a signature is missing');
  return {
    name: name!,
    keyId: bytes.slice(0, KEY_ID_BYTES),
    signature: bytes.slice(KEY_ID_BYTES),
  };
}

function decodeLine(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new ProtocolError('malformed-note', 'a signature line is not base64', { cause });
  }
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-note', `the note is malformed: ${why}`);
}
