import { existsSync } from 'node:fs';
import {
  encodeBase64,
  fromHex,
  isJsonObject,
  toHex,
  type WitnessedTree,
} from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJsonObject } from '../json-file.js';
import { ProcessLock } from '../process-lock.js';
import { replaceDurably } from '../durable-file.js';

/** The largest tree of a log this witness has cosigned, with the checkpoint and the cosignature. */
export interface Cosigned extends WitnessedTree {
  readonly origin: string;
  /** What the log signed, with its lines and this witness's, and no others. */
  readonly note: string;
}

const FORMAT = 'custody-witness/v1';

/**
 * What a witness must never forget, in one file. A witness that lost it could be shown another history, so a file that
 * cannot be read stops the start, and every change is on disk before it counts.
 */
export class WitnessState {
  private constructor(
    private readonly path: string,
    private readonly lock: ProcessLock,
    private readonly logs: Map<string, Cosigned>,
    /** There was no file: this witness has seen nothing yet. */
    readonly isNew: boolean,
  ) {}

  /** @throws CommandError when the file is damaged or in use */
  static open(path: string): WitnessState {
    const lock = ProcessLock.take(path);
    try {
      const isNew = !existsSync(path);
      return new WitnessState(path, lock, isNew ? new Map() : read(path), isNew);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  of(origin: string): Cosigned | undefined {
    return this.logs.get(origin);
  }

  /** The log whose origin has this SHA-256, as the monitoring route names it. */
  find(isIt: (origin: string) => boolean): Cosigned | undefined {
    return [...this.logs.values()].find(({ origin }) => isIt(origin));
  }

  /** On disk when it resolves; when it fails, what was cosigned before still counts. */
  async store(cosigned: Cosigned): Promise<void> {
    const next = new Map(this.logs).set(cosigned.origin, cosigned);
    await replaceDurably(this.path, format([...next.values()]));
    this.logs.set(cosigned.origin, cosigned);
  }

  close(): void {
    this.lock.release();
  }
}

function format(logs: readonly Cosigned[]): string {
  const written = logs.map(({ origin, size, root, note }) => ({
    origin,
    size,
    root: toHex(root),
    note,
  }));
  return `${JSON.stringify({ format: FORMAT, logs: written }, null, 2)}\n`;
}

function read(path: string): Map<string, Cosigned> {
  const state = readJsonObject(path, 'the state of a witness');
  const logs = state['logs'];
  if (state['format'] !== FORMAT || !Array.isArray(logs)) throw damaged(path);
  const cosigned = new Map<string, Cosigned>();
  for (const log of logs) {
    if (!isJsonObject(log)) throw damaged(path);
    const { origin, size, root, note } = log;
    const isTree = typeof size === 'number' && typeof root === 'string' && root.length === 64;
    if (!isTree || typeof origin !== 'string' || typeof note !== 'string') throw damaged(path);
    const one = { origin, size, root: fromHex(root), note };
    if (!isOfItsNote(one)) throw damaged(path);
    cosigned.set(origin, one);
  }
  return cosigned;
}

/** What it goes on from is what it cosigned, or somebody changed the file. */
function isOfItsNote({ origin, size, root, note }: Cosigned): boolean {
  const [name, count, hash] = note.split('\n');
  return name === origin && count === String(size) && hash === encodeBase64(root);
}

function damaged(path: string): CommandError {
  return new CommandError(
    `${path} is not the state of a witness; bring it back from a copy, a witness must not forget`,
    EXIT.usage,
  );
}
