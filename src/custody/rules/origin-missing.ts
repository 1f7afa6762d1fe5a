import { z } from 'zod';
import { caseOf } from './case-of.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { SEVERITIES } from '../finding.js';
import { countryOf } from '../vocabulary/places.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { HIGH_RISK_COUNTRIES } from './high-risk.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { hasSiteRegister } from './site-register.js';
import { after, DAY, HOUR, hoursFor } from './time-limits.js';
import { actText, dayText, spanText } from './wording.js';

const parameters = z.object({
  openingWindowDays: z.number().nonnegative().default(180),
  pairHours: z.number().nonnegative().default(48),
  pairHoursOffline: z.number().nonnegative().default(336),
  highRiskCountries: z.array(z.string()).default(HIGH_RISK_COUNTRIES),
  sitelessSeverity: z.enum(SEVERITIES).default('MEDIUM'),
});
type Parameters = z.infer<typeof parameters>;

export const originMissing = defineRule<Parameters>({
  id: 'R05',
  code: 'ORIGIN_MISSING',
  title: 'Nothing on record says where the goods come from',
  explanation:
    'An item was accepted, consigned or used up that no COMMISSION brought in and no TRANSFORM, SPLIT or MERGE made. Stock from before the ledger must be brought in as an opening balance within the opening window. Ore, gold and diamonds that are said to be mined need the name of a site, where sites of the country are registered. Goods brought in as recycled have an origin; the answer about a consignment notes it.',
  authority: 'OECD due diligence red flags; mined gold sold as scrap',
  group: 'custody',
  decided: ['append', 'deadline', 'periodic'],
  severity: 'HIGH',
  severities: {
    MEDIUM: 'Mined, and no site is named.',
    HIGH: 'No origin.',
    CRITICAL: 'Declared recycled in a high-risk country.',
  },
  parent: 'ORPHAN_RECEIPT',
  commodities: ['*'],
  subject: 'item',
  anchor: 'the word ORIGIN',
  parameters,
  reasons: {
    openingWindowDays:
      'Half a year suffices for a witnessed stock-take; later it would hide new goods.',
    pairHours: 'The origin may reach the ledger after the first receipt, as handovers do.',
    pairHoursOffline: 'Mines are often offline: also while it is not known who gave the goods.',
    sitelessSeverity: 'The goods have a record, and it leads to no mine that can be visited.',
    highRiskCountries:
      'Sample list of conflict-affected areas; replace it by a dated official one.',
  },
  autoClear: false,
  innocent: [
    'The producer has not been online yet.',
    'The item id was typed differently at the origin.',
    'The goods are older than the ledger and were never taken in as opening balance.',
  ],
  closedBy: 'An inspector, once origin papers are shown.',
  owner: 'item',
  evaluate,
});

const USES = new Set(['RECEIVE', 'CONSIGN', 'TRANSFORM', 'SPLIT', 'MERGE']);

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history === undefined) continue;
    const lateOpening = openedTooLate(history, context);
    const siteless = fromNoSite(history, context);
    if (history.origin !== undefined && lateOpening === undefined && siteless === undefined)
      continue;
    const use = history.steps.find(
      ({ act, role }) => USES.has(act.event.type) && role !== 'output',
    );
    if (use === undefined) continue;
    if (lateOpening !== undefined) {
      findings.push(found(id, use, lateOpening, history.origin, context));
      continue;
    }
    if (siteless !== undefined) {
      const { sitelessSeverity } = context.parameters(caseOf(use.act, context.facts));
      findings.push({
        ...found(id, use, siteless, history.origin, context),
        severity: sitelessSeverity,
        sentence: `No record of which mine ${id} comes from: ${siteless}.`,
      });
      continue;
    }
    const window = originWindow(history, context);
    const limit = Math.min(...history.steps.map(({ act }) => act.recordedAt)) + window;
    if (context.now <= limit) {
      deadlines.push({ subject: id, at: after(limit) });
    } else {
      const says = `no COMMISSION, and no act that made it, was recorded within ${spanText(window)} of the first record of it`;
      findings.push(found(id, use, says, undefined, context));
    }
  }
  return { findings, deadlines };
}

/** An opening balance taken in after the window does not count as origin. */
function openedTooLate(
  { origin }: ItemHistory,
  context: RuleContext<Parameters>,
): string | undefined {
  const { openedAt } = context.facts;
  if (openedAt === undefined || origin === undefined || !isA(origin, 'COMMISSION'))
    return undefined;
  if (origin.event.basis !== 'opening-balance') return undefined;
  const end = openedAt + context.parameters(caseOf(origin, context.facts)).openingWindowDays * DAY;
  if (origin.recordedAt <= end) return undefined;
  return `its opening balance was recorded on ${dayText(origin.recordedAt)}, after the window that ended on ${dayText(end)}`;
}

/** Minerals that are traced to the mine. Timber is traced to plots, which are not registered as sites everywhere. */
const TRACED_TO_SITES: ReadonlySet<Commodity> = new Set(['3T', 'GOLD', 'DIAMOND']);

/** A COMMISSION of mined minerals that names no site, where sites of its signer's country are registered. */
function fromNoSite(
  { id, origin }: ItemHistory,
  { facts }: RuleContext<Parameters>,
): string | undefined {
  if (origin === undefined || !isA(origin, 'COMMISSION')) return undefined;
  const { basis, place, items } = origin.event;
  if (basis !== 'mined' || place.site !== undefined) return undefined;
  const { hs = '' } = items.find(({ itemId }) => itemId === id) ?? {};
  if (!TRACED_TO_SITES.has(commodityOfHs(hs)) || !hasSiteRegister(accountOf(origin), facts))
    return undefined;
  return `${accountOf(origin)} signed ${actText(origin)}, which says that it was mined and names no site`;
}

/** How long the origin of an item may be on its way to the ledger. */
export function originWindow(
  history: ItemHistory,
  context: Pick<RuleContext<unknown>, 'lineage' | 'facts' | 'parametersOf'>,
): number {
  const first = history.steps[0]?.act;
  const { pairHours, pairHoursOffline } = context.parametersOf(
    originMissing,
    first === undefined ? {} : caseOf(first, context.facts),
  );
  if (first !== undefined && isUnknownGiver(first, context.lineage)) {
    return Math.max(pairHours, pairHoursOffline) * HOUR;
  }
  const parties = history.steps.flatMap(({ act }) => [accountOf(act), act.event.actor]);
  const hours = { online: pairHours, offline: pairHoursOffline };
  return HOUR * hoursFor(parties, context.facts, hours);
}

function isUnknownGiver(act: Act, lineage: ReplayedLineage): boolean {
  return isA(act, 'RECEIVE') && !lineage.offerOf.has(act.hash);
}

function found(
  id: string,
  { act, named }: Step,
  says: string,
  origin: Act | undefined,
  context: RuleContext<Parameters>,
): Found {
  const recycled = isA(act, 'RECEIVE') && act.event.declaredOrigin === 'recycled';
  const { place } = act.event;
  const country = place === undefined ? undefined : countryOf(place, context.facts);
  const commodity = commodityOfHs(named?.hs ?? '');
  const { highRiskCountries } = context.parameters({
    ...caseOf(act, context.facts, commodity),
    country,
  });
  const isRisky = recycled && country !== undefined && highRiskCountries.includes(country);
  const claim = isRisky ? ` It was declared recycled, in ${country}.` : '';
  return {
    subject: id,
    anchor: 'ORIGIN',
    severity: isRisky ? 'CRITICAL' : 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [id],
    sentence: `No record of where ${id} comes from: ${says}. It first appears in ${actText(act)}, signed by ${accountOf(act)}.${claim}`,
    evidence: hashesOf(origin, act),
  };
}
