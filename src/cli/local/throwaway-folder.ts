import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive } from '../../platform/embedded/pid-file.js';
import { startEmbeddedPostgres } from '../../platform/embedded/postgres.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { folderIsForThisRun, folderRemoved } from './leftovers.js';

const MARKER = 'throwaway.json';

/** A data folder for one run, which the database's user can reach also when it is not ours. */
export function makeThrowawayFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `custody-${purpose}-`));
  chmodSync(folder, 0o755);
  folderIsForThisRun(folder);
  return folder;
}

/** Removes a folder made for this run whose database server was stopped. */
export function removeThrowawayFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folderRemoved(folder);
}

/**
 * Empties a folder that an earlier run left, its database server included, and makes it anew.
 * @throws CommandError when the folder was not made for throwing away, or its process still runs
 */
export async function renewThrowawayFolder(folder: string): Promise<void> {
  if (existsSync(folder)) await discard(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARKER), JSON.stringify({ pid: process.pid }));
}

async function discard(folder: string): Promise<void> {
  const owner = ownerOf(folder);
  if (owner !== process.pid && isAlive(owner)) {
    throw new CommandError(
      `process ${owner} is using ${folder}: stop it, or choose another folder with --data-dir`,
      EXIT.usage,
    );
  }
  await discardThrowawayFolder(folder);
}

/** Removes a folder and stops the database server that may still run in it. */
export async function discardThrowawayFolder(folder: string): Promise<void> {
  const dataDir = join(folder, 'postgres');
  const location = `${dataDir}.location.json`;
  if (existsSync(dataDir) || existsSync(location)) {
    // A killed run leaves its server behind; it is adopted here only to be stopped.
    const server = await startEmbeddedPostgres({ dataDir, database: 'postgres' });
    await server.stop({ force: true });
    if (server.dataDir !== dataDir && existsSync(location)) {
      rmSync(dirname(server.dataDir), { recursive: true, force: true });
    }
  }
  removeThrowawayFolder(folder);
}

function ownerOf(folder: string): number {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, MARKER), 'utf8')) as { pid: number };
    return pid;
  } catch (error) {
    throw new CommandError(
      `${folder} is not a folder of the demo; it will not be emptied`,
      EXIT.usage,
      { cause: error },
    );
  }
}
