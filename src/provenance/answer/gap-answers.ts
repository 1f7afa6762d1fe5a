import { severityRank } from '../../custody/vocabulary/finding.js';
import { formatTime } from '../../protocol/index.js';
import type { Gap } from '../gap-source.js';
import type { GapAnswer } from './answer.schemas.js';

/** Standing gaps first, then by severity, then oldest first. */
export function gapAnswersOf(
  gaps: readonly Gap[],
  items: readonly string[],
  consignments: readonly string[],
): GapAnswer[] {
  const own = new Set(items);
  return gaps
    .toSorted(
      (a, b) =>
        Number(b.isStanding) - Number(a.isStanding) ||
        severityRank(b.severity) - severityRank(a.severity) ||
        a.openedAt - b.openedAt,
    )
    .map((gap) => ({
      alert: gap.alert,
      rule: gap.rule,
      severity: gap.severity,
      state: gap.state,
      isStanding: gap.isStanding,
      finding: gap.finding ?? null,
      isUpstream: isUpstream(gap, own, consignments),
      subject: gap.subject,
      sentence: gap.sentence,
      evidence: [...gap.evidence],
      openedAt: formatTime(gap.openedAt),
    }));
}

function isUpstream(gap: Gap, own: ReadonlySet<string>, consignments: readonly string[]): boolean {
  if (gap.ucr !== undefined && consignments.includes(gap.ucr)) return false;
  if (gap.items.length > 0) return !gap.items.some((item) => own.has(item));
  // Of a consignment that brought the goods here.
  return gap.ucr !== undefined;
}
