import { ledgerKeyAt, type LedgerKeys } from './ledger-keys.js';
import type { NoteKey } from './note-key.js';
import { openWithPolicy, parsePolicy, policyForKeys } from './policy.js';
import { type Check, fails, holds, type Trust } from './verification.js';

/** The keys of a ledger, and the one of them that has signed the checkpoint at hand. */
export interface SigningKeys {
  readonly keys: LedgerKeys;
  readonly key: NoteKey;
}

/** @param size of the checkpoint at hand */
export function signingKeysAt(keys: LedgerKeys, size: number): SigningKeys {
  return { keys, key: ledgerKeyAt(keys, size) };
}

/**
 * Why a checkpoint that proves something within another check does not do under the reader's policy.
 *
 * @throws ProtocolError `malformed-policy`: the caller's error
 */
export function faultOfWitnesses(
  checkpoint: string,
  ledger: SigningKeys,
  trust: Trust,
): string | undefined {
  return witnessesChecks(checkpoint, ledger, trust).find(({ ok }) => !ok)?.detail;
}

/**
 * Has a quorum of the reader's witnesses cosigned the checkpoint? Without a policy nothing is asked, and no check is
 * made.
 *
 * @throws ProtocolError `malformed-policy`: the caller's error
 */
export function witnessesChecks(checkpoint: string, ledger: SigningKeys, trust: Trust): Check[] {
  if (trust.policy === undefined) return [];
  const policy = policyForKeys(parsePolicy(trust.policy), ledger.keys);
  const opened = openWithPolicy(checkpoint, policy, ledger.key);
  if (!opened.ok) return [fails('witnesses', opened.reason)];
  const names = opened.witnesses.map(({ name }) => name).join(', ');
  return [holds('witnesses', names === '' ? 'the policy asks for none' : `cosigned by ${names}`)];
}
