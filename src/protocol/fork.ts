import { decodeBase64, encodeBase64, equalBytes, fromHex, toHex } from './bytes.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { checkConsistency } from './merkle-proof.js';
import type { LedgerVkey } from './ledger-keys.js';
import { failed } from './outcome.js';

/**
 * Proof that a ledger has signed two histories: two checkpoints, and that the larger tree has another
 * root at the smaller one's size than was signed. Finding two true proofs of different roots would be a
 * collision of SHA-256.
 */
export interface Fork {
  /** Signed notes; the smaller tree first. */
  readonly older: string;
  readonly newer: string;
  /** Root of the newer tree's first leaves, as many as the older has. */
  readonly otherRoot: Uint8Array;
  /** Consistency proof from `otherRoot` to the newer checkpoint; empty for equal sizes. */
  readonly proof: readonly Uint8Array[];
}

/** The members of a {@link Fork} in JSON: hex and base64. */
export interface ForkJson {
  readonly older: string;
  readonly newer: string;
  readonly otherRoot: string;
  readonly proof: readonly string[];
}

export type CheckedFork =
  | { readonly ok: true; readonly older: Checkpoint; readonly newer: Checkpoint }
  | { readonly ok: false; readonly reason: string };

/**
 * Does this prove that the holder of the keys forked? Needs nothing but the keys.
 *
 * @throws ProtocolError `malformed-vkey`: the caller's error
 */
export function checkFork(fork: Fork, vkey: LedgerVkey): CheckedFork {
  const [older, newer] = [openCheckpoint(fork.older, vkey), openCheckpoint(fork.newer, vkey)];
  if (!older.ok) return failed(`the older checkpoint: ${older.reason}`);
  if (!newer.ok) return failed(`the newer checkpoint: ${newer.reason}`);
  const { checkpoint: before } = older;
  const { checkpoint: after } = newer;
  if (before.size > after.size) return failed('the older checkpoint is of a larger tree');
  if (equalBytes(before.root, fork.otherRoot))
    return failed('the trees have the same root at that size');
  const holds = checkConsistency({
    older: before.size,
    newer: after.size,
    olderRoot: fork.otherRoot,
    newerRoot: after.root,
    proof: fork.proof,
  });
  if (!holds) return failed('the newer tree is not shown to have the other root');
  return { ok: true, older: before, newer: after };
}

export function forkToJson({ older, newer, otherRoot, proof }: Fork): ForkJson {
  return { older, newer, otherRoot: toHex(otherRoot), proof: proof.map(encodeBase64) };
}

/** @throws ProtocolError `bad-hex` or `bad-base64` */
export function forkOfJson({ older, newer, otherRoot, proof }: ForkJson): Fork {
  return { older, newer, otherRoot: fromHex(otherRoot), proof: proof.map(decodeBase64) };
}
