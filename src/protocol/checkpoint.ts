import { decodeBase64, encodeBase64, encodeUtf8, equalBytes } from './bytes.js';
import { isSize, parseDecimal } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES } from './hash.js';
import { EMPTY_ROOT } from './merkle.js';
import { isSameLedgerKey, ledgerKeyAt, ledgerKeysOf, type LedgerVkey } from './ledger-keys.js';
import { isKeyName, NOTE_KEY_TYPES, noteKeyId } from './note-key.js';
import { formatNote, type Note, openNote } from './note.js';
import { attempt, failed } from './outcome.js';

/** What a ledger signs: the root of its first `size` entries. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly note: Note }
  | { readonly ok: false; readonly reason: string };

/**
 * The three lines of C2SP tlog-checkpoint; this ledger writes no extension lines.
 *
 * @throws ProtocolError `malformed-checkpoint`
 */
export function formatCheckpointText(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (!isSize(size)) throw malformed(`${size} is not a tree size`);
  check(checkpoint);
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/**
 * Accepts exactly what {@link formatCheckpointText} writes. A tree of size 0 must have the empty root.
 *
 * @throws ProtocolError `malformed-checkpoint` or `bad-base64`
 */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin, size, root, rest, ...more] = text.split('\n');
  if (root === undefined || rest !== '' || more.length > 0)
    throw malformed('it has not three lines');
  const checkpoint = {
    origin: origin!,
    size: parseDecimal(size!, 'malformed-checkpoint'),
    root: decodeBase64(root),
  };
  check(checkpoint);
  return checkpoint;
}

/**
 * A checkpoint as a signed note under the ledger's key, whose name is the origin. The signer is a
 * function, so that a secret key may live elsewhere.
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signer: (message: Uint8Array) => Uint8Array,
  publicKey: Uint8Array,
): string {
  const text = formatCheckpointText(checkpoint);
  const name = checkpoint.origin;
  const keyId = noteKeyId(name, NOTE_KEY_TYPES.ed25519, publicKey);
  return formatNote({ text, signatures: [{ name, keyId, signature: signer(encodeUtf8(text)) }] });
}

/**
 * Verifies a checkpoint of the ledger whose vkey this is: signature, form, and that the origin is the
 * key's name. Of several keys the one must have signed that was the ledger's for a tree of this size.
 *
 * @throws ProtocolError `malformed-vkey`: the caller's error
 */
export function openCheckpoint(noteText: string, vkey: LedgerVkey): OpenedCheckpoint {
  const keys = ledgerKeysOf(vkey);
  const opened = openNote(
    noteText,
    keys.map(({ key }) => key),
  );
  if (!opened.ok) return opened;
  const read = attempt(() => parseCheckpointText(opened.note.text));
  if (!read.ok) return failed('the signed text is not a checkpoint');
  const checkpoint = read.value;
  const key = ledgerKeyAt(keys, checkpoint.size);
  if (checkpoint.origin !== key.name)
    return failed(`the checkpoint is of ${checkpoint.origin}, not of ${key.name}`);
  if (!opened.verifiedBy.some((by) => isSameLedgerKey(by.key, key)))
    return failed(`it is signed by a key that is not the ledger's for ${checkpoint.size} entries`);
  return { ok: true, checkpoint, note: opened.note };
}

function check({ origin, size, root }: Checkpoint): void {
  if (!isKeyName(origin)) throw malformed('its origin is empty or has white space or a plus sign');
  if (root.length !== HASH_BYTES) throw malformed('its root has not 32 bytes');
  if (size === 0 && !equalBytes(root, EMPTY_ROOT))
    throw malformed('a tree without leaves has another root');
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-checkpoint', `the checkpoint is malformed: ${why}`);
}
