import { decodeBase64, encodeBase64, equalBytes } from './bytes.js';
import { cosignedMessage, formatCosignature } from './cosignature.js';
import { isSize, parseDecimal } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES } from './hash.js';
import type { LedgerKeys } from './ledger-keys.js';
import { EMPTY_ROOT } from './merkle.js';
import { checkConsistency, MAX_PROOF_HASHES } from './merkle-proof.js';
import { NOTE_KEY_TYPES, type NoteKey, noteKeyId } from './note-key.js';
import {
  formatNote,
  formatSignatureLine,
  isLineOf,
  type Note,
  type OpenedNote,
  openNote,
  parseNote,
} from './note.js';
import { attempt } from './outcome.js';
import { retiredSigner } from './retired-signer.js';

/** What C2SP tlog-witness `add-checkpoint` is sent. */
export interface AddCheckpoint {
  /** Size of the tree the witness cosigned last. */
  readonly old: number;
  /** From `old` to the size of the checkpoint. */
  readonly proof: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

/** The largest tree of a log that a witness has cosigned. */
export interface WitnessedTree {
  readonly size: number;
  readonly root: Uint8Array;
  /** The note it was in, where that was kept: it tells which key of the log had signed. */
  readonly note?: string;
}

/** A checkpoint that a witness may cosign, once it has stored it. */
export interface Acceptable extends WitnessedTree {
  readonly origin: string;
  /** The checkpoint's text, extension lines included: what is cosigned. */
  readonly text: string;
  /** The text and the lines of the log's keys, all of which verified. Other lines are dropped: nobody has vouched for them. */
  readonly note: string;
}

/**
 * The answer of a witness; the numbers are HTTP's. 400: not a request, or older than itself; 403: not
 * signed by the log; 404: a log it does not know; 409: another size than it cosigned last; 422: the trees
 * do not continue each other.
 */
export type AddCheckpointAnswer =
  | { readonly status: 200; readonly accepted: Acceptable }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string };

/** Content type of the body of a 409: a size and a line feed. */
export const TREE_SIZE_TYPE = 'text/x.tlog.size';
const OLD_START = 'old ';

/** @throws ProtocolError `malformed-request` */
export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  if (!isSize(old)) throw malformed(`${old} is not a tree size`);
  checkHashes(proof);
  return `${[`${OLD_START}${old}`, ...proof.map(encodeBase64)].join('\n')}\n\n${checkpoint}`;
}

/** @throws ProtocolError `malformed-request` or `bad-base64` */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const split = body.indexOf('\n\n');
  if (split < 0) throw malformed('it has no checkpoint');
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  if (!first.startsWith(OLD_START)) throw malformed('its first line is not "old <size>"');
  if (lines.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  const proof = lines.map(decodeBase64);
  checkHashes(proof);
  const old = parseDecimal(first.slice(OLD_START.length), 'malformed-request');
  return { old, proof, checkpoint: body.slice(split + 2) };
}

/**
 * What a witness answers to `add-checkpoint`. The caller sees to it that between `cosigned` and the
 * durable storing of what was accepted no other request of the same log is judged.
 *
 * @param logs - keys of the logs it knows, of each log the newest first; the name of a key is the origin of its log
 * @param cosigned - the tree of that origin it cosigned last
 * @param histories - of logs whose rotations it knows: the keys with their times
 */
export function judgeAddCheckpoint(
  body: string,
  logs: readonly NoteKey[],
  cosigned: (origin: string) => WitnessedTree | undefined,
  histories: readonly LedgerKeys[] = [],
): AddCheckpointAnswer {
  const read = attempt(() => {
    const sent = parseAddCheckpoint(body);
    return { request: sent, submitted: readCheckpoint(sent.checkpoint) };
  });
  if (!read.ok) return { status: 400, reason: 'the request is malformed' };
  const { request, submitted } = read.value;
  const { origin, size, root } = submitted;
  const keys = logs.filter(({ name }) => name === origin);
  if (keys.length === 0) return { status: 404, reason: 'this log is not known here' };
  const opened = openNote(request.checkpoint, keys);
  if (!opened.ok) return { status: 403, reason: opened.reason };
  if (request.old > size)
    return { status: 400, reason: 'the old size is larger than that of the checkpoint' };
  const last: WitnessedTree = cosigned(origin) ?? { size: 0, root: EMPTY_ROOT };
  if (request.old !== last.size) return { status: 409, size: last.size };
  const history = histories.find(([first]) => first?.key.name === origin);
  const before = last.note === undefined ? [] : signersOf(openNote(last.note, keys));
  const retired = retiredSigner(signersOf(opened), { keys, history, before, size });
  if (retired !== undefined) return { status: 403, reason: retired };
  const fault = growthFault(last, submitted, request.proof);
  if (fault !== undefined) return { status: 422, reason: fault };
  const { text } = opened.note;
  return { status: 200, accepted: { origin, size, root, text, note: noteOf(opened.note, keys) } };
}

/** Who cosigns, and when: POSIX seconds, never 0. The signer is a function, so that the key may live elsewhere. */
export interface Cosigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly time: number;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/**
 * A cosignature/v1 line over a checkpoint's text.
 *
 * @throws ProtocolError `bad-argument` for time 0, which would say that no time is given
 */
export function cosign(checkpointText: string, cosigner: Cosigner): string {
  const { name, publicKey, time, sign } = cosigner;
  if (time < 1) throw new ProtocolError('bad-argument', 'a cosignature has a time');
  return formatSignatureLine({
    name,
    keyId: noteKeyId(name, NOTE_KEY_TYPES.cosignature, publicKey),
    signature: formatCosignature({ time, signature: sign(cosignedMessage(checkpointText, time)) }),
  });
}

/**
 * The line of a witness’s answer that its key verifies over this checkpoint; lines of other keys are
 * left out.
 *
 * @returns `undefined` when the answer is malformed, or a line of the key does not verify, or none is there
 */
export function cosignatureIn(
  answer: string,
  checkpoint: string,
  witness: NoteKey,
): string | undefined {
  const { text } = parseNote(checkpoint);
  const opened = openNote(`${text}\n${answer}`, [witness]);
  if (!opened.ok || opened.note.text !== text) return undefined;
  const line = opened.note.signatures.find((one) => isLineOf(one, witness));
  return line && formatSignatureLine(line);
}

/** A note and one more signature line. */
export function withSignatureLine(note: string, line: string): string {
  parseNote(note + line);
  return note + line;
}

function signersOf(opened: OpenedNote): NoteKey[] {
  return opened.ok ? opened.verifiedBy.map(({ key }) => key) : [];
}

/** What is left of a note, opened with these keys, when only their lines count. One of each: there could be a hundred. */
function noteOf({ text, signatures }: Note, keys: readonly NoteKey[]): string {
  const lines = keys.flatMap((key) => signatures.find((line) => isLineOf(line, key)) ?? []);
  return formatNote({ text, signatures: lines });
}

/** Why the submitted tree does not continue the cosigned one. */
function growthFault(
  last: WitnessedTree,
  next: WitnessedTree,
  proof: readonly Uint8Array[],
): string | undefined {
  if (next.size === 0 && !equalBytes(next.root, EMPTY_ROOT))
    return 'a tree without leaves has another root';
  const claim = { older: last.size, newer: next.size, olderRoot: last.root, newerRoot: next.root };
  if (checkConsistency({ ...claim, proof })) return undefined;
  if (last.size === next.size && !equalBytes(last.root, next.root))
    return 'another tree of this size was cosigned';
  if (last.size === 0) return 'from size 0 there is nothing to prove, so the proof must be empty';
  return 'the consistency proof does not hold';
}

/**
 * Three lines and, other than this ledger's own checkpoints, perhaps extension lines. Signature lines
 * are left to the verifier, the root of an empty tree to the judge.
 */
function readCheckpoint(note: string): WitnessedTree & { readonly origin: string } {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw malformed('its checkpoint has no signature');
  const [origin = '', size = '', root = '', ...extensions] = note.slice(0, end).split('\n');
  if (origin === '' || extensions.includes('')) throw malformed('its checkpoint has an empty line');
  const bytes = decodeBase64(root);
  if (bytes.length !== HASH_BYTES) throw malformed('its root has not 32 bytes');
  return { origin, size: parseDecimal(size, 'malformed-request'), root: bytes };
}

function checkHashes(proof: readonly Uint8Array[]): void {
  if (proof.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  if (proof.some(({ length }) => length !== HASH_BYTES)) throw malformed('a hash has not 32 bytes');
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-request', `the request is malformed: ${why}`);
}
