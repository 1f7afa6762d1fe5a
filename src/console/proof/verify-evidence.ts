import { trustedScriptUrl } from './trusted-url.js';
import type { VerifyAnswer, VerifyRequest } from './verify-messages.js';
import workerUrl from './verify.worker.ts?worker&url';

/**
 * Verifies a file beside the page, which stays usable meanwhile. The worker's own policy gives it no network.
 *
 * @throws Error when the worker could not run
 */
export function verifyInWorker(
  bytes: Uint8Array,
  trust: VerifyRequest['trust'],
): Promise<VerifyAnswer> {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module' });
  const answered = new Promise<VerifyAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<VerifyAnswer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message || 'the verifier did not start'));
    });
  });
  const request: VerifyRequest = { bytes: Uint8Array.from(bytes), trust };
  worker.postMessage(request);
  return answered.finally(() => worker.terminate());
}
