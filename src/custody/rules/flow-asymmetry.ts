import { Big } from 'big.js';
import { z } from 'zod';
import { exportKey, flowKey, partsOfMirrorPeriod } from '../uses/flow-uses.js';
import { endOfMonth, monthOf, monthsBefore } from '../uses/months.js';
import type { Use, UseSum } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { formatBase, percentage, toBase } from '../vocabulary/quantity.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { flowCase, evidenceOf, type Words, wordsOf } from './flow-words.js';
import { roundTrips } from './round-trips.js';
import { byHs } from './tolerance.js';
import { after, DAY } from './time-limits.js';
import { counted } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const amountTold = z.string().regex(/^\d+(\.\d+)? [A-Z0-9]{2,3}$/);

/** Sums are told for a year around: a window, and as many months before it as must repeat, fit in. */
const MOST_MONTHS = 6;

const parameters = z.object({
  relative: z.number().nonnegative().default(0.15),
  floor: z.record(z.string(), amountTold).default({
    '26': '1000 KGM',
    '44': '20 MTQ',
    '7102': '100 CTM',
    '7108': '1 KGM',
    '*': '1000 KGM',
  }),
  windowMonths: z.int().positive().max(MOST_MONTHS).default(3),
  transitDays: z.number().nonnegative().default(60),
  minConsignments: z.int().positive().default(3),
  minCoverage: z.number().min(0).max(1).default(0.8),
  repeatedMonths: z.int().positive().max(MOST_MONTHS).default(3),
  nationalProduction: z.record(z.string(), amountTold).default({}),
  nationalMargin: z.number().nonnegative().default(0.1),
  roundTripDays: z.number().nonnegative().default(180),
  roundTripShare: z.number().nonnegative().default(0.05),
});
type Parameters = z.infer<typeof parameters>;

const WATCHED = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER']);

export const flowAsymmetry = defineRule<Parameters>({
  id: 'R39',
  code: 'FLOW_ASYMMETRY',
  title: 'Flows that cannot both be true',
  explanation:
    'MIRROR: over three months, what was consigned from one country to another and what the consignees there received differ by more than 15 % and by more than a floor; judged two months after the window, and only where most consignments went to registered consignees and at least three went. Sums by month and consignee are compared, so that no flow is too great; the alert names the consignments nearest in time. NATIONAL: a country exported more in twelve months than the production on record in the rule set. ROUND_TRIP: goods of one kind and nearly the same amount come within half a year to the country they were consigned from, or from where they went to the party that consigned them; in a busy flow, each is compared with the hundred consignments nearest in time.',
  authority: 'Mirror statistics of gold and coltan; round-tripping (FATF, Global Witness)',
  group: 'plausibility',
  decided: ['append', 'deadline'],
  severity: 'MEDIUM',
  severities: {
    MEDIUM: 'NATIONAL, ROUND_TRIP, and MIRROR for the first time.',
    HIGH: 'MIRROR, where each of three months in a row is off by itself.',
  },
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'goods, countries and month; for a round trip the consignment that comes back',
  anchor: 'the word MIRROR, NATIONAL or ROUND_TRIP, the last with the hash of the first CONSIGN',
  parameters,
  cases: ['commodity', 'country'],
  reasons: {
    relative: 'Weighing, moisture and valuation differ between countries by less.',
    floor: 'Small flows differ by chance.',
    windowMonths: 'Transit shifts goods from one month into the next. Six at most.',
    transitDays: 'Sea freight and clearance take up to two months.',
    minConsignments: 'One late consignment is judged by other rules.',
    minCoverage: 'Consignees who are not registered cannot sign a receipt.',
    repeatedMonths: 'Chance does not repeat three months in a row. Six at most.',
    nationalProduction:
      'None by default: `{"2615/RW": "500000 KGM"}` a year, from USGS, BGS or Kimberley statistics.',
    nationalMargin: 'Stocks of the year before.',
    roundTripDays: 'Longer than any journey there and back.',
    roundTripShare: 'The same goods, but for handling loss.',
  },
  autoClear: false,
  innocent: [
    'Goods were re-exported, rejected by the buyer or kept in a free zone.',
    'The receiver signs late.',
    'The production on record is out of date.',
  ],
  closedBy: 'An inspector, with the statistics of both countries.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  for (const { use: flow } of usesInFocus(context, 'flow')) {
    if (isWatched(flow)) findings.push(...roundTrips(flow, context));
  }
  for (const { use: flow } of usesInFocus(context, 'sent')) {
    if (!isWatched(flow)) continue;
    findings.push(...national(flow, context));
    const answer = mirror(flow, context);
    findings.push(...answer.findings);
    deadlines.push(...answer.deadlines);
  }
  return { findings, deadlines };
}

function isWatched({ detail }: Use): boolean {
  return WATCHED.has(commodityOfHs(detail['hs'] ?? ''));
}

/** Every month whose twelve months hold the flow: what was exported before it may have been recorded after it. */
function national(flow: Use, context: RuleContext<Parameters>): Found[] {
  const { nationalProduction, nationalMargin } = context.parameters(flowCase(flow));
  const own = wordsOf(flow);
  const heading = own.hs.slice(0, 4);
  const told = nationalProduction[`${heading}/${own.from}`];
  const [value = '0', unit = ''] = told?.split(' ') ?? [];
  if (told === undefined) return [];
  const produced = toBase({ value, unit });
  if (produced.dimension !== own.quantity.dimension) return [];
  const most = produced.value.times(new Big(1).plus(String(nationalMargin)));
  const key = exportKey(own.hs, own.from, own.quantity.dimension);
  const sums = context.shared.sums('exported', key);
  return monthsFrom(monthOf(flow.at), 12).flatMap((last) => {
    if (!sums.some(({ period }) => period === last)) return [];
    const first = monthsBefore(last, 11);
    const within = sums.filter(({ period }) => period >= first && period <= last);
    const exported = sumOf(within.map(({ amount }) => new Big(amount)));
    if (exported.lte(most)) return [];
    return [
      {
        subject: `${heading}/${own.from}/${last}`,
        anchor: 'NATIONAL',
        severity: 'MEDIUM' as const,
        ...(flow.consignment !== undefined && { ucr: flow.consignment }),
        items: flow.items,
        sentence: `NATIONAL: in the twelve months to ${last}, ${formatBase({ ...produced, value: exported })} of HS ${heading} were consigned from ${own.from}; its production on record is ${formatBase(produced)} a year.`,
        evidence: [flow.hash],
      },
    ];
  });
}

/** The windows that hold the flow, by what was sent and what arrived of it, consignee by consignee. */
function mirror(flow: Use, context: RuleContext<Parameters>): RuleAnswer {
  const { windowMonths, transitDays, repeatedMonths } = context.parameters(flowCase(flow));
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  const own = wordsOf(flow);
  const sums = context.shared.sums('sent', flow.key);
  for (const last of monthsFrom(monthOf(flow.at), windowMonths)) {
    // A month in which nothing was sent says nothing that the one before did not say.
    if (!sums.some(({ period }) => partsOfMirrorPeriod(period).month === last)) continue;
    const due = endOfMonth(last) + transitDays * DAY;
    const subject = `${own.hs}/${own.from}-${own.to}/${last}`;
    if (context.now < due) {
      deadlines.push({ subject, at: after(due) });
      continue;
    }
    const gap = gapOf(last, flow, context);
    if (gap === undefined) continue;
    const repeated = monthsFrom(monthsBefore(last, repeatedMonths - 1), repeatedMonths);
    const flows = flowsWithin(last, flow, context);
    findings.push({
      subject,
      anchor: 'MIRROR',
      severity: repeated.every((month) => isOff(month, flow, context)) ? 'HIGH' : 'MEDIUM',
      items: flows.flatMap(({ items }) => items),
      sentence: `MIRROR: in the ${counted(windowMonths, 'month')} to ${last}, ${amountText(own, gap.sent)} of HS ${own.hs} were consigned from ${own.from} to ${own.to} in ${counted(gap.compared, 'consignment')} to registered consignees (of ${gap.consignments}); these received ${amountText(own, gap.received)}, ${gap.share} % off.`,
      evidence: evidenceOf(flows),
    });
  }
  return { findings, deadlines };
}

function monthsFrom(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, later) => monthsBefore(month, -later));
}

interface Gap {
  readonly sent: Big;
  readonly received: Big;
  readonly share: string;
  /** Consignments to registered consignees, and to all. */
  readonly compared: number;
  readonly consignments: number;
}

function gapOf(last: string, flow: Use, context: RuleContext<Parameters>): Gap | undefined {
  const limits = context.parameters(flowCase(flow));
  const { hs, quantity } = wordsOf(flow);
  const first = monthsBefore(last, limits.windowMonths - 1);
  const { all, own, arrived } = sumsWithin([first, last], flow, context);
  const [consignments, compared] = [countOf(all), countOf(own)];
  if (consignments < limits.minConsignments) return undefined;
  if (compared < consignments * limits.minCoverage) return undefined;
  const [sent, received] = [totalOf(own), totalOf(arrived)];
  const difference = sent.minus(received).abs();
  const [value = '0', unit = 'KGM'] = byHs(hs, limits.floor)?.split(' ') ?? [];
  const floor = toBase({ value, unit });
  const isSmall = floor.dimension === quantity.dimension && difference.lte(floor.value);
  if (isSmall || difference.lte(sent.times(String(limits.relative)))) return undefined;
  const share = percentage(difference, sent) ?? '100';
  return { sent, received, share, compared, consignments };
}

/** Was the month off by itself? Windows overlap: one great loss is in all of them. */
function isOff(month: string, flow: Use, context: RuleContext<Parameters>): boolean {
  const { own, arrived } = sumsWithin([month, month], flow, context);
  const sent = totalOf(own);
  const difference = sent.minus(totalOf(arrived)).abs();
  return difference.gt(sent.times(String(context.parameters(flowCase(flow)).relative)));
}

/** What was sent in some months: all, what of it went to registered consignees, and what arrived with these. */
function sumsWithin(
  [first, last]: readonly [first: string, last: string],
  flow: Use,
  { shared, facts }: RuleContext<Parameters>,
): Readonly<Record<'all' | 'own' | 'arrived', readonly UseSum[]>> {
  const within = (kind: 'sent' | 'arrived') =>
    shared.sums(kind, flow.key).filter(({ period }) => {
      const { month } = partsOfMirrorPeriod(period);
      return month >= first && month <= last;
    });
  // Who is not registered cannot sign a receipt.
  const isRegistered = ({ period }: UseSum) =>
    facts.parties.has(partsOfMirrorPeriod(period).consignee);
  const all = within('sent');
  const own = all.filter(isRegistered);
  return { all, own, arrived: within('arrived').filter(isRegistered) };
}

/** Those of the window that are told one by one: all but in the greatest flows. */
function flowsWithin(
  last: string,
  flow: Use,
  { shared, facts, parameters: parametersFor }: RuleContext<Parameters>,
) {
  const { hs, from, to } = wordsOf(flow);
  const first = monthsBefore(last, parametersFor(flowCase(flow)).windowMonths - 1);
  return shared.at('flow', flowKey(hs, from)).filter((use) => {
    const month = monthOf(use.at);
    const own = wordsOf(use);
    return month >= first && month <= last && own.to === to && facts.parties.has(own.consignee);
  });
}

function totalOf(sums: readonly UseSum[]): Big {
  return sumOf(sums.map(({ amount }) => new Big(amount)));
}

function countOf(sums: readonly UseSum[]): number {
  return sums.reduce((count, sum) => count + sum.count, 0);
}

function sumOf(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), new Big(0));
}

function amountText({ quantity }: Words, value: Big): string {
  return formatBase({ ...quantity, value });
}
