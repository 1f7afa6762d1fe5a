import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const script = `
const { generateKeyPairSync, sign, verify } = require('node:crypto');
const { parentPort, workerData } = require('node:worker_threads');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const message = Buffer.alloc(700, 7);
const signature = sign(null, message, privateKey);
let done = 0;
const until = performance.now() + workerData * 1000;
while (performance.now() < until) for (let i = 0; i < 50; i += 1, done += 1) verify(null, message, publicKey, signature);
parentPort.postMessage(done);
`;

/** Ed25519 verifications per second with every core doing nothing else: what no service on this machine can pass. */
export async function measureVerifyCeiling(seconds: number): Promise<number> {
  const cores = availableParallelism();
  const counts = await Promise.all(
    Array.from(
      { length: cores },
      () =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(script, { eval: true, workerData: seconds });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}
