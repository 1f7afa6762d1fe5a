import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Finding, type Severity } from '../finding.js';
import type { PartyFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Offer } from '../replay/handovers.js';
import { areOneGroup } from '../replay/party-groups.js';
import { commoditiesOf } from '../vocabulary/commodity.js';
import { COMMODITIES } from '../vocabulary/event-types.js';
import { severityRank } from '../vocabulary/finding.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { goodsText, timeText } from './wording.js';

const parameters = z.object({
  raiseFor: z.array(z.enum(COMMODITIES)).default(['GOLD', 'ARMS']),
  raisedSeverity: z.enum(SEVERITIES).default('HIGH'),
  groupSeverity: z.enum(SEVERITIES).default('INFO'),
});
type Parameters = z.infer<typeof parameters>;

export const selfDealingHandover = defineRule<Parameters>({
  id: 'R08',
  code: 'SELF_DEALING_HANDOVER',
  title: 'Giver and receiver are the same interest',
  explanation:
    'The two parties of a handover have the same registered beneficial owner, or signed it on the same device. Two signatures then prove no more than one. Parties registered as one group (the same identifier of the scheme "group") may hand over to each other; that is only noted.',
  authority: 'Sham intermediaries',
  group: 'custody',
  decided: ['append'],
  severity: 'MEDIUM',
  severities: {
    INFO: 'The parties are registered as one group.',
    MEDIUM: 'Other goods.',
    HIGH: 'Gold and arms; or another gap of MEDIUM or more is found on the same goods.',
  },
  commodities: ['*'],
  subject: 'handover',
  anchor: 'hash of the RECEIVE',
  parameters,
  reasons: {
    raiseFor: 'Goods worth much in little space, where a second signature matters most.',
    raisedSeverity: 'What such goods are raised to.',
    groupSeverity: 'A transfer inside a registered group is lawful and worth a note.',
  },
  autoClear: false,
  innocent: [
    'A transfer between companies of one group that is not registered as such.',
    'Giver and receiver shared a device because one of them had none.',
    'The beneficial owner changed and the registry was not told.',
  ],
  closedBy: 'An inspector, once the relation of the parties is registered or disproved.',
  owner: 'handover',
  evaluate,
  beside,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const id of context.focus.handovers) {
    for (const answer of context.lineage.handovers.get(id)?.answers ?? []) {
      const offer = context.lineage.offerOf.get(answer.hash);
      if (offer === undefined || !isA(answer, 'RECEIVE')) continue;
      const bond = bondOf(offer, answer, context);
      if (bond !== undefined) findings.push(found(offer, answer, bond, context));
    }
  }
  return { findings, deadlines: [] };
}

/** Sham intermediaries come with other gaps; a handover in one house alone is a habit. */
function beside(finding: Finding, others: readonly Finding[]): Finding {
  if (finding.severity !== 'MEDIUM') return finding;
  const other = others.find((each) => isGrave(each) && isOfSameGoods(finding, each));
  if (other === undefined) return finding;
  const sentence = `${finding.sentence} ${other.rule} is found on the same goods.`;
  return { ...finding, severity: 'HIGH', sentence };
}

function isGrave({ rule, severity }: Finding): boolean {
  return rule !== selfDealingHandover.code && severityRank(severity) >= severityRank('MEDIUM');
}

function isOfSameGoods(a: Finding, b: Finding): boolean {
  if (a.ucr !== undefined && a.ucr === b.ucr) return true;
  return a.items?.some((item) => b.items?.includes(item) === true) ?? false;
}

interface Bond {
  readonly says: string;
  readonly isGroup: boolean;
}

function bondOf(
  offer: Offer,
  receipt: Act<'RECEIVE'>,
  { facts }: RuleContext<Parameters>,
): Bond | undefined {
  if (accountOf(offer) === accountOf(receipt)) return undefined;
  const giver = facts.parties.get(accountOf(offer));
  const receiver = facts.parties.get(accountOf(receipt));
  const isGroup = areOneGroup(giver, receiver);
  const owner = ownerOf(giver);
  if (owner !== undefined && owner === ownerOf(receiver)) {
    return { says: `both are registered with the beneficial owner ${owner}`, isGroup };
  }
  const device = offer.event.device?.deviceId;
  if (device === undefined || device !== receipt.event.device?.deviceId) return undefined;
  return { says: `both signed on device ${device}`, isGroup };
}

function ownerOf(party: PartyFact | undefined): string | undefined {
  return party?.beneficialOwner;
}

function found(
  offer: Offer,
  receipt: Act<'RECEIVE'>,
  { says, isGroup }: Bond,
  context: RuleContext<Parameters>,
): Found {
  const { handover, items } = receipt.event;
  const group = isGroup ? '; they are registered as one group' : '';
  return {
    subject: handover,
    anchor: receipt.hash,
    severity: severityOf(receipt, isGroup, context),
    ...(receipt.consignment !== undefined && { ucr: receipt.consignment }),
    items: items.map(({ itemId }) => itemId),
    sentence: `${accountOf(offer)} released ${goodsText(items)} to ${accountOf(receipt)} under handover ${handover} on ${timeText(offer.at)}, and ${says}${group}.`,
    evidence: hashesOf(offer, receipt),
  };
}

function severityOf(
  receipt: Act<'RECEIVE'>,
  isGroup: boolean,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Severity {
  const severities = commoditiesOf(receipt.event.items).map((commodity): Severity => {
    const own = parametersFor(caseOf(receipt, facts, commodity));
    if (isGroup) return own.groupSeverity;
    return own.raiseFor.includes(commodity) ? own.raisedSeverity : 'MEDIUM';
  });
  return severities.toSorted((a, b) => severityRank(b) - severityRank(a))[0] ?? 'MEDIUM';
}
