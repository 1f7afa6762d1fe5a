import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError, EXIT } from './exit-codes.js';

/** Keeps a second process from the state file of the first: two would each check and store beside the other. */
export class ProcessLock {
  private constructor(private readonly path: string) {}

  /** @throws CommandError while the process that holds it lives */
  static take(statePath: string): ProcessLock {
    const path = `${statePath}.lock`;
    if (!write(path)) {
      const holder = Number(readFileSync(path, 'utf8').trim());
      if (isAlive(holder))
        throw new CommandError(
          `${statePath} is in use by process ${holder}; if that is not so, remove ${path}`,
          EXIT.unavailable,
        );
      rmSync(path, { force: true });
      if (!write(path))
        throw new CommandError(`${statePath} was taken by another process`, EXIT.unavailable);
    }
    return new ProcessLock(path);
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

function write(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw new CommandError(`cannot write ${path}: ${whyUnwritable(error)}`, EXIT.usage, {
      cause: error,
    });
  }
}

function whyUnwritable(error: unknown): string {
  if (isCode(error, 'ENOENT')) return 'its folder is not there';
  if (isCode(error, 'EACCES')) return 'you may not write there';
  return String(error);
}

/** Our own number in a lock that we have not taken was left by a process before us: in a container all are 1. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
