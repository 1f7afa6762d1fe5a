import { equalBytes, fromHex, toHex } from './bytes.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { isSize } from './decimal.js';
import { type Entry, entryBytes, parseTime } from './entry.js';
import { ProtocolError } from './errors.js';
import { exactMembers } from './exact-members.js';
import { sha256, type Sha256 } from './hash.js';
import type { LedgerVkey } from './ledger-keys.js';
import { checkInclusion } from './merkle-proof.js';
import { hashLeaf } from './merkle.js';
import { attempt, failed } from './outcome.js';
import { type Envelope, parseEnvelope, statementHash, storedBytes } from './statement.js';
import { formatTlogProof, parseTlogProof } from './tlog-proof.js';

/** Proof of a statement's place in the log, as it travels in JSON. */
export interface Receipt {
  readonly index: number;
  readonly recordedAt: string;
  /** Leaf hash of the entry before, lower-case hex; 64 zeros for entry 0. */
  readonly previous: string;
  readonly statementHash: string;
  readonly leafHash: string;
  /** C2SP tlog-proof text. */
  readonly proof: string;
}

export interface ReceiptClaim {
  readonly receipt: Receipt;
  /** The statement itself, decoded or as JSON. */
  readonly envelope: Uint8Array | Envelope;
  /** The ledger's verification key or keys, known from elsewhere; parsed once when many receipts follow. */
  readonly vkey: LedgerVkey;
}

export type CheckedReceipt =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly reason: string };

export type CheckedPlace =
  | {
      readonly ok: true;
      readonly entry: Entry;
      readonly leafHash: Uint8Array;
      readonly checkpoint: Checkpoint;
    }
  | { readonly ok: false; readonly reason: string };

const MEMBERS = ['index', 'recordedAt', 'previous', 'statementHash', 'leafHash', 'proof'];
const HASH_HEX = /^[0-9a-f]{64}$/;

/** The receipt of an entry: its inclusion path against a signed checkpoint. */
export function receiptOf(
  entry: Entry,
  { proof, checkpoint }: { proof: readonly Uint8Array[]; checkpoint: string },
  hash: Sha256 = sha256,
): Receipt {
  return {
    index: entry.index,
    recordedAt: entry.recordedAt,
    previous: toHex(entry.previous),
    statementHash: toHex(entry.statementHash),
    leafHash: toHex(hashLeaf(entryBytes(entry), hash)),
    proof: formatTlogProof({ index: entry.index, proof, checkpoint }),
  };
}

/**
 * Reads a receipt from parsed JSON: exactly the six members, each of its form.
 *
 * @throws ProtocolError `malformed-receipt` or `bad-time`
 */
export function receiptOfJson(value: unknown): Receipt {
  const members = exactMembers(value, MEMBERS);
  if (members === undefined)
    throw malformed(`it must be an object with exactly the members ${MEMBERS.join(', ')}`);
  const { index, recordedAt, proof } = members;
  if (typeof index !== 'number' || !isSize(index)) throw malformed('index is not a safe integer');
  if (typeof recordedAt !== 'string') throw malformed('recordedAt is not a time');
  if (typeof proof !== 'string') throw malformed('proof is not a text');
  parseTime(recordedAt);
  const hashOf = (member: string) => {
    const hex = members[member];
    if (typeof hex === 'string' && HASH_HEX.test(hex)) return hex;
    throw malformed(`${member} is not a hash in lower-case hex`);
  };
  return {
    index,
    recordedAt,
    previous: hashOf('previous'),
    statementHash: hashOf('statementHash'),
    leafHash: hashOf('leafHash'),
    proof,
  };
}

/**
 * Checks, without asking anybody, that the ledger of this vkey holds this statement at the receipt's
 * index. Who signed the statement, and whether he might, is not part of it.
 *
 * @returns the signed checkpoint that covers the entry, or the first thing that does not hold, in words
 * @throws ProtocolError `malformed-vkey`: the caller's error, not the receipt's
 */
export function checkReceipt({ receipt, envelope, vkey }: ReceiptClaim): CheckedReceipt {
  const entry = attempt(() => entryOfReceipt(receiptOfJson(receipt)));
  if (!entry.ok) return entry;
  const statement = attempt(() => hashOfStatement(envelope));
  if (!statement.ok) return statement;
  if (!equalBytes(statement.value, entry.value.statementHash))
    return failed('the receipt is for another statement: the statement hash differs');
  const place = checkPlace(receipt, vkey);
  return place.ok ? { ok: true, checkpoint: place.checkpoint } : place;
}

/**
 * The same for a receipt without its statement: does the ledger of this vkey hold, at this index, an entry with this
 * statement hash?
 *
 * @throws ProtocolError `malformed-vkey`: the caller's error, not the receipt's
 */
export function checkPlace(receipt: Receipt, vkey: ReceiptClaim['vkey']): CheckedPlace {
  const entry = attempt(() => entryOfReceipt(receiptOfJson(receipt)));
  if (!entry.ok) return entry;
  const leafHash = hashLeaf(entryBytes(entry.value));
  if (toHex(leafHash) !== receipt.leafHash)
    return failed('the leaf hash is not that of the entry the receipt describes');
  const proof = attempt(() => parseTlogProof(receipt.proof));
  if (!proof.ok) return proof;
  if (proof.value.index !== receipt.index)
    return failed(`the proof is for index ${proof.value.index}, the receipt for ${receipt.index}`);
  const opened = openCheckpoint(proof.value.checkpoint, vkey);
  if (!opened.ok) return opened;
  const { checkpoint } = opened;
  if (receipt.index >= checkpoint.size)
    return failed(`the checkpoint covers ${checkpoint.size} entries, not index ${receipt.index}`);
  if (!checkInclusion({ ...checkpoint, index: receipt.index, leafHash, proof: proof.value.proof }))
    return failed('the inclusion proof does not lead to the root of the checkpoint');
  return { ok: true, entry: entry.value, leafHash, checkpoint };
}

/** The entry that a receipt describes. */
export function entryOfReceipt({
  index,
  recordedAt,
  previous,
  statementHash: hash,
}: Receipt): Entry {
  return { index, recordedAt, previous: fromHex(previous), statementHash: fromHex(hash) };
}

function hashOfStatement(envelope: Uint8Array | Envelope): Uint8Array {
  const read = ArrayBuffer.isView(envelope) ? parseEnvelope(envelope) : envelope;
  return statementHash(storedBytes(read));
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-receipt', `the receipt is malformed: ${why}`);
}
