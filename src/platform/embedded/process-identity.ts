import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The operating-system user a server runs as; `undefined` = the user of this process. */
export interface ProcessIdentity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom the server runs as: this user, except that PostgreSQL refuses to run as root. Root hands the server
 * to the owner of an existing data folder, else to `postgres`, else to `nobody`.
 */
export function serverIdentity(existingDataDir: string | undefined): ProcessIdentity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existingDataDir !== undefined) {
    const { uid, gid } = statSync(existingDataDir);
    if (uid !== 0) return { uid, gid };
  }
  const identity = lookUpUser('postgres') ?? lookUpUser('nobody');
  if (!identity) {
    throw new Error(
      'cannot start the embedded PostgreSQL as root: /etc/passwd has neither postgres nor nobody',
    );
  }
  return identity;
}

function lookUpUser(name: string): ProcessIdentity | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined || Number(uid) === 0) return undefined;
  return { uid: Number(uid), gid: Number(gid) };
}

/** Can this identity pass every folder down to `path`, and read and enter or run what is there? */
export function canReach(path: string, identity: ProcessIdentity): boolean {
  let current = realpathSync(path);
  if (!permits(current, identity, 0o5)) return false;
  for (let parent = dirname(current); parent !== current; parent = dirname(current)) {
    if (!permits(parent, identity, 0o1)) return false;
    current = parent;
  }
  return true;
}

function permits(path: string, { uid, gid }: ProcessIdentity, bits: number): boolean {
  const stat = statSync(path);
  if (stat.uid === uid) return ((stat.mode >> 6) & bits) === bits;
  if (stat.gid === gid) return ((stat.mode >> 3) & bits) === bits;
  return (stat.mode & bits) === bits;
}
