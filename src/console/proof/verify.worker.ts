import { signingRules } from '../../custody/vocabulary/signing-rules.js';
import { openCheckpoint, verifyFile } from '../../protocol/index.js';
import { askedFor } from './asked-for.js';
import { eventProofsOf } from './event-proofs.js';
import { recomputed } from './recomputed-verdict.js';
import type { OpenAnswer, OpenRequest, VerifyAnswer, VerifyRequest } from './verify-messages.js';

addEventListener('message', ({ data }: MessageEvent<VerifyRequest | OpenRequest>) => {
  postMessage('note' in data ? opened(data) : verified(data));
});

function opened({ note, vkey }: OpenRequest): OpenAnswer {
  return openCheckpoint(note, vkey);
}

function verified({ bytes, trust, asked }: VerifyRequest): VerifyAnswer {
  const started = performance.now();
  const alone = verifyFile(bytes, trust, signingRules);
  const verification = asked === undefined ? alone : askedFor(asked, bytes, alone);
  const verdict = verification.verdict === 'failed' ? undefined : recomputed(bytes);
  const events = eventProofsOf(bytes, verification);
  return { verification, verdict, events, ms: performance.now() - started };
}
