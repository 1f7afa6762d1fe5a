import { formatTime } from '../../protocol/index.js';
import type { LogKind } from '../log-entry.js';
import { asBuffer } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';
import type { TreeWindow } from '../tree/tree-window.js';

/** Head of the log: all an appender must know of what is there. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  /** `recordedAt` of the newest entry, epoch milliseconds; 0 for an empty log. */
  readonly recordedAt: number;
  /** Leaf hash of the newest entry; 32 zero bytes for an empty log. */
  readonly lastLeaf: Uint8Array;
  /** Roots of the complete subtrees at the edge, largest first. */
  readonly frontier: readonly Uint8Array[];
  /** Index of the newest entry that changes who may sign; -1 before entry 0. */
  readonly registryIndex: number;
}

/** What takes a place in the log. */
export interface Linkable {
  readonly kind: LogKind;
  readonly stored: Uint8Array;
  readonly hash: Uint8Array;
  readonly changesSigners: boolean;
}

/** An entry linked to the one before; hex as receipts show it. */
export interface LinkedEntry<S extends Linkable = Linkable> {
  readonly statement: S;
  readonly index: number;
  readonly leafHash: Buffer;
  readonly leafHex: string;
  readonly previousHex: string;
  readonly hashHex: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly recordedAtText: string;
}

export interface LinkedBatch<S extends Linkable = Linkable> {
  readonly entries: readonly LinkedEntry<S>[];
  readonly recordedAt: number;
  readonly head: Head;
}

/**
 * Gives statements their places behind the head: dense indexes, one time that never goes back, each entry linked to
 * the leaf hash of the one before, the tree extended. Pure but for the window, which grows.
 *
 * The five lines of an entry are written here a second time (the core's `entryBytes` is the first), because this is
 * the hot path; a test compares both.
 */
export function linkBatch<S extends Linkable>(
  head: Head,
  statements: readonly S[],
  now: number,
  window: TreeWindow,
): LinkedBatch<S> {
  const recordedAt = Math.max(now, head.recordedAt);
  const recordedAtText = formatTime(recordedAt);
  const entries: LinkedEntry<S>[] = [];
  let previous: Buffer = Buffer.from(head.lastLeaf);
  let previousHex = previous.toString('hex');
  let registryIndex = head.registryIndex;
  let index = head.size;
  for (const statement of statements) {
    const hash = asBuffer(statement.hash);
    const leafHash = nativeSha256(
      `\0custody-ledger/v1\n${index}\n${previous.toString('base64')}\n${hash.toString('base64')}\n${recordedAtText}\n`,
    );
    const leafHex = leafHash.toString('hex');
    entries.push({
      statement,
      index,
      leafHash,
      leafHex,
      previousHex,
      hashHex: hash.toString('hex'),
      recordedAt,
      recordedAtText,
    });
    window.append(leafHash);
    if (statement.changesSigners) registryIndex = index;
    previous = leafHash;
    previousHex = leafHex;
    index++;
  }
  return {
    entries,
    recordedAt,
    head: {
      size: index,
      root: window.root(),
      recordedAt,
      lastLeaf: previous,
      frontier: window.frontier(),
      registryIndex,
    },
  };
}
