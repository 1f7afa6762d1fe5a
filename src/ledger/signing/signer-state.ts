import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, fromHex, toHex } from '../../protocol/index.js';

/** A head that left a signer, or was about to. */
export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A signer that wrote nothing for so long is not running; its file is tidied away once a newer one stands. */
const STALE_MS = 3_600_000;

/**
 * What this process signed last, kept outside the database, so that a database that went back cannot take the signer
 * with it. Each process has a file of its own in the data folder; at the start the largest head of all files counts,
 * and is written to the new process's file before any older file goes.
 */
export class SignerState {
  private constructor(
    private readonly folder: string,
    private readonly path: string,
    private last: SignedHead | undefined,
  ) {}

  /** @throws Error when a state file cannot be read, or two of them hold different heads of one size */
  static async open(dataDir: string): Promise<SignerState> {
    const folder = join(dataDir, 'signer');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const instance = `${process.pid}-${randomBytes(4).toString('hex')}`;
    const before = await readAll(folder);
    const state = new SignerState(folder, join(folder, `${instance}.json`), undefined);
    const largest = largestOf(before.map(({ head }) => head));
    if (largest === undefined) return state;
    await state.write(largest);
    await removeStale(before.filter(({ head }) => head.size <= largest.size));
    return state;
  }

  /** The largest head that any signer of this data folder has signed. */
  get head(): SignedHead | undefined {
    return this.last;
  }

  /** On disk when it resolves: the file, and its name in the folder. */
  async write(head: SignedHead): Promise<void> {
    const temporary = `${this.path}.tmp`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ size: head.size, root: toHex(head.root) })}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
    await syncFolder(this.folder);
    this.last = head;
  }
}

/** Every head that signers of a data folder keep there; for the auditor. Empty when nothing was ever signed. */
export async function readSignedHeads(dataDir: string): Promise<SignedHead[]> {
  const folder = join(dataDir, 'signer');
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isThere ? (await readAll(folder)).map(({ head }) => head) : [];
}

interface StateFile {
  readonly path: string;
  readonly head: SignedHead;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readAll(folder: string): Promise<StateFile[]> {
  const files: StateFile[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const path = join(folder, name);
    files.push({ path, head: parse(await readFile(path, 'utf8'), path) });
  }
  return files;
}

function largestOf(heads: readonly SignedHead[]): SignedHead | undefined {
  let largest: SignedHead | undefined;
  for (const head of heads) {
    if (largest?.size === head.size && !equalBytes(largest.root, head.root))
      throw new Error(
        `cannot sign: two heads of size ${head.size} were signed from this data folder`,
      );
    if (largest === undefined || head.size > largest.size) largest = head;
  }
  return largest;
}

async function removeStale(files: readonly StateFile[]): Promise<void> {
  for (const { path } of files) {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

function parse(text: string, path: string): SignedHead {
  try {
    const { size, root }: { size: number; root: string } = JSON.parse(text);
    const bytes = fromHex(root);
    if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== 32) throw new Error('no head');
    return { size, root: bytes };
  } catch (cause) {
    throw new Error(`cannot trust the signer state ${path}: it does not hold a head`, { cause });
  }
}
