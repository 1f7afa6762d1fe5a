import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.js';
import { canReach, type ProcessIdentity } from './process-identity.js';

/** Says where the data of a folder went that the server's user could not reach. */
const relocationNote = z.strictObject({ wanted: z.string(), actual: z.string() });
type Relocation = z.infer<typeof relocationNote>;

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
  const { wanted, actual } = relocationNote.parse(JSON.parse(readFileSync(note, 'utf8')));
  if (wanted === path) return actual;
  // Copied when the old place still has its note; moved when it has not.
  if (existsSync(`${wanted}.location.json`)) return undefined;
  writeNote(note, { wanted: path, actual }, renameSync);
  return actual;
}

function relocate(note: string, path: string, home: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const id = randomBytes(4).toString('hex');
  const actual = join(home, `data-${hash}-${id}`, 'postgres');
  openFolder(home);
  openFolder(dirname(actual));
  const relocation = { wanted: path, actual };
  try {
    writeNote(note, relocation, linkSync);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // Another process that starts at the same time was first, or the note came with a copied checkout.
    const other = readRelocation(note, path);
    if (other) return other;
    writeNote(note, relocation, renameSync);
  }
  return actual;
}

/** @param place `linkSync` never replaces a note, `renameSync` does; either way nobody reads half of one */
function writeNote(
  note: string,
  relocation: Relocation,
  place: (from: string, to: string) => void,
): void {
  const draft = `${note}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(relocation, null, 2)}\n`);
  try {
    place(draft, note);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Makes a folder that every user may pass through, whatever the umask. */
export function openFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}
