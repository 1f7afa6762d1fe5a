import { z } from 'zod';
import { caseOf } from './case-of.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import { isAnswer } from '../replay/handovers.js';
import { mentionsOf, producedBy } from '../replay/mentions.js';
import { startOf } from '../vocabulary/times.js';
import { caseAt, fits, gatesOf, requiredAt } from './document-requirements.js';
import { docMissing } from './doc-missing.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, HOUR } from './time-limits.js';
import { anAct, actText, spanText, timeText } from './wording.js';

const parameters = z.object({
  skewMinutes: z.number().nonnegative().default(10),
  recordingHours: z.number().nonnegative().default(48),
});
type Parameters = z.infer<typeof parameters>;

export const timeOrderViolation = defineRule<Parameters>({
  id: 'R13',
  code: 'TIME_ORDER_VIOLATION',
  title: 'An effect is dated before its cause, or in the future',
  explanation:
    'A receipt is dated more than ten minutes before its release, an act on goods so long before they came into being, any act so long after it was recorded; or a document was issued after the act it should have allowed. The clock offset that a device measured is taken off first.',
  authority: 'Pre-signed and back-dated papers',
  group: 'placeTime',
  decided: ['append', 'deadline'],
  severity: 'MEDIUM',
  commodities: ['*'],
  subject: 'event id',
  anchor: 'hash of the event',
  parameters,
  reasons: {
    skewMinutes: 'Clocks of phones that were not set for a while differ by minutes.',
    recordingHours: 'An earlier paper of the same kind may still be registered.',
  },
  autoClear: false,
  innocent: ['The clock of a device was wrong.', 'A time was entered in the wrong time zone.'],
  closedBy: 'An inspector, once the true time is shown.',
  owner: 'event',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const act of context.lineage.acts) {
    if (!context.focus.acts.has(act.hash)) continue;
    const skew = context.parameters(caseOf(act, context.facts)).skewMinutes * 60_000;
    const violation =
      inTheFuture(act, skew) ??
      beforeItsOffer(act, skew, context) ??
      beforeOrigin(act, skew, context);
    if (violation !== undefined) findings.push(violation);
  }
  const papers = latePapers(context);
  return { findings: [...findings, ...papers.findings], deadlines: papers.deadlines };
}

function inTheFuture(act: Act, skew: number): Found | undefined {
  const ahead = act.at - act.recordedAt;
  if (ahead <= skew) return undefined;
  return found(
    act,
    undefined,
    `${accountOf(act)} dated ${anAct(act)} ${timeText(act.at)}, ${spanText(ahead)} after it was recorded`,
  );
}

function beforeItsOffer(
  act: Act,
  skew: number,
  { lineage }: RuleContext<Parameters>,
): Found | undefined {
  if (!isAnswer(act)) return undefined;
  const offer = lineage.offerOf.get(act.hash);
  if (offer === undefined || act.at >= offer.at - skew) return undefined;
  return found(
    act,
    offer,
    `${accountOf(act)} dated the ${act.event.type} of handover ${act.event.handover} ${timeText(act.at)}, ${spanText(offer.at - act.at)} before ${accountOf(offer)} released it on ${timeText(offer.at)}`,
  );
}

/** Papers may well be older than the goods they speak of. */
const PAPERWORK = new Set(['ATTACH_DOCUMENT', 'REVOKE_DOCUMENT', 'CUSTOMS_DECLARE', 'ATTEST']);

function beforeOrigin(
  act: Act,
  skew: number,
  { lineage, focus }: RuleContext<Parameters>,
): Found | undefined {
  if (PAPERWORK.has(act.event.type)) return undefined;
  const produced = new Set(producedBy(act));
  for (const { item } of mentionsOf(act)) {
    const { itemId } = item;
    if (produced.has(itemId) || !focus.items.has(itemId)) continue;
    const origin = lineage.items.get(itemId)?.origin;
    if (origin === undefined || act.at >= origin.at - skew) continue;
    return found(
      act,
      origin,
      `${accountOf(act)} dated ${anAct(act)} of ${itemId} ${timeText(act.at)}, ${spanText(origin.at - act.at)} before ${actText(origin)} that brought the item into being`,
    );
  }
  return undefined;
}

/** Longest a calendar day somewhere can lag behind the UTC day of the same date. */
const DAY_LINE = 14 * HOUR;

/** Papers dated after the gate they were needed at, where no other of their kind is dated before it. */
function latePapers(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment === undefined) continue;
    for (const gate of gatesOf(consignment, context.facts)) {
      const circumstances = caseAt(gate, consignment.commodity, context.facts);
      const wait = context.parameters(circumstances).recordingHours * HOUR;
      const matrix = context.parametersOf(docMissing, circumstances);
      for (const requirement of requiredAt(gate, consignment, matrix, context.facts)) {
        const papers = consignment.documents.filter((paper) => fits(requirement, paper));
        const paper = papers[0];
        if (paper === undefined || !papers.every((each) => isIssuedAfter(each, gate.act))) continue;
        const limit = Math.max(paper.recordedAt, gate.act.recordedAt) + wait;
        const subject = paper.event.eventId;
        if (context.now <= limit) {
          deadlines.push({ subject, at: after(limit) });
          continue;
        }
        const { docType, number, issuedOn } = paper.event.document;
        const says = `${docType} ${number} was issued on ${issuedOn}, after ${actText(gate.act)} that needed it`;
        findings.push(found(paper, gate.act, says));
      }
    }
  }
  return { findings, deadlines };
}

function isIssuedAfter(paper: Act<'ATTACH_DOCUMENT'>, gate: Act): boolean {
  const issued = startOf(paper.event.document.issuedOn);
  return issued !== undefined && issued - DAY_LINE > gate.at;
}

function found(act: Act, cause: Act | undefined, says: string): Found {
  return {
    subject: act.event.eventId,
    anchor: act.hash,
    severity: 'MEDIUM',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set(mentionsOf(act).map(({ item }) => item.itemId))],
    sentence: `${says}.`,
    evidence: hashesOf(cause, act),
  };
}
