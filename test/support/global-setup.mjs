import { openRun } from './test-server.mjs';

/** Every test file of the run finds the run's folder here; the server is started by the first that needs it. */
export default async function globalSetup() {
  process.env.CUSTODY_TEST_DIR = await openRun();
}
