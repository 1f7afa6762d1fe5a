import { askWorker } from './ask-worker.js';
import type { VerifyAnswer, VerifyRequest } from './verify-messages.js';
import workerUrl from './verify.worker.ts?worker&url';

/** Verifies a file. @throws Error when the worker could not run */
export function verifyInWorker(
  bytes: Uint8Array,
  trust: VerifyRequest['trust'],
): Promise<VerifyAnswer> {
  const request: VerifyRequest = { bytes: Uint8Array.from(bytes), trust };
  return askWorker(workerUrl, request);
}
