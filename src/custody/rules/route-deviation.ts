import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import { planAt, type Consignment } from '../replay/consignment.js';
import { countryName } from '../vocabulary/countries.js';
import { countryOf } from '../vocabulary/places.js';
import { goodsOf } from './consigned-goods.js';
import { embargoOn } from './embargoes.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { actText } from './wording.js';

const parameters = z.object({
  armsSeverity: z.enum(SEVERITIES).default('HIGH'),
  embargoedSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  exemptCountries: z.array(z.string()).default([]),
  recordingHours: z.number().nonnegative().default(48),
});
type Parameters = z.infer<typeof parameters>;

export const routeDeviation = defineRule<Parameters>({
  id: 'R12',
  code: 'ROUTE_DEVIATION',
  title: 'Goods were seen outside the authorised route',
  explanation:
    'An act places the goods of a consignment in a country that its plan, as it stood at that time, does not name. An amendment made before the arrival counts; positions on the high seas, and coordinates without a place or site, have no country and are passed over.',
  authority: 'Firearms Protocol art. 10(2)(b), consent of transit States; Arms Trade Treaty art. 9',
  group: 'placeTime',
  decided: ['append'],
  severity: 'MEDIUM',
  severities: {
    MEDIUM: 'Other goods.',
    HIGH: 'Arms.',
    CRITICAL: 'A country under embargo for such goods.',
  },
  commodities: ['*'],
  subject: 'consignment and country',
  anchor: 'hash of the first act in that country',
  parameters,
  reasons: {
    armsSeverity: 'Arms may cross a country only with its written consent.',
    embargoedSeverity: 'A detour into an embargoed country is where diverted goods go.',
    exemptCountries:
      'Transit that an agreement of landlocked States frees from consent, by override.',
    recordingHours: 'An amendment made before the arrival may be recorded up to two days later.',
  },
  autoClear: false,
  isProvisional: true,
  isOnFirstAct: true,
  innocent: [
    'The line decided on the way to trans-ship in another port.',
    'The plan was amended on paper and not in the ledger.',
    'The place code was typed wrongly.',
  ],
  closedBy:
    'The record of an amendment made before the arrival, if it arrives within the window; else an inspector, once the consent of the country or the order of the line is shown.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const consignment of context.lineage.consignments.values()) {
    if (consignment.opened === undefined || !isJudged(consignment, context)) continue;
    for (const [country, act] of strayed(consignment, context)) {
      findings.push(found(consignment, country, act, context));
    }
  }
  return { findings, deadlines: [] };
}

/** Goods that stray need not name the consignment they were taken from. */
function isJudged({ key, items }: Consignment, { focus }: RuleContext<Parameters>): boolean {
  return focus.consignments.has(key) || [...items].some((id) => focus.items.has(id));
}

/** The first act in each country that the plan of its time does not name. */
function strayed(
  consignment: Consignment,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Map<string, Act> {
  const first = new Map<string, Act>();
  for (const act of consignment.acts) {
    const { place } = act.event;
    const country = place === undefined ? undefined : countryOf(place, facts);
    if (country === undefined || first.has(country)) continue;
    if (planAt(consignment, act.at)?.countries.includes(country) !== false) continue;
    const own = parametersFor(caseOf(act, facts, consignment.commodity));
    if (own.exemptCountries.includes(country)) continue;
    first.set(country, act);
  }
  return first;
}

function found(
  consignment: Consignment,
  country: string,
  act: Act,
  context: RuleContext<Parameters>,
): Found {
  const { key, ucr, items, plans } = consignment;
  const planned = planAt(consignment, act.at)?.countries.map(countryName).join(', ');
  return {
    subject: `${key}/${country}`,
    anchor: act.hash,
    severity: severityOf(consignment, country, act, context),
    ucr: key,
    items: [...items].toSorted(),
    sentence: `By ${actText(act)}, signed by ${accountOf(act)}, the goods of ${ucr} were in ${countryName(country)}; the plan then in force names ${planned} and no record amends it before.`,
    evidence: hashesOf(...plans, act),
    curableFor: context.parameters(caseOf(act, context.facts, consignment.commodity))
      .recordingHours,
  };
}

function severityOf(
  consignment: Consignment,
  country: string,
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Severity {
  const { areArms } = goodsOf(consignment);
  const commodity = areArms ? 'ARMS' : (consignment.commodity ?? 'OTHER');
  const { armsSeverity, embargoedSeverity } = parametersFor(caseOf(act, facts, commodity));
  if (embargoOn(country, commodity, act.at, facts) !== undefined) return embargoedSeverity;
  return areArms ? armsSeverity : 'MEDIUM';
}
