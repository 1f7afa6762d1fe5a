import {
  checkConsistency,
  consistencyNodes,
  edgeOf,
  equalBytes,
  type Fork,
  hashLeaf,
  type LedgerVkey,
  openCheckpoint,
  parseEntry,
  ProtocolError,
  proveConsistency,
  rootOfFrontier,
  TILE_WIDTH,
  tilePath,
  tilesForSize,
  type Checkpoint,
} from '../../protocol/index.js';
import type { DeclaredLoss } from './declared-loss.js';
import { LogCopy } from './log-copy.js';
import { type LogSource, readEntries, readNodes } from '../../client/log-source.js';
import type { Saved } from './monitor-state.js';

/** What a ledger was caught at. */
export type FaultKind =
  'bad-signature' | 'fork' | 'shrink' | 'false-entries' | 'false-tiles' | 'false-statements';

/** What one look at a ledger found. */
export type Look =
  /** The same tree as before; the note may carry cosignatures that came later. */
  | { readonly type: 'unchanged'; readonly note: string }
  | { readonly type: 'grown'; readonly saved: Saved; readonly copy: LogCopy }
  | {
      readonly type: 'fault';
      readonly kind: FaultKind;
      readonly detail: string;
      /** The note as it was served. */
      readonly seen: string;
      /** With a fork: the proof. */
      readonly fork?: Fork;
      /** With a fork: the loss that the ledger declares in its place. */
      readonly declared?: DeclaredLoss | undefined;
    };

interface Known {
  readonly vkey: LedgerVkey;
  /** The last checkpoint that was checked, and every leaf hash under it. */
  readonly saved: Saved | undefined;
  readonly copy: LogCopy;
}

const NO_ENTRY = new Uint8Array(32);

/**
 * Reads the published checkpoint and holds it against what was seen before: its signature, that the tree has only grown,
 * that every new entry hashes to it, and that the tiles say the same.
 * @throws what `source` throws when it does not answer
 */
export async function lookAt(source: LogSource, known: Known): Promise<Look> {
  const note = await source.checkpoint();
  const opened = openCheckpoint(note, known.vkey);
  if (!opened.ok)
    return { type: 'fault', kind: 'bad-signature', detail: opened.reason, seen: note };
  const { checkpoint } = opened;
  const last = known.saved?.checkpoint;
  if (last !== undefined && checkpoint.size <= last.size) return notGrown(note, checkpoint, known);
  return grown(source, { note, checkpoint }, known);
}

/** A tree no larger than the saved one must be its beginning, and is then only allowed to be the same. */
function notGrown(note: string, { size, root }: Checkpoint, { saved, copy }: Known): Look {
  if (saved === undefined) return { type: 'unchanged', note };
  const own = copy.rootAt(size);
  if (!equalBytes(own, root)) {
    const proof = proveConsistency(size, saved.checkpoint.size, copy.node);
    const fork = { older: note, newer: saved.note, otherRoot: own, proof };
    return forked(note, fork, `two trees of ${size} entries are signed`);
  }
  if (size === saved.checkpoint.size) return { type: 'unchanged', note };
  const detail = `it shows ${size} entries, but has signed ${saved.checkpoint.size}`;
  return { type: 'fault', kind: 'shrink', detail, seen: note };
}

async function grown(source: LogSource, next: Saved, known: Known): Promise<Look> {
  const copy = known.copy.fork();
  const fault = await readOn(source, copy, next.checkpoint.size);
  if (fault === undefined && equalBytes(copy.root, next.checkpoint.root)) {
    const wrong = await wrongTile(source, copy, known.copy.size);
    if (wrong === undefined) return { type: 'grown', saved: next, copy };
    const detail = `${wrong} is not what the entries hash to`;
    return { type: 'fault', kind: 'false-tiles', detail, seen: next.note };
  }
  const fork = await forkBetween(source, next, known);
  if (fork !== undefined)
    return forked(next.note, fork, 'the new tree does not continue the one that was signed before');
  const detail = fault ?? 'the entries do not hash to the root that is signed';
  return { type: 'fault', kind: 'false-entries', detail, seen: next.note };
}

/** Appends the new entries to the copy. @returns what is wrong with one of them */
async function readOn(source: LogSource, copy: LogCopy, size: number): Promise<string | undefined> {
  try {
    for await (const bytes of readEntries(source, copy.size, size)) {
      const fault = faultOf(bytes, copy);
      if (fault !== undefined) return fault;
      copy.append(hashLeaf(bytes));
    }
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return `near entry ${copy.size}: ${error.message}`;
    throw error;
  }
}

function faultOf(bytes: Uint8Array, copy: LogCopy): string | undefined {
  const { index, previous } = parseEntry(bytes);
  if (index !== copy.size) return `entry ${copy.size} says that it is entry ${index}`;
  const before = index === 0 ? NO_ENTRY : copy.leaf(index - 1);
  return equalBytes(previous, before) ? undefined : `entry ${index} does not follow the one before`;
}

/** The first tile that is new in this tree and differs from what the copy has there. */
async function wrongTile(
  source: LogSource,
  copy: LogCopy,
  since: number,
): Promise<string | undefined> {
  for (const { level, n, width } of tilesForSize(copy.size, since)) {
    const path = tilePath(level, n, width);
    const leaves = 8 * Number(level);
    const expected = Array.from({ length: width }, (_, i) => copy.node(leaves, n * TILE_WIDTH + i));
    if (!equalBytes(await source.tile(path), Buffer.concat(expected))) return path;
  }
  return undefined;
}

/** What the new tree's own tiles say of its beginning; believed only when they lead to the root that is signed. */
async function forkBetween(
  source: LogSource,
  next: Saved,
  { saved }: Known,
): Promise<Fork | undefined> {
  if (saved === undefined || saved.checkpoint.size === 0) return undefined;
  const [older, newer] = [saved.checkpoint.size, next.checkpoint.size];
  try {
    const edge = edgeOf(older);
    const read = await readNodes(source, [...edge, ...consistencyNodes(older, newer)], newer);
    const roots = edge.map(({ level, index }) => read(level, index));
    const otherRoot = rootOfFrontier(roots, older);
    const proof = proveConsistency(older, newer, read);
    const newerRoot = next.checkpoint.root;
    const isTrue = checkConsistency({ older, newer, olderRoot: otherRoot, newerRoot, proof });
    if (!isTrue || equalBytes(otherRoot, saved.checkpoint.root)) return undefined;
    return { older: saved.note, newer: next.note, otherRoot, proof };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function forked(seen: string, fork: Fork, detail: string): Look {
  return { type: 'fault', kind: 'fork', detail, seen, fork };
}
