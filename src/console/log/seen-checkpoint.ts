import type { LogSource } from '../../client/log-source.js';
import { readNodes } from '../../client/log-source.js';
import {
  type Checkpoint,
  checkConsistency,
  consistencyNodes,
  decodeBase64,
  encodeBase64,
  proveConsistency,
} from '../../protocol/index.js';

/** The newest state of a log that this browser has accepted. */
export interface SeenCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64 of the root hash. */
  readonly root: string;
  /** The signed note: with another of the same log it may prove that the ledger tells two histories. */
  readonly note: string;
  /** ISO 8601. */
  readonly at: string;
}

/** `forked`: what was seen before is not part of what is shown now. `shorter`: the log has shrunk. */
export type Continuity = 'first' | 'same' | 'grown' | 'shorter' | 'forked';

const PLACE = 'custody-checkpoints';

export function seenOf(origin: string, storage: Storage): SeenCheckpoint | undefined {
  return allSeen(storage).find((seen) => seen.origin === origin);
}

/** Keeps only what continues what was seen; anything else must not replace the proof against it. */
export function keep(seen: SeenCheckpoint, storage: Storage): void {
  const others = allSeen(storage).filter(({ origin }) => origin !== seen.origin);
  storage.setItem(PLACE, JSON.stringify([seen, ...others].slice(0, 20)));
}

/**
 * Does the state shown now contain the one seen before? The proof is made here from the log's tiles, which need not be
 * trusted: a wrong one makes it fail.
 */
export async function continuityOf(
  before: SeenCheckpoint | undefined,
  now: Checkpoint,
  source: LogSource,
): Promise<Continuity> {
  if (before === undefined) return 'first';
  const olderRoot = decodeBase64(before.root);
  if (now.size < before.size) return 'shorter';
  if (now.size === before.size) return encodeBase64(now.root) === before.root ? 'same' : 'forked';
  const nodes = consistencyNodes(before.size, now.size);
  const read = await readNodes(source, nodes, now.size);
  const proof = proveConsistency(before.size, now.size, read);
  const claim = { older: before.size, newer: now.size, olderRoot, newerRoot: now.root, proof };
  return checkConsistency(claim) ? 'grown' : 'forked';
}

function allSeen(storage: Storage): readonly SeenCheckpoint[] {
  try {
    const seen: SeenCheckpoint[] = JSON.parse(storage.getItem(PLACE) ?? '[]');
    return Array.isArray(seen) ? seen : [];
  } catch {
    return [];
  }
}
