import type { LedgerVkey } from '../../protocol/index.js';
import { askWorker } from './ask-worker.js';
import type { OpenAnswer, OpenRequest, VerifyAnswer, VerifyRequest } from './verify-messages.js';
import workerUrl from './verify.worker.ts?worker&url';

/** Verifies a file. @throws Error when the worker could not run */
export function verifyInWorker(
  bytes: Uint8Array,
  trust: VerifyRequest['trust'],
  asked?: string,
): Promise<VerifyAnswer> {
  const request: VerifyRequest = { bytes: Uint8Array.from(bytes), trust, asked };
  return askWorker(workerUrl, request);
}

/** The same for a checkpoint: its signature alone takes a slow telephone a quarter of a second. */
export function openInWorker(note: string, vkey: LedgerVkey): Promise<OpenAnswer> {
  const request: OpenRequest = { note, vkey };
  return askWorker(workerUrl, request);
}
