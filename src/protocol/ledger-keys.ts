import { equalBytes } from './bytes.js';
import { ProtocolError } from './errors.js';
import { NOTE_KEY_TYPES, type NoteKey, parseVkey } from './note-key.js';

/** A key of a ledger, and since when it signs for it. */
export interface LedgerKey {
  readonly key: NoteKey;
  /** Index of the entry that registers it: 0, or that of the rotation that brought it. */
  readonly from: number;
}

/** Every key a ledger has had, the first one first. */
export type LedgerKeys = readonly LedgerKey[];

/** One key that holds for everything, or the keys of a ledger with their times. */
export type LedgerVkey = string | NoteKey | LedgerKeys;

/**
 * Only Ed25519 keys sign checkpoints, so a witness key is never taken for a log's.
 *
 * @throws ProtocolError `malformed-vkey` for what is not an Ed25519 ledger key
 */
export function ledgerKeyOf(vkey: string | NoteKey): NoteKey {
  const key = typeof vkey === 'string' ? parseVkey(vkey) : vkey;
  if (key.type === NOTE_KEY_TYPES.ed25519) return key;
  throw new ProtocolError('malformed-vkey', 'the vkey is a witness key, not a ledger key');
}

/** @throws ProtocolError `malformed-vkey` for what is not an Ed25519 ledger key */
export function ledgerKeysOf(vkey: LedgerVkey): LedgerKeys {
  return isList(vkey) ? vkey : [{ key: ledgerKeyOf(vkey), from: 0 }];
}

/**
 * The key that signs a head of this many entries, and the statement of this index: the newest one whose registration
 * stands before.
 */
export function ledgerKeyAt(keys: LedgerKeys, sizeOrIndex: number): NoteKey {
  const inForce = keys.findLast(({ from }) => from < sizeOrIndex) ?? keys[0];
  if (inForce !== undefined) return inForce.key;
  throw new ProtocolError('bad-argument', 'a ledger has a key');
}

export function isSameLedgerKey(one: NoteKey, other: NoteKey): boolean {
  return one.name === other.name && equalBytes(one.publicKey, other.publicKey);
}

function isList(vkey: LedgerVkey): vkey is LedgerKeys {
  return Array.isArray(vkey);
}
