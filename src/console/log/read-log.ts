import { type LogSource, readEntries } from '../../client/log-source.js';
import {
  type Checkpoint,
  encodeBase64,
  type Entry,
  type LedgerVkey,
  parseEntry,
  parseNote,
} from '../../protocol/index.js';
import { openInWorker } from '../proof/verify-evidence.js';
import {
  type Continuity,
  continuityOf,
  keep,
  type SeenCheckpoint,
  seenOf,
} from './seen-checkpoint.js';

export interface LogState {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  /** Names beside the ledger's under the checkpoint; what their signatures are worth is not looked at here. */
  readonly cosigners: readonly string[];
  readonly before: SeenCheckpoint | undefined;
  readonly continuity: Continuity;
}

/** A checkpoint that the ledger's key has not signed. */
export class BadCheckpoint extends Error {
  override readonly name = 'BadCheckpoint';
}

/**
 * Reads the newest state of the log and compares it with the one seen before.
 *
 * @throws BadCheckpoint
 */
export async function readLog(
  source: LogSource,
  vkey: LedgerVkey,
  storage: Storage,
  now: Date,
): Promise<LogState> {
  const note = await source.checkpoint();
  const opened = await openInWorker(note, vkey);
  if (!opened.ok) throw new BadCheckpoint(opened.reason);
  const { checkpoint } = opened;
  const { origin, size, root } = checkpoint;
  const before = seenOf(origin, storage);
  const continuity = await continuityOf(before, checkpoint, source);
  if (continuity === 'first' || continuity === 'grown')
    keep({ origin, size, root: encodeBase64(root), note, at: now.toISOString() }, storage);
  const names = parseNote(note).signatures.map(({ name }) => name);
  return {
    checkpoint,
    note,
    cosigners: names.filter((name) => name !== origin),
    before,
    continuity,
  };
}

/** The entries just below `end`, the newest first. */
export async function entriesBelow(
  source: LogSource,
  end: number,
  size: number,
  count: number,
): Promise<Entry[]> {
  const start = Math.max(0, end - count);
  const entries: Entry[] = [];
  for await (const bytes of readEntries(source, start, size)) {
    if (entries.length === end - start) break;
    entries.push(parseEntry(bytes));
  }
  return entries.toReversed();
}
