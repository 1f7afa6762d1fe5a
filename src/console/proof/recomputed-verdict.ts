import type { Verdict } from '../../client/provenance-answer.js';
import { verdictOf } from '../../custody/verdict.js';
import { decodeUtf8 } from '../../protocol/index.js';
import type { SignedAnswer } from './signed-answer.js';

/**
 * The verdict that the gaps, handovers and origins of a signed answer amount to. Deadlines that are still open are not
 * in the answer, so this is `SUPPORTED` where the service may say `PENDING`.
 *
 * @param bytes a file that verified: a bundle, or a receipt, which tells no verdict
 */
export function recomputed(bytes: Uint8Array): Verdict | undefined {
  const { answer }: { answer?: SignedAnswer } = JSON.parse(decodeUtf8(bytes));
  if (answer?.view !== 'authority') return undefined;
  const standing = answer.gaps.filter(({ isStanding }) => isStanding);
  const { twoSigned, due } = answer.coverage;
  return verdictOf({
    isKnown: true,
    gaps: standing.filter(({ isUpstream }) => !isUpstream),
    upstream: standing.filter(({ isUpstream }) => isUpstream),
    isUpstreamComplete: answer.upstream.isComplete,
    coverage: {
      share: due === 0 ? 1 : twoSigned / due,
      twoSignedLegs: twoSigned,
      dueLegs: due,
    },
    unprovenOrigins: answer.origins.filter(({ isProven }) => !isProven).map(({ item }) => item),
    openDeadlines: [],
  }).verdict;
}
