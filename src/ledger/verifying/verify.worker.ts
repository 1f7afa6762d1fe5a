import { signingRules } from '../../custody/vocabulary/signing-rules.js';
import { answerTasks } from '../../platform/threads/answer-tasks.js';
import {
  isSameLedgerKey,
  ledgerKeyOf,
  namedKeysOf,
  ProtocolError,
  type Trust,
  verifyBy,
  verifyFile,
} from '../../protocol/index.js';
import { keyObjectOf, verifyNatively } from '../admission/key-ring.js';
import type { OwnKeys, VerifyAnswer, VerifyTask } from './verify-messages.js';

/** The thread that judges what strangers send, with the signatures checked as those of posted statements are. */
verifyBy((message, signature, publicKey) =>
  verifyNatively(keyObjectOf(publicKey), message, signature),
);

answerTasks(({ bytes, trust, own }: VerifyTask): VerifyAnswer => {
  try {
    const { checks } = verifyFile(bytes, trustHere(trust, own), signingRules);
    return { ok: checks.every(({ ok }) => ok), checks };
  } catch (error) {
    if (error instanceof ProtocolError) return { unusable: error.message };
    throw error;
  }
});

/**
 * Who names no ledger asks of this one. Who trusts a key of this ledger is led to the others, as by `custody check`:
 * proved, not believed.
 */
function trustHere(trust: Trust, own: OwnKeys): Trust {
  const named = namedKeysOf(trust);
  if (named.length === 0) return { ...trust, vkey: own.vkeys };
  if (trust.rotations !== undefined) return trust;
  const keys = own.vkeys.map(ledgerKeyOf);
  const isOwn = named.some((one) => keys.some((key) => isSameLedgerKey(key, one)));
  return isOwn ? { ...trust, rotations: own.rotations } : trust;
}
