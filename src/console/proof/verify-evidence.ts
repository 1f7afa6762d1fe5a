import type { LedgerVkey } from '../../protocol/index.js';
import { trustedScriptUrl } from './trusted-url.js';
import type { OpenAnswer, OpenRequest, VerifyAnswer, VerifyRequest } from './verify-messages.js';
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
  return answerOf<VerifyAnswer>({ bytes: Uint8Array.from(bytes), trust });
}

/** The same for a checkpoint: its signature alone takes a slow telephone a quarter of a second. */
export function openInWorker(note: string, vkey: LedgerVkey): Promise<OpenAnswer> {
  return answerOf<OpenAnswer>({ note, vkey });
}

function answerOf<Answer>(request: VerifyRequest | OpenRequest): Promise<Answer> {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module' });
  const answered = new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message || 'the verifier did not start'));
    });
  });
  worker.postMessage(request);
  return answered.finally(() => worker.terminate());
}
