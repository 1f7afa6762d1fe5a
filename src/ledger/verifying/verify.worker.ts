import { signingRules } from '../../custody/vocabulary/signing-rules.js';
import { answerTasks } from '../../platform/threads/answer-tasks.js';
import { ProtocolError, verifyBy, verifyFile } from '../../protocol/index.js';
import { keyObjectOf, verifyNatively } from '../admission/key-ring.js';
import type { VerifyAnswer, VerifyTask } from './verify-messages.js';

/** The thread that judges what strangers send, with the signatures checked as those of posted statements are. */
verifyBy((message, signature, publicKey) =>
  verifyNatively(keyObjectOf(publicKey), message, signature),
);

answerTasks(({ bytes, trust }: VerifyTask): VerifyAnswer => {
  try {
    const { checks } = verifyFile(bytes, trust, signingRules);
    return { ok: checks.every(({ ok }) => ok), checks };
  } catch (error) {
    if (error instanceof ProtocolError) return { unusable: error.message };
    throw error;
  }
});
