import { startEmbeddedPostgres } from '../../src/platform/embedded/postgres.js';
import type { EmbeddedPostgresOptions } from '../../src/platform/embedded/postgres.js';

/** A process of its own that starts or adopts a server: tells it as one JSON line, stops it on SIGTERM. */
const options: EmbeddedPostgresOptions = JSON.parse(process.argv[2] ?? '{}');
const server = await startEmbeddedPostgres(options);
const { isAdopted, postmasterPid, dataDir, location } = server;
const alive = setInterval(() => undefined, 1000);
process.once('SIGTERM', () => {
  clearInterval(alive);
  server.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(String(error));
      process.exit(1);
    },
  );
});
process.stdout.write(`${JSON.stringify({ isAdopted, postmasterPid, dataDir, location })}\n`);
