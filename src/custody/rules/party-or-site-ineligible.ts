import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import type { Facts, PartyFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { areOneGroup } from '../replay/party-groups.js';
import { startOf } from '../vocabulary/times.js';
import { maySignFor } from './agents.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { hasSiteRegister } from './site-register.js';
import { certificationAt, statusWord } from './site-status.js';
import { after, HOUR, isInForce } from './time-limits.js';
import { anAct, goodsText, listText, timeText } from './wording.js';

const parameters = z.object({
  redSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  excluded: z.array(z.string()).default(['red', 'suspended']),
  yellowMonths: z.number().nonnegative().default(3),
  blueYears: z.number().nonnegative().default(3),
  strangerSeverity: z.enum(SEVERITIES).default('MEDIUM'),
  pendingHours: z.number().nonnegative().default(48),
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
    'Goods were brought in from a site that was red or suspended on that day, yellow for more than three months or blue for more than three years; a party brought in mined or harvested goods from a site of another operator, who is neither of its group nor has it sign for him, or from one that is registered for nobody two days later, where sites of his country are registered; or a party whose licences are registered acted when none of them was valid. A site is judged by the day of the COMMISSION: a status that changed later takes nothing back, and a word on whether the site works changes no colour. Parties without registered licences are not judged. Whether a key may sign a type of event, admission checks.',
  authority: 'ICGLR Regional Certification Mechanism, site status',
  group: 'party',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  severities: {
    MEDIUM: 'The site is registered for another operator, or not at all.',
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
    strangerSeverity:
      'Cooperatives and holders of a title are not always registered together, so that papers decide.',
    pendingHours: 'A site may be registered up to two days after its first goods.',
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
    'The party works the site for its operator, and the registry was not told.',
  ],
  closedBy: 'An inspector, once the licence or the true day of production is shown.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings = new Map<string, Found>();
  const deadlines: { subject: string; at: number }[] = [];
  for (const act of context.lineage.acts) {
    for (const owner of ownersOf(act, context)) {
      for (const fault of faultsOf(act, context)) {
        const subject = `${owner}/${fault.who}`;
        if (fault.limit !== undefined && context.now <= fault.limit) {
          deadlines.push({ subject, at: after(fault.limit) });
        } else if (!findings.has(subject)) findings.set(subject, found(subject, act, fault));
      }
    }
  }
  return { findings: [...findings.values()], deadlines };
}

function faultsOf(act: Act, context: RuleContext<Parameters>): Fault[] {
  const faults = [siteFault(act, context), licenceFault(act, context), strangerFault(act, context)];
  return faults.filter((fault) => fault !== undefined);
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
  /** Until when a registration may explain it. */
  readonly limit?: number;
}

function siteFault(
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Fault | undefined {
  if (!isA(act, 'COMMISSION')) return undefined;
  const site = facts.sites.get(act.event.place.site ?? '');
  const current = site === undefined ? undefined : certificationAt(site, act.at);
  if (site === undefined || current === undefined) return undefined;
  const commodity = commodityOfHs(act.event.items[0]?.hs ?? '');
  const own = parametersFor(caseOf(act, facts, commodity));
  const status = statusWord(current.status);
  const severity = severityOf(status, startOf(current.from) ?? act.at, act.at, own);
  if (severity === undefined) return undefined;
  return {
    who: site.id,
    says: `site ${site.id} was ${status} since ${current.from}`,
    severity,
  };
}

function severityOf(
  status: string,
  since: number,
  at: number,
  { excluded, redSeverity, yellowMonths, blueYears }: Parameters,
): Severity | undefined {
  if (excluded.some((each) => statusWord(each) === status)) return redSeverity;
  if (status === 'yellow' && at > monthsAfter(since, yellowMonths)) return 'HIGH';
  if (status === 'blue' && at > monthsAfter(since, 12 * blueYears)) return 'HIGH';
  return undefined;
}

function monthsAfter(from: number, months: number): number {
  const date = new Date(from);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** Goods that come out of the ground of a site; all others may be made or taken in anywhere. */
const FROM_THE_GROUND = new Set(['mined', 'harvested']);

/** A site that somebody else works, or that no register has. Where no register of sites is kept, nothing is said. */
function strangerFault(
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Fault | undefined {
  if (!isA(act, 'COMMISSION') || !FROM_THE_GROUND.has(act.event.basis)) return undefined;
  const id = act.event.place.site;
  const site = facts.sites.get(id ?? '');
  if (id === undefined || (site === undefined && !hasSiteRegister(accountOf(act), facts))) {
    return undefined;
  }
  if (site !== undefined && worksFor(act, site.operator, facts)) return undefined;
  const commodity = commodityOfHs(act.event.items[0]?.hs ?? '');
  const { strangerSeverity, pendingHours } = parametersFor(caseOf(act, facts, commodity));
  const who = `${accountOf(act)}@${id}`;
  if (site === undefined) {
    const limit = act.recordedAt + pendingHours * HOUR;
    return { who, says: `no site ${id} is registered`, severity: strangerSeverity, limit };
  }
  const says = `site ${id} is registered for ${site.operator}`;
  return { who, says, severity: strangerSeverity };
}

function worksFor(act: Act, operator: string, facts: Facts): boolean {
  const { actor, onBehalfOf } = act.event;
  if (actor === operator || onBehalfOf === operator) return true;
  const account = accountOf(act);
  if (areOneGroup(facts.parties.get(account), facts.parties.get(operator))) return true;
  return maySignFor('COMMISSION', operator, account, act.at, facts);
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
