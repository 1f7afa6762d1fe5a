import { spelledConsignment } from '../../custody/vocabulary/spelled-consignment.js';
import type { Check, Verification } from '../../protocol/index.js';
import { signedAnswerOf } from './signed-answer.js';

/**
 * The verification of an evidence file with one more check: is it of the consignment that was asked for? Sound evidence
 * of another one proves nothing of this.
 *
 * @param asked a UCR, or `<UCR>;<year>`, as people write it
 */
export function askedFor(
  asked: string,
  bytes: Uint8Array,
  verification: Verification,
): Verification {
  const answer = signedAnswerOf(bytes);
  const wanted = spelledConsignment(asked);
  const ok = answer !== undefined && [answer.ucr, answer.key].includes(wanted);
  const check: Check = {
    what: 'consignment',
    ok,
    detail: ok
      ? `the bundle is of ${wanted}`
      : `the bundle is of ${answer?.key ?? 'no consignment'}, and ${wanted} was asked for`,
  };
  const checks = [...verification.checks, check];
  return { verdict: ok ? verification.verdict : 'failed', checks };
}
