import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import type { PartyFact, SiteFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { startOf } from '../vocabulary/times.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { isInForce } from './time-limits.js';
import { anAct, goodsText, listText, timeText } from './wording.js';

const parameters = z.object({
  redSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  excluded: z.array(z.string()).default(['red', 'suspended']),
  yellowMonths: z.number().nonnegative().default(3),
  blueYears: z.number().nonnegative().default(3),
  licenceFor: z.record(z.string(), z.array(z.string())).default({
    COMMISSION: ['MINE', 'MINING', 'MANUFACTUR', 'HARVEST', 'PRODUC'],
    CONSIGN: ['EXPORT'],
    DEPART: ['CARR', 'TRANSPORT'],
    TRANSFORM: ['PROCESS', 'SMELT', 'REFIN', 'MILL'],
  }),
});
type Parameters = z.infer<typeof parameters>;

export const partyOrSiteIneligible = defineRule<Parameters>({
  id: 'R35',
  code: 'PARTY_OR_SITE_INELIGIBLE',
  title: 'A party or a site had no right to act at that time',
  explanation:
    'Goods were brought in from a site that was red or suspended on that day, yellow for more than three months or blue for more than three years; or a party whose licences are registered acted when none of them was valid. A site is judged by the day of the COMMISSION: a status that changed later takes nothing back. Parties without registered licences are not judged. Whether a key may sign a type of event, admission checks.',
  authority: 'ICGLR Regional Certification Mechanism, site status',
  group: 'party',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    HIGH: 'No valid licence; yellow or blue for too long.',
    CRITICAL: 'The site was red or suspended.',
  },
  commodities: ['*'],
  subject: 'consignment or item, and party or site',
  anchor: 'hash of the first such act',
  parameters,
  reasons: {
    redSeverity: 'A red site is excluded for at least six months.',
    excluded: 'Status from which nothing may be sold.',
    yellowMonths: 'A yellow site has three months to mend what was found.',
    blueYears: 'A site may wait three years for its first or next inspection.',
    licenceFor:
      'Which licences an act needs, by a part of their type; where a party has none of them, any valid licence does.',
  },
  autoClear: false,
  isOnFirstAct: true,
  innocent: [
    'The licence was renewed, and the registry was not told.',
    'The goods were mined before the status changed and tagged after.',
    'A status was registered for the wrong day.',
  ],
  closedBy: 'An inspector, once the licence or the true day of production is shown.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings = new Map<string, Found>();
  for (const act of context.lineage.acts) {
    for (const owner of ownersOf(act, context)) {
      const faults = [siteFault(act, context), licenceFault(act, context)];
      for (const fault of faults) {
        if (fault === undefined) continue;
        const subject = `${owner}/${fault.who}`;
        if (!findings.has(subject)) findings.set(subject, found(subject, act, fault));
      }
    }
  }
  return { findings: [...findings.values()], deadlines: [] };
}

/** The consignment; for goods without one the first item of the act, so that a day's work is one alert. */
function ownersOf(act: Act, { focus }: RuleContext<Parameters>): string[] {
  const { consignment } = act;
  if (consignment !== undefined) return focus.consignments.has(consignment) ? [consignment] : [];
  const first = act.event.items?.[0]?.itemId ?? inputOf(act);
  return first !== undefined && focus.items.has(first) ? [first] : [];
}

function inputOf({ event }: Act): string | undefined {
  return 'inputs' in event ? event.inputs[0]?.itemId : undefined;
}

interface Fault {
  readonly who: string;
  readonly says: string;
  readonly severity: Severity;
}

function siteFault(
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Fault | undefined {
  if (!isA(act, 'COMMISSION')) return undefined;
  const site = facts.sites.get(act.event.place.site ?? '');
  const current = site === undefined ? undefined : statusAt(site, act.at);
  if (site === undefined || current === undefined) return undefined;
  const commodity = commodityOfHs(act.event.items[0]?.hs ?? '');
  const own = parametersFor(caseOf(act, facts, commodity));
  const status = current.status.toLowerCase();
  const severity = severityOf(status, startOf(current.from) ?? act.at, act.at, own);
  if (severity === undefined) return undefined;
  return {
    who: site.id,
    says: `site ${site.id} was ${status} since ${current.from}`,
    severity,
  };
}

type SiteStatus = SiteFact['status'][number];

function startOfStatus({ from }: SiteStatus): number {
  return startOf(from) ?? 0;
}

function statusAt({ status }: SiteFact, at: number): SiteStatus | undefined {
  return status
    .filter((each) => startOfStatus(each) <= at)
    .toSorted((a, b) => startOfStatus(a) - startOfStatus(b))
    .at(-1);
}

function severityOf(
  status: string,
  since: number,
  at: number,
  { excluded, redSeverity, yellowMonths, blueYears }: Parameters,
): Severity | undefined {
  if (excluded.includes(status)) return redSeverity;
  if (status === 'yellow' && at > monthsAfter(since, yellowMonths)) return 'HIGH';
  if (status === 'blue' && at > monthsAfter(since, 12 * blueYears)) return 'HIGH';
  return undefined;
}

function monthsAfter(from: number, months: number): number {
  const date = new Date(from);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** What only a party with a right to deal in the goods may do. */
const DEALINGS = new Set([
  'COMMISSION',
  'CONSIGN',
  'DISPATCH',
  'RECEIVE',
  'DEPART',
  'TRANSFORM',
  'SPLIT',
  'MERGE',
]);

function licenceFault(
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Fault | undefined {
  const { type, items } = act.event;
  if (!DEALINGS.has(type)) return undefined;
  const party = facts.parties.get(accountOf(act));
  if (party?.licences === undefined || party.licences.length === 0) return undefined;
  const commodity = commodityOfHs(items?.[0]?.hs ?? '');
  const needed = parametersFor({
    ...caseOf(act, facts, commodity),
    country: party.country,
  }).licenceFor[type];
  const special = party.licences.filter(({ type: own }) =>
    needed?.some((part) => own.toUpperCase().includes(part)),
  );
  const fitting = special.length > 0 ? special : party.licences;
  if (fitting.some(({ validFrom, validTo }) => isInForce(act.at, validFrom, validTo))) {
    return undefined;
  }
  return { who: party.id, says: licenceText(party, fitting), severity: 'HIGH' };
}

function licenceText({ id }: PartyFact, fitting: NonNullable<PartyFact['licences']>): string {
  const spans = fitting.map(({ type, validFrom, validTo }) =>
    validFrom === undefined ? `${type} to ${validTo}` : `${type} from ${validFrom} to ${validTo}`,
  );
  return `${id} is registered with ${listText(spans)}`;
}

function found(subject: string, act: Act, { says, severity }: Fault): Found {
  const items = act.event.items ?? [];
  return {
    subject,
    anchor: act.hash,
    severity,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: items.map(({ itemId }) => itemId),
    sentence: `${accountOf(act)} signed ${anAct(act)} of ${goodsText(items)} on ${timeText(act.at)}, and ${says}.`,
    evidence: hashesOf(act),
  };
}
