import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openRun } from './test-server.mjs';

const BUILDER = fileURLToPath(new URL('../../.ci/ensure-installed.mjs', import.meta.url));

/**
 * Tests run the sources; the threads and processes that they start run what was compiled of the same sources. Every
 * test file of the run finds the run's folder here; the server is started by the first that needs it.
 */
export default async function globalSetup() {
  const { status } = spawnSync(process.execPath, [BUILDER, '--build'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the service does not compile');
  process.env.CUSTODY_TEST_DIR = await openRun();
}
