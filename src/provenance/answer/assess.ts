import { coverageOf, legsOf } from '../../custody/coverage.js';
import { judge } from '../../custody/judge.js';
import type { OriginShare } from '../../custody/origins.js';
import type { RuleSet } from '../../custody/rules/rule-set.js';
import { verdictOf, type VerdictAnswer } from '../../custody/verdict.js';
import type { GapAnswer, ProvenanceAnswer } from './answer.schemas.js';
import type { LoadedGoods } from './load-goods.js';

interface Case {
  readonly key: string;
  readonly loaded: LoadedGoods;
  readonly origins: readonly OriginShare[];
  readonly gaps: readonly GapAnswer[];
  readonly ruleSet: RuleSet;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Assessment extends VerdictAnswer {
  readonly coverage: ProvenanceAnswer['coverage'];
}

/** The verdict on a consignment, from what is loaded of it. */
export function assess({ key, loaded, origins, gaps, ruleSet, now }: Case): Assessment {
  const { replayed, facts, lineage, items } = loaded;
  const coverage = coverageOf(legsOf(replayed, facts, ruleSet), now);
  const focus = { items, consignments: [key] };
  const { deadlines } = judge({ events: lineage.events, focus }, facts, ruleSet, now);
  const standing = gaps.filter(({ isStanding }) => isStanding);
  const verdict = verdictOf({
    isKnown: true,
    gaps: standing.filter(({ isUpstream }) => !isUpstream),
    upstream: standing.filter(({ isUpstream }) => isUpstream),
    isUpstreamComplete: loaded.upstream.isComplete,
    coverage,
    unprovenOrigins: origins.flatMap(({ item, commission }) =>
      commission === undefined ? [item] : [],
    ),
    openDeadlines: deadlines.map(({ at }) => at),
  });
  return {
    ...verdict,
    coverage: {
      percent: Math.floor(coverage.share * 1000) / 10,
      twoSigned: coverage.twoSignedLegs,
      due: coverage.dueLegs,
    },
  };
}
