import { existsSync } from 'node:fs';
import { startEmbeddedPostgres } from '../../platform/embedded/postgres.js';
import type { Leftovers } from './leftovers.js';
import { discardThrowawayFolder } from './throwaway-folder.js';

/** The program that takes away what an ended command left: see `leaveNothingBehind`. */

const { servers, folders }: Leftovers = JSON.parse(process.argv[2] ?? '{}');

for (const folder of folders) await discardThrowawayFolder(folder);
for (const dataDir of servers) {
  if (!existsSync(dataDir)) continue;
  // Adopted only to be stopped, unless others use it.
  const server = await startEmbeddedPostgres({ dataDir, database: 'postgres' });
  await server.stop();
}
