import { type LogSource, readNodes } from '../../client/log-source.js';
import {
  checkConsistency,
  type Checkpoint,
  consistencyNodes,
  decodeBase64,
  edgeOf,
  encodeUtf8,
  equalBytes,
  type Fork,
  forkToJson,
  proveConsistency,
  rootOfFrontier,
} from '../../protocol/index.js';
import type { Acquaintance } from '../proof/known-ledger.js';
import type { LogState } from './read-log.js';
import type { SeenCheckpoint } from './seen-checkpoint.js';

interface Caught {
  readonly url: string;
  readonly ledger: Pick<Acquaintance, 'vkey' | 'rotations'>;
  /** What this browser saw before. */
  readonly before: SeenCheckpoint;
  readonly log: Pick<LogState, 'checkpoint' | 'note' | 'continuity'>;
  readonly now: Date;
}

/**
 * Both checkpoints, in the file that `custody monitor --check` reads; where the tiles of the log allow it with the proof that
 * they exclude each other, which needs nobody's word.
 */
export async function twoHistories(caught: Caught, source: LogSource): Promise<Uint8Array> {
  const { url, ledger, before, log, now } = caught;
  const isShorter = log.continuity === 'shorter';
  const fork = isShorter ? undefined : await forkBetween(before, log, source);
  const report = {
    format: 'custody-misbehaviour/v1',
    kind: isShorter ? 'shrink' : 'fork',
    detail: isShorter
      ? `it shows ${log.checkpoint.size} entries, but has signed ${before.size}`
      : `the tree of ${log.checkpoint.size} entries does not continue the one of ${before.size} that this browser saw`,
    url,
    vkey: ledger.vkey,
    rotations: ledger.rotations,
    seenAt: now.toISOString(),
    saved: before.note,
    seen: log.note,
    fork: fork === undefined ? null : forkToJson(fork),
    declared: null,
  };
  return encodeUtf8(`${JSON.stringify(report, undefined, 2)}\n`);
}

async function forkBetween(
  before: SeenCheckpoint,
  { checkpoint, note }: Caught['log'],
  source: LogSource,
): Promise<Fork | undefined> {
  const notes = { older: before.note, newer: note };
  if (before.size === checkpoint.size) return { ...notes, otherRoot: checkpoint.root, proof: [] };
  try {
    return await forkOfGrown(before, checkpoint, source, notes);
  } catch {
    // Tiles that do not come, or make no tree, prove nothing; what was signed stands in the file all the same.
    return undefined;
  }
}

async function forkOfGrown(
  before: SeenCheckpoint,
  { size: newer, root: newerRoot }: Checkpoint,
  source: LogSource,
  notes: Pick<Fork, 'older' | 'newer'>,
): Promise<Fork | undefined> {
  const older = before.size;
  const edge = edgeOf(older);
  const read = await readNodes(source, [...edge, ...consistencyNodes(older, newer)], newer);
  const otherRoot = rootOfFrontier(
    edge.map(({ level, index }) => read(level, index)),
    older,
  );
  const proof = proveConsistency(older, newer, read);
  const isTrue = checkConsistency({ older, newer, olderRoot: otherRoot, newerRoot, proof });
  if (!isTrue || equalBytes(otherRoot, decodeBase64(before.root))) return undefined;
  return { ...notes, otherRoot, proof };
}
