import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'node:path';

/** Where something was written, or why it could not be. */
export type Written =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

const MOST_NAMES = 1000;
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

/** Writes a file that is not there yet. What is there stays: then the name gets a number. Never throws. */
export function writeBeside(path: string, content: string): Written {
  const { dir, name, ext } = parse(path);
  const folder = dir === '' || dir.endsWith('/') ? dir : `${dir}/`;
  for (let number = 1; number <= MOST_NAMES; number++) {
    const free = number === 1 ? path : `${folder}${name}-${number}${ext}`;
    try {
      write(free, content);
      return { ok: true, path: free };
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return { ok: false, reason: REASONS[code] ?? message };
    }
  }
  return { ok: false, reason: `so many files have that name: ${MOST_NAMES}` };
}

/** Whole, or not there. */
function write(path: string, content: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
