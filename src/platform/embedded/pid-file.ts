import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code.js';

/** What `postmaster.pid` says about the server of a data folder. */
export interface PostmasterRecord {
  readonly pid: number;
  readonly socketDir: string;
  readonly isReady: boolean;
}

/** A pid no process can have (Linux's limit is 4,194,304). */
const NO_PID = '4194305';

const NOT_THERE = new Set(['ENOENT', 'ESRCH', 'ENOTDIR']);

/** `undefined` when there is no record, or it is being written. */
export function readPostmasterRecord(dataDir: string): PostmasterRecord | undefined {
  const lines = readLines(join(dataDir, 'postmaster.pid'));
  const [pid, , , port, socketDir] = lines;
  if (pid === undefined || port === undefined || !socketDir) return undefined;
  return {
    pid: Number(pid),
    socketDir,
    isReady: lines[7]?.startsWith('ready') ?? false,
  };
}

/** Does a process of this pid run? A zombie does not: it is dead and waits only to be reaped. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return processState(pid)?.state !== 'Z';
}

/**
 * PostgreSQL refuses to start while the pid in a lock file exists. That pid may be a zombie (a container whose
 * PID 1 reaps nothing), or by now another program's. Only the pid line is blanked: PostgreSQL still makes sure by
 * the shared-memory block that no server uses the folder.
 */
export function releaseStaleLocks(dataDir: string, socketDir: string): void {
  const files = [join(dataDir, 'postmaster.pid'), join(socketDir, '.s.PGSQL.5432.lock')];
  for (const file of files) {
    const [pid, ...rest] = readLines(file);
    if (pid === undefined || pid === NO_PID) continue;
    const found = processState(Number(pid));
    if (!found || (found.state !== 'Z' && found.name === 'postgres')) continue;
    writeFileSync(file, [NO_PID, ...rest].join('\n'));
  }
}

/** Linux only; elsewhere PostgreSQL's own check has to do. */
function processState(pid: number): { name: string; state: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  const [stat] = readLines(`/proc/${pid}/stat`);
  const match = /\((?<name>.*)\) (?<state>\S)/u.exec(stat ?? '');
  if (!match?.groups) return undefined;
  return { name: match.groups['name'] ?? '', state: match.groups['state'] ?? '' };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (NOT_THERE.has(errorCode(error))) return [];
    throw error;
  }
}
