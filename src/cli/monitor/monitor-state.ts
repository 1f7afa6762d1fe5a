import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { equalBytes, HASH_BYTES, openCheckpoint, type Checkpoint } from '../../protocol/index.js';
import { replaceDurably } from '../durable-file.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJsonObject } from '../json-file.js';
import { ProcessLock } from '../process-lock.js';
import { LogCopy } from './log-copy.js';

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
    private readonly vkey: string,
    private readonly lock: ProcessLock,
    private current: Saved | undefined,
    private log: LogCopy,
  ) {}

  /** @throws CommandError when it is damaged, in use, or of another ledger */
  static open(path: string, vkey: string): MonitorState {
    const lock = ProcessLock.take(path);
    try {
      const saved = existsSync(path) ? readSaved(path, vkey) : undefined;
      return new MonitorState(
        path,
        vkey,
        lock,
        saved,
        saved ? readCopy(path, saved) : LogCopy.of(new Uint8Array()),
      );
    } catch (error) {
      lock.release();
      throw error;
    }
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
    const { size } = this.log;
    const file = await open(leavesPath(this.path), size === 0 ? 'w' : 'r+', 0o600);
    try {
      const added = copy.since(size);
      await file.write(added, 0, added.length, size * HASH_BYTES);
      await file.truncate(copy.size * HASH_BYTES);
      await file.sync();
    } finally {
      await file.close();
    }
    const content = { format: FORMAT, vkey: this.vkey, checkpoint: saved.note };
    await replaceDurably(this.path, `${JSON.stringify(content, null, 2)}\n`);
    this.current = saved;
    this.log = copy;
  }

  close(): void {
    this.lock.release();
  }
}

function leavesPath(path: string): string {
  return `${path}.leaves`;
}

function readSaved(path: string, vkey: string): Saved {
  const state = readJsonObject(path, 'the state of a monitor');
  const note = state['checkpoint'];
  if (state['format'] !== FORMAT || typeof note !== 'string') throw damaged(path);
  if (state['vkey'] !== vkey)
    throw new CommandError(`${path} is of another ledger: give another --state`, EXIT.usage);
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) throw damaged(path);
  return { note, checkpoint: opened.checkpoint };
}

function readCopy(path: string, { checkpoint }: Saved): LogCopy {
  const bytes = existsSync(leavesPath(path)) ? readFileSync(leavesPath(path)) : Buffer.alloc(0);
  const length = checkpoint.size * HASH_BYTES;
  const copy = LogCopy.of(bytes.subarray(0, length));
  if (bytes.length < length || !equalBytes(copy.root, checkpoint.root)) throw damaged(path);
  return copy;
}

function damaged(path: string): CommandError {
  return new CommandError(
    `${path} or ${leavesPath(path)} is damaged; bring both back from a copy, or begin anew with another --state`,
    EXIT.usage,
  );
}
