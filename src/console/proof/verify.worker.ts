import { signingRules } from '../../custody/vocabulary/signing-rules.js';
import { verifyFile } from '../../protocol/index.js';
import { recomputed } from './recomputed-verdict.js';
import type { VerifyAnswer, VerifyRequest } from './verify-messages.js';

addEventListener('message', ({ data }: MessageEvent<VerifyRequest>) => {
  const { bytes, trust } = data;
  const started = performance.now();
  const verification = verifyFile(bytes, trust, signingRules);
  const verdict = verification.verdict === 'failed' ? undefined : recomputed(bytes);
  const answer: VerifyAnswer = { verification, verdict, ms: performance.now() - started };
  postMessage(answer);
});
