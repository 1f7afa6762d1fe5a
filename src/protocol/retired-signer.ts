import { toHex } from './bytes.js';
import { isSameLedgerKey, ledgerKeyAt, type LedgerKeys } from './ledger-keys.js';
import type { NoteKey } from './note-key.js';

/** What somebody who watches a log of several keys knows of their order. */
export interface KnownOrder {
  /** The newest first. */
  readonly keys: readonly NoteKey[];
  /** Some of the keys with their times, where rotations tell them. */
  readonly history: LedgerKeys | undefined;
  /** Who signed the head before: from then on an older key signs nothing more. */
  readonly before: readonly NoteKey[];
  /** Of the head that is signed now. */
  readonly size: number;
}

/**
 * A key that another has replaced may be in anybody's hands: a head that only such keys have signed is not the log's.
 *
 * @param signers keys whose signatures verified
 * @returns `undefined` when one of them may sign a head of this size, else why none may
 */
export function retiredSigner(
  signers: readonly NoteKey[],
  { keys, history, before, size }: KnownOrder,
): string | undefined {
  const rank = (key: NoteKey): number => keys.findIndex((one) => isSameLedgerKey(one, key));
  const inForce = before.length === 0 ? keys.length : Math.min(...before.map(rank));
  const may = (key: NoteKey): boolean => rank(key) <= inForce && !isOutOfTime(key, size, history);
  if (signers.some(may)) return undefined;
  const names = signers.map(({ name, keyId }) => `${name}+${toHex(keyId)}`).join(' and ');
  return `it is signed only by ${names}, which is not the log's key for ${size} entries`;
}

/** A key that the rotations do not name yet may be the next one, made ready. */
function isOutOfTime(key: NoteKey, size: number, history: LedgerKeys | undefined): boolean {
  const isNamed = history?.some((one) => isSameLedgerKey(one.key, key)) ?? false;
  return isNamed && !isSameLedgerKey(ledgerKeyAt(history!, size), key);
}
