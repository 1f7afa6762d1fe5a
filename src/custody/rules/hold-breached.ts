import { z } from 'zod';
import { caseOf } from './case-of.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import type { Consignment, Hold } from '../replay/consignment.js';
import { itemIdsOf } from '../replay/mentions.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { anAct, timeText } from './wording.js';

const parameters = z.object({ recordingHours: z.number().nonnegative().default(48) });
type Parameters = z.infer<typeof parameters>;

export const holdBreached = defineRule<Parameters>({
  id: 'R06',
  code: 'HOLD_BREACHED',
  title: 'Goods moved while an authority held them',
  explanation:
    'Goods were released, moved, used up or closed between the hold of an authority and its release: by the same authority or, since only customs sign releases, by customs of the same country where an inspector placed the hold. What counts is when hold, release and movement happened, not when they were recorded.',
  authority: 'Customs control',
  group: 'custody',
  decided: ['append'],
  severity: 'CRITICAL',
  commodities: ['*'],
  subject: 'consignment',
  anchor: 'hash of the CUSTOMS_HOLD',
  parameters,
  reasons: {
    recordingHours:
      'A hold lifted on paper may be recorded up to two days after the alert; beyond that the release itself would be late.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'The hold was lifted on paper, and the release was recorded late or never.',
    'The goods went to a customs warehouse without a release with the procedure transfer.',
  ],
  closedBy:
    'A release that happened before the movement, if it is recorded within the window; else an inspector, with the authority that placed the hold.',
  owner: 'consignment',
  evaluate,
});

const MOVES = new Set(['DEPART', 'DISPATCH', 'TRANSFORM', 'SPLIT', 'MERGE', 'CLOSE']);

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment === undefined || consignment.holds.length === 0) continue;
    const moves = movesOf(consignment, context.lineage.acts);
    for (const hold of consignment.holds) {
      const breach = moves.find((move) => isUnder(hold, move));
      if (breach === undefined) continue;
      const { recordingHours } = context.parameters(
        caseOf(hold.hold, context.facts, consignment.commodity),
      );
      findings.push({ ...found(consignment, hold, breach), curableFor: recordingHours });
    }
  }
  return { findings, deadlines: [] };
}

/** In causal order: also under another UCR, or a hold could be shed by consigning anew. */
function movesOf({ key, items }: Consignment, acts: readonly Act[]): Act[] {
  return acts.filter(
    (act) =>
      MOVES.has(act.event.type) &&
      (act.consignment === key || itemIdsOf(act).some((id) => items.has(id))),
  );
}

function isUnder({ hold, release }: Hold, move: Act): boolean {
  return move.at > hold.at && (release === undefined || move.at < release.at);
}

function found({ key, items }: Consignment, { hold, release }: Hold, move: Act): Found {
  const lifted =
    release === undefined
      ? 'no record that the hold was lifted'
      : `the hold was lifted only on ${timeText(release.at)}`;
  return {
    subject: key,
    anchor: hold.hash,
    severity: 'CRITICAL',
    ucr: key,
    items: [...items].toSorted(),
    sentence: `${hold.event.actor} placed a hold on ${timeText(hold.at)} (${hold.event.reason}), and ${accountOf(move)} signed ${anAct(move)} on ${timeText(move.at)}; ${lifted}.`,
    evidence: hashesOf(hold, move, release),
  };
}
