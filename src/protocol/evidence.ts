import { concatBytes, decodeBase64, encodeBase64, encodeUtf8 } from './bytes.js';
import {
  canonicalize,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseCanonical,
} from './canonical-json.js';
import { isSize } from './decimal.js';
import { type Entry, entryBytes, parseEntry } from './entry.js';
import { ProtocolError } from './errors.js';
import { exactMembers } from './exact-members.js';
import { HASH_BYTES, sha256 } from './hash.js';
import { MAX_PROOF_HASHES } from './merkle-proof.js';
import { ledgerKeyOf } from './ledger-keys.js';
import { NOTE_KEY_TYPES, type NoteKey, noteKeyId } from './note-key.js';
import { formatNote } from './note.js';
import { type Envelope, envelopeOfJson } from './statement.js';

/** A statement, its place in the log, and the path from there to the checkpoint's root. */
export interface EvidenceEntry {
  /** As the bundle says it; it must be the entry's own. */
  readonly index: number;
  readonly entry: Entry;
  /** Inclusion path, leaf side first. */
  readonly proof: readonly Uint8Array[];
  readonly statement: Envelope;
}

/** Everything about a consignment in one file, before the ledger has signed for it. */
export interface EvidenceDraft {
  readonly ledger: {
    readonly origin: string;
    readonly vkey: string;
    /** The tlog-policy that the ledger asks its readers to use; what a reader trusts he has from elsewhere. */
    readonly policy: string | null;
  };
  /** The signed note against which every entry is proved. */
  readonly checkpoint: string;
  /** By index, entry 0 first. */
  readonly entries: readonly EvidenceEntry[];
  /** The provenance answer as of the checkpoint, without its own proofs. */
  readonly answer: JsonObject;
  /** Proof that no entry of the consignment is left out. */
  readonly completeness?: JsonValue;
}

export interface Evidence extends EvidenceDraft {
  /** `ledger.vkey`, read. */
  readonly key: NoteKey;
  /** Signed note of the ledger over the hash of all the rest. */
  readonly attestation: string;
}

export const EVIDENCE_FORMAT = 'custody-evidence/v1';
export const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;
const MAX_EVIDENCE_DEPTH = 32;
const MEMBERS = ['format', 'ledger', 'checkpoint', 'entries', 'answer', 'attestation'];
const LEDGER_MEMBERS = ['origin', 'vkey', 'policy'];
const ENTRY_MEMBERS = ['index', 'entry', 'proof', 'statement'];

/**
 * The bytes of a bundle: canonical JSON, signed for by the ledger. Ed25519 is deterministic, so the same draft gives
 * the same bytes for ever. The signer is a function, so that a secret key may live elsewhere.
 *
 * @throws ProtocolError `not-json` for an answer JSON has no form for
 */
export function encodeEvidence(
  draft: EvidenceDraft,
  signer: (message: Uint8Array) => Uint8Array,
  publicKey: Uint8Array,
): Uint8Array {
  const text = attestationText(draft);
  const name = draft.ledger.origin;
  const keyId = noteKeyId(name, NOTE_KEY_TYPES.ed25519, publicKey);
  const signature = signer(encodeUtf8(text));
  const attestation = formatNote({ text, signatures: [{ name, keyId, signature }] });
  return encodeUtf8(canonicalize({ ...jsonOf(draft), attestation }));
}

/**
 * Three lines: the format, the origin, and the hash of the bundle without its attestation. A checkpoint has a decimal
 * number where this has an origin, so neither can pass for the other.
 */
export function attestationText(draft: EvidenceDraft): string {
  const hash = sha256(encodeUtf8(canonicalize(jsonOf(draft))));
  return `${EVIDENCE_FORMAT}\n${draft.ledger.origin}\n${encodeBase64(hash)}\n`;
}

/**
 * Reads a bundle without verifying it: canonical JSON with exactly the members of the format, each of its form.
 *
 * @throws ProtocolError `malformed-bundle`, or what the part that cannot be read throws
 */
export function parseEvidence(bytes: Uint8Array): Evidence {
  const value = parseCanonical(bytes, {
    maxBytes: MAX_EVIDENCE_BYTES,
    maxDepth: MAX_EVIDENCE_DEPTH,
  });
  const members = exactMembers(value, MEMBERS) ?? exactMembers(value, [...MEMBERS, 'completeness']);
  if (members === undefined)
    throw malformed(`it has not exactly the members of ${EVIDENCE_FORMAT}`);
  const { format, checkpoint, entries, answer, attestation, completeness } = members;
  if (format !== EVIDENCE_FORMAT) throw malformed(`its format is not ${EVIDENCE_FORMAT}`);
  if (typeof checkpoint !== 'string') throw malformed('checkpoint is not a text');
  if (typeof attestation !== 'string') throw malformed('attestation is not a text');
  if (!Array.isArray(entries)) throw malformed('entries is not a list');
  if (!isJsonObject(answer)) throw malformed('answer is not an object');
  const ledger = ledgerOf(members['ledger']);
  return {
    ledger,
    key: ledgerKeyOf(ledger.vkey),
    checkpoint,
    entries: entries.map(entryOf),
    answer,
    attestation,
    ...(isJson(completeness) ? { completeness } : {}),
  };
}

function ledgerOf(value: unknown): EvidenceDraft['ledger'] {
  const { origin, vkey, policy } = exactMembers(value, LEDGER_MEMBERS) ?? {};
  if (typeof origin !== 'string' || typeof vkey !== 'string')
    throw malformed('ledger has not exactly the members origin, vkey and policy');
  if (policy !== null && typeof policy !== 'string') throw malformed('policy is not a text');
  return { origin, vkey, policy };
}

function entryOf(value: unknown, at: number): EvidenceEntry {
  const where = `entries[${at}]`;
  const { index, entry, proof, statement } = exactMembers(value, ENTRY_MEMBERS) ?? {};
  if (typeof index !== 'number' || !isSize(index)) throw malformed(`${where} has no index`);
  if (typeof entry !== 'string') throw malformed(`${where} has no entry bytes`);
  if (!Array.isArray(proof) || proof.length > MAX_PROOF_HASHES)
    throw malformed(`${where} has no proof of at most ${MAX_PROOF_HASHES} hashes`);
  return {
    index,
    entry: parseEntry(decodeBase64(entry)),
    proof: proof.map(hashOf),
    statement: envelopeOfJson(statement),
  };
}

function hashOf(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value) : concatBytes();
  if (bytes.length === HASH_BYTES) return bytes;
  throw malformed('a hash of a proof has not 32 bytes');
}

function jsonOf(draft: EvidenceDraft): JsonObject {
  const { ledger, checkpoint, entries, answer, completeness } = draft;
  return {
    format: EVIDENCE_FORMAT,
    ledger: { origin: ledger.origin, vkey: ledger.vkey, policy: ledger.policy },
    checkpoint,
    entries: entries.map(({ index, entry, proof, statement }) => ({
      index,
      entry: encodeBase64(entryBytes(entry)),
      proof: proof.map(encodeBase64),
      statement: {
        payload: encodeBase64(statement.payload),
        payloadType: statement.payloadType,
        signatures: statement.signatures.map(({ keyid, signature }) => ({
          keyid,
          sig: encodeBase64(signature),
        })),
      },
    })),
    answer,
    ...(completeness === undefined ? {} : { completeness }),
  };
}

/** What was parsed from JSON is JSON, where it is there at all. */
function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-bundle', `the bundle is malformed: ${why}`);
}
