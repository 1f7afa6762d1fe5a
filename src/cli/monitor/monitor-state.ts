import { existsSync } from 'node:fs';
import { equalBytes, openCheckpoint, type Checkpoint } from '../../protocol/index.js';
import { replaceDurably } from '../durable-file.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJsonObject } from '../json-file.js';
import { ProcessLock } from '../process-lock.js';
import { KnownKeys } from './known-keys.js';
import { LeavesFile } from './leaves-file.js';
import { LogCopy, NO_LEAVES } from './log-copy.js';

const FORMAT = 'custody-monitor/v1';

/** The last checkpoint that was checked. */
export interface Saved {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/**
 * What a monitor has seen: the last checkpoint in one file, the leaf hashes under it in another beside it. The hashes
 * are on disk before the checkpoint that needs them, so surplus ones after a crash are simply cut off.
 */
export class MonitorState {
  private constructor(
    private readonly path: string,
    private followed: KnownKeys,
    private readonly lock: ProcessLock,
    private current: Saved | undefined,
    private log: LogCopy,
  ) {}

  /** @throws CommandError when it is damaged, in use, or of another ledger */
  static open(path: string, vkey: string): MonitorState {
    const lock = ProcessLock.take(path);
    try {
      if (!existsSync(path))
        return new MonitorState(path, KnownKeys.of(vkey), lock, undefined, LogCopy.of(NO_LEAVES));
      const { known, saved } = readSaved(path, vkey);
      return new MonitorState(path, known, lock, saved, readCopy(path, saved));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The ledger's keys, as far as they were followed. */
  get known(): KnownKeys {
    return this.followed;
  }

  /** Kept with the next checkpoint that is saved. */
  follow(known: KnownKeys): void {
    this.followed = known;
  }

  get saved(): Saved | undefined {
    return this.current;
  }

  /** All that lies under the saved checkpoint. */
  get copy(): LogCopy {
    return this.log;
  }

  /** @param copy continues the one before */
  async save(saved: Saved, copy: LogCopy): Promise<void> {
    const leaves = await leavesOf(this.path).append(this.log.size, copy.unsaved);
    const { vkey, rotations } = this.followed;
    const content = { format: FORMAT, vkey, rotations, checkpoint: saved.note };
    await replaceDurably(this.path, `${JSON.stringify(content, null, 2)}\n`);
    this.current = saved;
    this.log = copy.savedIn(leaves);
  }

  close(): void {
    this.lock.release();
  }
}

function leavesPath(path: string): string {
  return `${path}.leaves`;
}

function leavesOf(path: string): LeavesFile {
  return new LeavesFile(leavesPath(path));
}

function readSaved(path: string, vkey: string): { known: KnownKeys; saved: Saved } {
  const state = readJsonObject(path, 'the state of a monitor');
  const { checkpoint: note, vkey: trusted } = state;
  if (state['format'] !== FORMAT || typeof note !== 'string' || typeof trusted !== 'string')
    throw damaged(path);
  const known = KnownKeys.of(trusted).follow(state['rotations'] ?? []);
  if (known === undefined) throw damaged(path);
  if (!known.has(vkey))
    throw new CommandError(`${path} is of another ledger: give another --state`, EXIT.usage);
  const opened = openCheckpoint(note, known.keys);
  if (!opened.ok) throw damaged(path);
  return { known, saved: { note, checkpoint: opened.checkpoint } };
}

function readCopy(path: string, { checkpoint }: Saved): LogCopy {
  const leaves = leavesOf(path).leaves(checkpoint.size);
  const copy = leaves && LogCopy.of(leaves);
  if (copy === undefined || !equalBytes(copy.root, checkpoint.root)) throw damaged(path);
  return copy;
}

function damaged(path: string): CommandError {
  return new CommandError(
    `${path} or ${leavesPath(path)} is damaged; bring both back from a copy, or begin anew with another --state`,
    EXIT.usage,
  );
}
