import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { heldDataFolders } from '../../platform/embedded/embedded-server.js';
import { statusOfSignal } from '../exit-codes.js';

/** What a command was ended before it could tidy up. */
export interface Leftovers {
  /** Data folders of embedded servers; in use by others they stay up. */
  readonly servers: readonly string[];
  /** Folders made for that run alone, with the servers in them. */
  readonly folders: readonly string[];
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const folders = new Set<string>();
let endOn: (signal: (typeof SIGNALS)[number]) => void = exitAsKilledBy;

export function folderIsForThisRun(folder: string): void {
  folders.add(folder);
}

export function folderRemoved(folder: string): void {
  folders.delete(folder);
}

/**
 * From now on a signal ends the process at once, and whatever ends it, the database server and the folders it made do
 * not stay: a program of its own takes them away once our connections are gone.
 */
export function leaveNothingBehind(): void {
  process.once('exit', sweepUp);
  for (const signal of SIGNALS) process.on(signal, () => endOn(signal));
}

/** A command that stays up ends in its own order. */
export function endInOrder(end: () => void): void {
  endOn = end;
}

function exitAsKilledBy(signal: (typeof SIGNALS)[number]): void {
  process.exit(statusOfSignal(signal));
}

function sweepUp(): void {
  const leftovers: Leftovers = {
    servers: heldDataFolders().filter((dataDir) => !isInThrowaway(dataDir)),
    folders: [...folders],
  };
  if (leftovers.servers.length + leftovers.folders.length === 0) return;
  const program = join(import.meta.dirname, 'sweep-up.js');
  spawn(process.execPath, [program, JSON.stringify(leftovers)], {
    cwd: '/',
    stdio: 'ignore',
    detached: true,
  }).unref();
}

function isInThrowaway(dataDir: string): boolean {
  return [...folders].some((folder) => dataDir.startsWith(join(folder, '/')));
}
