import { isSameLedgerKey, ledgerKeyAt, type LedgerKeys, ledgerKeysOf } from './ledger-keys.js';
import type { NoteKey } from './note-key.js';
import { checkRotations } from './rotation.js';
import { type Check, fails, holds, namedKeysOf, type Trust } from './verification.js';

/** The keys of a ledger that a reader knows from elsewhere. */
export interface TrustedKeys {
  readonly keys: readonly NoteKey[];
  /** The same with their times, where rotations tell them. */
  readonly history: LedgerKeys | undefined;
  /** What came of the rotations that were given. */
  readonly checks: readonly Check[];
}

/**
 * @returns `undefined` for a reader who knows no key
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error
 */
export function trustedKeysOf(trust: Trust): TrustedKeys | undefined {
  const { rotations } = trust;
  const keys = namedKeysOf(trust);
  if (keys.length === 0) return undefined;
  const isWithout = rotations === undefined || (Array.isArray(rotations) && rotations.length === 0);
  if (isWithout) return { keys, history: undefined, checks: [] };
  const checked = checkRotations(rotations, keys);
  if (!checked.ok)
    return { keys, history: undefined, checks: [fails('rotations', checked.reason)] };
  const history = checked.value;
  const told = `the ledger has had ${history.length} keys, one of which is trusted`;
  return { keys: history.map(({ key }) => key), history, checks: [holds('rotations', told)] };
}

/** Each alternative under which something may have been signed: the keys with their times, or each key for itself. */
function alternativesOf({ keys, history }: TrustedKeys): readonly LedgerKeys[] {
  return history === undefined ? keys.map(ledgerKeysOf) : [history];
}

/** What comes of a check under the first key with which it holds, else under the first. */
export function underAnyKey<Checked extends { readonly ok: boolean }>(
  trusted: TrustedKeys,
  check: (keys: LedgerKeys) => Checked,
): { readonly checked: Checked; readonly keys: LedgerKeys } {
  const all = alternativesOf(trusted).map((keys) => ({ checked: check(keys), keys }));
  return all.find(({ checked }) => checked.ok) ?? all[0]!;
}

/** Does the reader know better than that this key signs for so many entries? */
export function isOutOfTime({ history }: TrustedKeys, key: NoteKey, size: number): boolean {
  return history !== undefined && !isSameLedgerKey(ledgerKeyAt(history, size), key);
}
