import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { isAlive } from '../../platform/embedded/pid-file.js';
import { equalBytes, fromHex, toHex } from '../../protocol/index.js';
import { syncFolder } from '../ledger-keys.js';
import { nativeSha256 } from '../native-sha256.js';

/** A head that left a signer, or was about to. */
export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A signer that wrote nothing for so long is not running; its file is tidied away once a newer one stands. */
const STALE_MS = 3_600_000;

/** Tells this process, all threads of it, from another that had its process id before. */
const PROCESS = processToken();

/** A head fits in one, and a disk writes none of it in part. */
const SLOT_BYTES = 512;
/** As many of the newest heads as a file keeps. */
export const KEPT_HEADS = 64;

/**
 * What this process signed last, kept outside the database, so that a database that went back cannot take the signer
 * with it. Each process has a file of its own in the data folder; at the start the largest head of all files counts,
 * and is written to the new process's file before any older file goes. Until then nothing is written or held open, so
 * that a process that fails to start leaves nothing behind.
 *
 * A file is a ring of slots, written in turn and in place: a write that a crash tore leaves the other slots, and nothing
 * but data goes to the disk, where a new file for each head would wait for the file system's journal. The ring also holds
 * heads that the database has recorded, but may not have on its own disk yet.
 */
export class SignerState {
  private last: SignedHead | undefined;
  private turn = 0;
  /** What processes before this one left. */
  private before: readonly StateFile[];
  private file: FileHandle | undefined;

  private constructor(
    private readonly folder: string,
    private path: string,
    before: readonly StateFile[],
  ) {
    this.before = before;
    this.last = this.found.at(-1);
  }

  /** @throws Error when a state file cannot be read, or two of them hold different heads of one size */
  static async open(dataDir: string): Promise<SignerState> {
    const folder = join(dataDir, 'signer');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const instance = `${process.pid}-${PROCESS}-${randomBytes(4).toString('hex')}`;
    return new SignerState(folder, join(folder, `${instance}.heads`), await readAll(folder));
  }

  /** The largest head that any signer of this data folder has signed. */
  get head(): SignedHead | undefined {
    return this.last;
  }

  /** Its name among the signers of a database. */
  get signer(): string {
    return basename(this.path, '.heads');
  }

  /**
   * What the file of another signer of this data folder holds.
   * @returns `undefined` when there is none: it is a signer of another folder, or long gone
   */
  async leftBy(signer: string): Promise<LeftBySigner | undefined> {
    const path = join(this.folder, `${basename(signer)}.heads`);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) return undefined;
    return { heads: parse(bytes, path), isRunning: isRunning(signer) };
  }

  /** The newest heads that processes before this one signed, smallest first, until {@link tidy}. */
  get found(): readonly SignedHead[] {
    return sorted(this.before.flatMap(({ heads }) => heads));
  }

  /** On disk when it resolves. */
  async write(head: SignedHead): Promise<void> {
    if (this.file === undefined) await this.begin(head);
    else {
      await this.file.write(slotOf(head), 0, SLOT_BYTES, this.turn * SLOT_BYTES);
      this.turn = (this.turn + 1) % KEPT_HEADS;
    }
    this.last = head;
  }

  /** The heads of processes that are gone are all in the database: their files are not needed any more. */
  async tidy(): Promise<void> {
    if (this.file === undefined && this.last !== undefined) await this.begin(this.last);
    const files = this.before;
    this.before = [];
    for (const { path } of files) {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }

  /**
   * Goes on from a smaller head than was signed, because a declaration in the log says so. The files that hold what
   * is abandoned are kept under another name. No other process of this data folder may be running.
   */
  async abandon(head: SignedHead): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    this.turn = 0;
    this.before = [];
    const before = (await readdir(this.folder)).filter((name) => name.endsWith('.heads'));
    const path = this.path;
    this.path = `${path.slice(0, -'.heads'.length)}-${randomBytes(2).toString('hex')}.heads`;
    // The new file is there before the old ones are put aside: after a crash between, both count and it is done again.
    await this.write(head);
    for (const name of before)
      await rename(join(this.folder, name), join(this.folder, `${name}.abandoned`));
    await syncFolder(this.folder);
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  /** All slots, the file and its name in the folder; from then on each write is durable when it returns. */
  private async begin(head: SignedHead): Promise<void> {
    const { O_RDWR, O_DSYNC } = constants;
    const slot = slotOf(head);
    await writeFile(this.path, Buffer.concat(Array.from({ length: KEPT_HEADS }, () => slot)), {
      mode: 0o600,
      flush: true,
    });
    await syncFolder(this.folder);
    // Windows has no O_DSYNC.
    this.file = await open(this.path, O_RDWR | (O_DSYNC ?? 0));
  }
}

export interface LeftBySigner {
  /** Smallest first. */
  readonly heads: readonly SignedHead[];
  readonly isRunning: boolean;
}

/** The largest head of each signer of a data folder; for the auditor. Empty when nothing was ever signed. */
export async function readSignedHeads(dataDir: string): Promise<SignedHead[]> {
  const folder = join(dataDir, 'signer');
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isThere ? (await readAll(folder)).map(({ heads }) => heads.at(-1)!) : [];
}

interface StateFile {
  readonly path: string;
  /** Smallest first, at least one. */
  readonly heads: readonly SignedHead[];
}

async function readAll(folder: string): Promise<StateFile[]> {
  const files: StateFile[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.heads')) continue;
    const path = join(folder, name);
    files.push({ path, heads: parse(await readFile(path), path) });
  }
  return files;
}

/** Each head once, smallest first. */
function sorted(heads: readonly SignedHead[]): SignedHead[] {
  const bySize = new Map<number, SignedHead>();
  for (const head of heads) {
    const known = bySize.get(head.size);
    if (known !== undefined && !equalBytes(known.root, head.root))
      throw new Error(
        `cannot sign: two heads of size ${head.size} were signed from this data folder`,
      );
    bySize.set(head.size, head);
  }
  return [...bySize.values()].toSorted((a, b) => a.size - b.size);
}

/** JSON with a checksum over it, padded with spaces to a line of its own. */
function slotOf({ size, root }: SignedHead): Buffer {
  const head = { size, root: toHex(root) };
  const line = JSON.stringify({ ...head, sum: checksum(head) });
  return Buffer.from(`${line.padEnd(SLOT_BYTES - 1)}\n`);
}

/** The heads of all slots; one of them may have been torn by a crash. */
function parse(bytes: Buffer, path: string): SignedHead[] {
  const heads: SignedHead[] = [];
  for (let at = 0; at < bytes.length; at += SLOT_BYTES) {
    const head = headOfSlot(bytes.subarray(at, at + SLOT_BYTES));
    if (head !== undefined) heads.push(head);
  }
  if (heads.length === 0)
    throw new Error(`cannot trust the signer state ${path}: it does not hold a head`);
  return sorted(heads);
}

function headOfSlot(slot: Buffer): SignedHead | undefined {
  try {
    const { size, root, sum }: Record<'size' | 'root' | 'sum', unknown> = JSON.parse(
      slot.toString('utf8'),
    );
    const isHead = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
    if (!isHead || typeof root !== 'string' || sum !== checksum({ size, root })) return undefined;
    return { size, root: fromHex(root) };
  } catch {
    // Torn, or not a slot at all: the checksum's business, told by having no head.
    return undefined;
  }
}

function checksum({ size, root }: { size: number; root: string }): string {
  return nativeSha256(`${size} ${root}`).toString('hex').slice(0, 16);
}

function isRunning(signer: string): boolean {
  const [pid, token] = signer.split('-');
  return Number(pid) === process.pid ? token === PROCESS : isAlive(Number(pid));
}

/** Made by the first thread that asks; those that it starts afterwards find it. */
function processToken(): string {
  const NAME = 'custody-process';
  const known: unknown = getEnvironmentData(NAME);
  if (typeof known === 'string') return known;
  const token = randomBytes(4).toString('hex');
  setEnvironmentData(NAME, token);
  return token;
}
