import { chownSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPostmasterRecord } from './pid-file.js';
import type { ProcessIdentity } from './process-identity.js';

/** Socket paths are limited to 103 bytes on macOS, 107 on Linux; the file name takes 14. */
const LONGEST_SOCKET_DIR = 80;

/** Where the server of a cluster has its socket: in the cluster's folder, or elsewhere when that path is too long. */
export function socketFolder(dataDir: string, identity: ProcessIdentity | undefined): string {
  if (Buffer.byteLength(dataDir) <= LONGEST_SOCKET_DIR) return dataDir;
  const running = readPostmasterRecord(dataDir);
  if (running && existsSync(running.socketDir)) return running.socketDir;
  const folder = mkdtempSync(join(tmpdir(), 'custody-'));
  if (identity) chownSync(folder, identity.uid, identity.gid);
  return folder;
}
