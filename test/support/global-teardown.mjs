import { closeRun } from './test-server.mjs';

export default async function globalTeardown() {
  if (process.env.CUSTODY_TEST_DIR) await closeRun(process.env.CUSTODY_TEST_DIR);
}
