import { parsePolicy, reportCosigners } from '../../protocol/index.js';
import type { CosignersRequest } from './cosigner-messages.js';

addEventListener('message', ({ data: { note, policy } }: MessageEvent<CosignersRequest>) => {
  postMessage(reportCosigners(note, parsePolicy(policy)));
});
