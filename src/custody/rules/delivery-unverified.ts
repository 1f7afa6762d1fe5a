import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { isRoughDiamond } from '../vocabulary/commodity.js';
import { countryOf } from '../vocabulary/places.js';
import { goodsOf } from './consigned-goods.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY } from './time-limits.js';
import { actText, timeText } from './wording.js';

const parameters = z.object({
  armsDays: z.number().nonnegative().default(45),
  diamondDays: z.number().nonnegative().default(21),
  diamondSeverity: z.enum(SEVERITIES).default('MEDIUM'),
  unsignedSeverity: z.enum(SEVERITIES).default('INFO'),
});
type Parameters = z.infer<typeof parameters>;

export const deliveryUnverified = defineRule<Parameters>({
  id: 'R37',
  code: 'DELIVERY_UNVERIFIED',
  title: 'No authority confirmed that the goods arrived',
  explanation:
    'After the end user received arms, or rough diamonds, no authority of another country than the exporting one attested the delivery of arms within 45 days, or the import of diamonds within 21. Where no receipt is recorded, the time runs from the release for import. A confirmation on paper that a party uploaded is accepted and noted as not signed by its issuer.',
  authority:
    'Delivery verification of end-user certificates; import confirmation of the Kimberley Process',
  group: 'plausibility',
  decided: ['deadline'],
  severity: 'HIGH',
  severities: {
    INFO: 'Confirmed on paper only.',
    MEDIUM: 'Rough diamonds.',
    HIGH: 'Arms.',
  },
  commodities: ['ARMS', 'DIAMOND'],
  subject: 'consignment',
  anchor: 'the word DELIVERY',
  parameters,
  reasons: {
    armsDays: 'A proposal: no instrument sets a time; six weeks allow a visit to the depot.',
    diamondDays: 'A proposal: parcels whose certificate never returns distort statistics.',
    diamondSeverity: 'The certificate itself has already been checked at import.',
    unsignedSeverity: 'The authority may not be enrolled; its paper is better than nothing.',
  },
  autoClear: true,
  innocent: [
    'The authority is not enrolled, or confirms by post.',
    'The visit was made, and its record is late.',
  ],
  closedBy: "The authority's attestation.",
  owner: 'consignment',
  evaluate,
});

const ARMS = { attestation: 'DELIVERY_VERIFICATION', what: 'delivery' } as const;
const DIAMONDS = { attestation: 'IMPORT_CONFIRMATION', what: 'import' } as const;
type Owed = typeof ARMS | typeof DIAMONDS;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    const owed = consignment === undefined ? undefined : owedFor(consignment);
    if (consignment === undefined || owed === undefined) continue;
    const start = deliveryOf(consignment, context);
    if (start === undefined || isConfirmed(owed, consignment, context)) continue;
    const own = context.parameters(caseOf(start, context.facts, consignment.commodity));
    const days = owed === ARMS ? own.armsDays : own.diamondDays;
    const limit = start.at + days * DAY;
    const paper = paperOf(owed, consignment);
    if (paper === undefined && context.now <= limit) {
      deadlines.push({ subject: key, at: after(limit) });
      continue;
    }
    const severity = owed === ARMS ? 'HIGH' : own.diamondSeverity;
    const told =
      paper === undefined ? { severity, days } : { severity: own.unsignedSeverity, paper };
    findings.push(found(consignment, owed, start, told));
  }
  return { findings, deadlines };
}

function owedFor(consignment: Consignment): Owed | undefined {
  const { hs, areArms } = goodsOf(consignment);
  if (areArms) return ARMS;
  return hs.some(isRoughDiamond) ? DIAMONDS : undefined;
}

/** The end user's last receipt; until that is recorded, the release for import into the destination. */
function deliveryOf(
  { acts, endUser, consignee, plan }: Consignment,
  { facts }: RuleContext<Parameters>,
): Act | undefined {
  const receipts = acts.filter((act) => isA(act, 'RECEIVE'));
  const receiver = (party: string | undefined) =>
    receipts.findLast((act) => party !== undefined && accountOf(act) === party);
  const receipt = receiver(endUser) ?? receiver(consignee);
  if (receipt !== undefined) return receipt;
  return acts.find((act) => {
    if (!isA(act, 'CUSTOMS_RELEASE') || act.event.procedure !== 'import') return false;
    const { place, actor } = act.event;
    const country =
      place === undefined ? facts.parties.get(actor)?.country : countryOf(place, facts);
    return country === undefined || country === plan?.countries.at(-1);
  });
}

/** The exporting country cannot say what arrived elsewhere. */
function isConfirmed(
  { attestation }: Owed,
  { attestations, plan, opened }: Consignment,
  { facts }: RuleContext<Parameters>,
): boolean {
  const home = plan?.countries[0];
  return attestations.some((act) => {
    if (act.event.attestation !== attestation) return false;
    // Said of the goods alone, it may be about an earlier journey of theirs.
    if (act.consignment === undefined && opened !== undefined && act.at < opened.at) return false;
    const country = facts.parties.get(act.event.actor)?.country;
    return country === undefined || plan?.countries.length === 1 || country !== home;
  });
}

function paperOf(
  { attestation }: Owed,
  { documents }: Consignment,
): Act<'ATTACH_DOCUMENT'> | undefined {
  return documents.find(({ event }) => event.document.docType === attestation);
}

interface Told {
  readonly severity: Severity;
  readonly days?: number;
  readonly paper?: Act<'ATTACH_DOCUMENT'>;
}

function found(
  { key, ucr, items, opened }: Consignment,
  { attestation, what }: Owed,
  start: Act,
  { severity, days, paper }: Told,
): Found {
  const says =
    paper === undefined
      ? `no ${attestation} was signed by an authority within ${days} days`
      : `the ${what} is confirmed only by ${paper.event.document.number}, a paper that ${accountOf(paper)} attached on ${timeText(paper.at)} and its issuer did not sign`;
  return {
    subject: key,
    anchor: 'DELIVERY',
    severity,
    ucr: key,
    items: [...items].toSorted(),
    sentence: `${accountOf(start)} signed ${actText(start)} for ${ucr}, and ${says}.`,
    evidence: hashesOf(opened, start, paper),
  };
}
