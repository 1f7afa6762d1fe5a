import type { CosignerReport } from '../../protocol/index.js';
import { askWorker } from '../proof/ask-worker.js';
import type { CosignersRequest } from './cosigner-messages.js';
import workerUrl from './cosigners.worker.ts?worker&url';

/** Names no witness: every line is then of an unknown key. */
const NO_POLICY = 'quorum none\n';

/** What every line under the checkpoint is worth; `undefined` when the worker could not run, or the policy is malformed. */
export async function checkCosigners(
  note: string,
  policy: string | null,
): Promise<CosignerReport | undefined> {
  const request: CosignersRequest = { note, policy: policy ?? NO_POLICY };
  return askWorker<CosignerReport>(workerUrl, request).catch(() => undefined);
}
