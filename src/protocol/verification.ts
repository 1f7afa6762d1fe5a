import { ledgerKeyOf } from './ledger-keys.js';
import type { NoteKey } from './note-key.js';
import { parsePolicy } from './policy.js';

/** One thing that was looked at, and what came out, in a sentence. */
export interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * `verified`: every check holds under a key from elsewhere. `consistent`: every check holds, but under the key that
 * the file itself names, so anybody might have made it. `failed`: at least one check does not hold.
 */
export type Verdict = 'verified' | 'consistent' | 'failed';

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
}

/** What a verifier knows from elsewhere, not from the file. */
export interface Trust {
  /** The ledger's verification key; of a ledger that has rotated it, any or all of its keys. */
  readonly vkey?: string | readonly string[] | undefined;
  /** How the ledger's keys followed each other, as `/.well-known/custody-ledger` tells it; parsed JSON, not believed. */
  readonly rotations?: unknown;
  /** A C2SP tlog-policy text: which witnesses must have cosigned the checkpoint; its logs name the ledger as a vkey does. */
  readonly policy?: string | undefined;
}

/** @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error */
export function verificationOf(checks: readonly Check[], trust: Trust): Verification {
  if (!checks.every(({ ok }) => ok)) return { verdict: 'failed', checks };
  return { verdict: namedKeysOf(trust).length > 0 ? 'verified' : 'consistent', checks };
}

/**
 * The keys by which a reader names the ledger: those given; without any, the logs of the policy.
 *
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error
 */
export function namedKeysOf({ vkey = [], policy }: Trust): readonly NoteKey[] {
  const logs = policy === undefined ? [] : parsePolicy(policy).logs;
  const given = typeof vkey === 'string' ? [vkey] : vkey;
  return given.length > 0 ? given.map(ledgerKeyOf) : logs.map(({ key }) => key);
}

export function holds(what: string, detail: string): Check {
  return { what, ok: true, detail };
}

export function fails(what: string, detail: string): Check {
  return { what, ok: false, detail };
}
