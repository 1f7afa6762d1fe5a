import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canReach, type ProcessIdentity } from './process-identity.js';

/** Says where the data of a folder went that the server's user could not reach. */
interface Relocation {
  readonly id: string;
  readonly wanted: string;
  readonly actual: string;
}

/** Has a cluster been made here? */
export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION'));
}

/**
 * The folder to use for `wanted`: itself, or one below `home` when the server's user cannot reach it. A note
 * `<wanted>.location.json` ties the two, so that a new clone at the same path does not find the old one's data,
 * a copied checkout does not share it, and a moved one keeps it.
 * @param wanted absolute path
 */
export function resolveDataFolder(
  wanted: string,
  identity: ProcessIdentity | undefined,
  home: string,
): string {
  mkdirSync(dirname(wanted), { recursive: true });
  const path = join(realpathSync(dirname(wanted)), basename(wanted));
  if (!identity) return path;
  const note = `${path}.location.json`;
  const known = readRelocation(note, path);
  if (known) return known;
  if (canReach(dirname(path), identity)) return path;
  if (isCluster(path)) {
    throw new Error(
      `cannot start the embedded PostgreSQL: user ${identity.uid} cannot reach its data in ${path}; ` +
        'open the folders above it (chmod o+x) or start the service as the owner of the data',
    );
  }
  return relocate(note, path, home);
}

function readRelocation(note: string, path: string): string | undefined {
  if (!existsSync(note)) return undefined;
  const relocation = JSON.parse(readFileSync(note, 'utf8')) as Relocation;
  if (relocation.wanted === path) return relocation.actual;
  // The checkout was moved when the old place is gone; it was copied when the old place is still there.
  return existsSync(`${relocation.wanted}.location.json`) ? undefined : relocation.actual;
}

function relocate(note: string, path: string, home: string): string {
  const id = randomBytes(4).toString('hex');
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const actual = join(home, `data-${hash}-${id}`, 'postgres');
  openFolder(home);
  openFolder(dirname(actual));
  const relocation: Relocation = { id, wanted: path, actual };
  try {
    writeFileSync(note, `${JSON.stringify(relocation, null, 2)}\n`, { flag: 'wx' });
    return actual;
  } catch (error) {
    // Another process that starts at the same time wrote its note first, or the note is of a copied checkout.
    const other = readRelocation(note, path);
    if (other) return other;
    if (!existsSync(note)) throw error;
    writeFileSync(note, `${JSON.stringify(relocation, null, 2)}\n`);
    return actual;
  }
}

/** Makes a folder that every user may pass through, whatever the umask. */
export function openFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}
