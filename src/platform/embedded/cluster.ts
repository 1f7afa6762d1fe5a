import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isCluster } from './data-folder.js';
import { isAlive } from './pid-file.js';
import type { ProcessIdentity } from './process-identity.js';

/** The superuser of an embedded cluster; reachable through the socket only, which the folder's mode guards. */
export const SUPERUSER = 'custody';

interface ClusterOptions {
  readonly binaries: string;
  readonly dataDir: string;
  readonly identity: ProcessIdentity | undefined;
  /** Tests: do not wait for the disk. */
  readonly isVolatile: boolean;
}

/**
 * Makes the cluster unless it is there. It is made in a folder beside and renamed when whole, so that a kill
 * leaves nothing half-made and processes that start together all end with the first one's.
 */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const { dataDir, identity } = options;
  if (isCluster(dataDir)) return;
  removeAbandoned(dataDir);
  const unfinished = `${dataDir}.init.${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  if (identity) chownSync(unfinished, identity.uid, identity.gid);
  try {
    await initdb(unfinished, options);
    renameSync(unfinished, dataDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isCluster(dataDir)) throw error;
  }
}

async function initdb(folder: string, options: ClusterOptions): Promise<void> {
  const args = ['-D', folder, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  args.push('--data-checksums', '--no-instructions');
  if (options.isVolatile) args.push('--no-sync');
  const child = spawn(join(options.binaries, 'bin', 'initdb'), args, {
    ...options.identity,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000);
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`cannot make the database folder ${folder}: ${complaint.trim()}`);
}

/** The environment of the server's programs: ours without what would change where or how they work. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}

/** Folders of an initdb that was killed. */
function removeAbandoned(dataDir: string): void {
  const prefix = `${basename(dataDir)}.init.`;
  for (const name of readdirSync(dirname(dataDir))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}
