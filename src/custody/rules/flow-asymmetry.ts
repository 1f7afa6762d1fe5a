import { Big } from 'big.js';
import { z } from 'zod';
import { exportKey } from '../uses/flow-uses.js';
import { endOfMonth, monthOf, monthsBefore } from '../uses/months.js';
import type { Use } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { formatBase, percentage, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { byHs } from './tolerance.js';
import { after, DAY } from './time-limits.js';
import { counted, timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const amount = z.string().regex(/^\d+(\.\d+)? [A-Z0-9]{2,3}$/);

const parameters = z.object({
  relative: z.number().nonnegative().default(0.15),
  floor: z.record(z.string(), amount).default({
    '26': '1000 KGM',
    '44': '20 MTQ',
    '7102': '100 CTM',
    '7108': '1 KGM',
    '*': '1000 KGM',
  }),
  windowMonths: z.int().positive().default(3),
  transitDays: z.number().nonnegative().default(60),
  minConsignments: z.int().positive().default(3),
  minCoverage: z.number().min(0).max(1).default(0.8),
  repeatedMonths: z.int().positive().default(3),
  nationalProduction: z.record(z.string(), amount).default({}),
  nationalMargin: z.number().nonnegative().default(0.1),
  roundTripDays: z.number().nonnegative().default(180),
  roundTripShare: z.number().nonnegative().default(0.05),
});
type Parameters = z.infer<typeof parameters>;

const WATCHED = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER']);

/** More consignments than these of one flow are not laid side by side; sums of exports go on. */
const MOST_COMPARED = 100;

export const flowAsymmetry = defineRule<Parameters>({
  id: 'R39',
  code: 'FLOW_ASYMMETRY',
  title: 'Flows that cannot both be true',
  explanation:
    'MIRROR: over three months, what was consigned from one country to another and what the consignees there received differ by more than 15 % and by more than a floor; judged two months after the window, and only where most consignees are registered and at least three consignments went. NATIONAL: a country exported more in twelve months than the production on record in the rule set. ROUND_TRIP: goods of one kind and nearly the same amount come back within half a year to the country or the party they were consigned from.',
  authority: 'Mirror statistics of gold and coltan; round-tripping (FATF, Global Witness)',
  group: 'plausibility',
  decided: ['append', 'deadline'],
  severity: 'MEDIUM',
  severities: {
    MEDIUM: 'NATIONAL, ROUND_TRIP, and MIRROR for the first time.',
    HIGH: 'MIRROR, three months in a row.',
  },
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'goods, countries and month; for a round trip the consignment that comes back',
  anchor: 'the word MIRROR, NATIONAL or ROUND_TRIP, the last with the hash of the first CONSIGN',
  parameters,
  reasons: {
    relative: 'Weighing, moisture and valuation differ between countries by less.',
    floor: 'Small flows differ by chance.',
    windowMonths: 'Transit shifts goods from one month into the next.',
    transitDays: 'Sea freight and clearance take up to two months.',
    minConsignments: 'One late consignment is judged by other rules.',
    minCoverage: 'Consignees who are not registered cannot sign a receipt.',
    repeatedMonths: 'Chance does not repeat three months in a row.',
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
  const { shared } = context;
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  for (const { use: flow } of usesInFocus(context, 'flow')) {
    if (!WATCHED.has(commodityOfHs(flow.detail['hs'] ?? ''))) continue;
    const own = wordsOf(flow);
    const met = shared.meeting(flow);
    if (isInto(flow)) findings.push(...roundTrips(flow, met, context));
    else {
      findings.push(...national(flow, own, context));
      const answer = mirror(flow, own, met, context);
      findings.push(...answer.findings);
      deadlines.push(...answer.deadlines);
    }
  }
  return { findings, deadlines };
}

interface Words {
  readonly hs: string;
  readonly from: string;
  readonly to: string;
  readonly consignee: string;
  readonly quantity: BaseQuantity;
}

function wordsOf({ detail }: Use): Words {
  const { hs = '', from = '', to = '', consignee = '', dimension = '', quantity = '0' } = detail;
  const known = dimension === 'mass' || dimension === 'volume' || dimension === 'count';
  return {
    hs,
    from,
    to,
    consignee,
    quantity: {
      dimension: known ? dimension : `unit:${dimension.slice('unit:'.length)}`,
      value: new Big(quantity),
    },
  };
}

/** Every consignment stands with both its countries. Is this the side of the country it goes to? */
function isInto({ key, detail }: Use): boolean {
  const [, country]: string[] = JSON.parse(key);
  return country === detail['to'];
}

function roundTrips(back: Use, met: readonly Use[], context: RuleContext<Parameters>): Found[] {
  const { roundTripDays, roundTripShare } = context.parameters();
  const returned = wordsOf(back);
  const out = met.find((use) => {
    if (isInto(use) || use.at >= back.at || back.at - use.at > roundTripDays * DAY) return false;
    const { quantity } = wordsOf(use);
    if (quantity.dimension !== returned.quantity.dimension) return false;
    const difference = quantity.value.minus(returned.quantity.value).abs();
    return difference.lte(quantity.value.times(String(roundTripShare)));
  });
  if (out === undefined) return [];
  const { quantity, hs, from, to } = wordsOf(out);
  return [
    {
      subject: back.consignment ?? back.key,
      anchor: `ROUND_TRIP/${out.hash}`,
      severity: 'MEDIUM',
      ...(back.consignment !== undefined && { ucr: back.consignment }),
      items: back.items,
      sentence: `ROUND_TRIP: ${formatBase(quantity)} of HS ${hs} were consigned from ${from} to ${to} on ${timeText(out.at)} by ${out.actor}; ${formatBase(returned.quantity)} of it are consigned to ${returned.to} again, on ${timeText(back.at)} by ${back.actor}.`,
      evidence: evidenceOf([out, back]),
    },
  ];
}

function national(flow: Use, own: Words, context: RuleContext<Parameters>): Found[] {
  const { nationalProduction, nationalMargin } = context.parameters();
  const heading = own.hs.slice(0, 4);
  const told = nationalProduction[`${heading}/${own.from}`];
  const [value = '0', unit = ''] = told?.split(' ') ?? [];
  if (told === undefined) return [];
  const produced = toBase({ value, unit });
  if (produced.dimension !== own.quantity.dimension) return [];
  const last = monthOf(flow.at);
  const first = monthsBefore(last, 11);
  const exported = context.shared
    .sums('exported', exportKey(own.hs, own.from, own.quantity.dimension))
    .filter(({ period }) => period >= first && period <= last)
    .reduce((sum, each) => sum.plus(each.amount), new Big(0));
  if (exported.lte(produced.value.times(new Big(1).plus(String(nationalMargin))))) return [];
  return [
    {
      subject: `${heading}/${own.from}/${last}`,
      anchor: 'NATIONAL',
      severity: 'MEDIUM',
      ...(flow.consignment !== undefined && { ucr: flow.consignment }),
      items: flow.items,
      sentence: `NATIONAL: in the twelve months to ${last}, ${formatBase({ ...produced, value: exported })} of HS ${heading} were consigned from ${own.from}; its production on record is ${formatBase(produced)} a year.`,
      evidence: [flow.hash],
    },
  ];
}

function mirror(
  flow: Use,
  own: Words,
  met: readonly Use[],
  context: RuleContext<Parameters>,
): RuleAnswer {
  const { windowMonths, transitDays, repeatedMonths } = context.parameters();
  const flows = met.filter((use) => !isInto(use) && wordsOf(use).to === own.to);
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  if (flows.length > MOST_COMPARED) return { findings, deadlines };
  for (let later = 0; later < windowMonths; later += 1) {
    const last = monthsBefore(monthOf(flow.at), -later);
    const due = endOfMonth(last) + transitDays * DAY;
    const subject = `${own.hs}/${own.from}-${own.to}/${last}`;
    if (context.now < due) {
      deadlines.push({ subject, at: after(due) });
      continue;
    }
    const gap = gapOf(last, flows, own, context);
    if (gap === undefined) continue;
    const before = Array.from({ length: repeatedMonths - 1 }, (_, at) =>
      gapOf(monthsBefore(last, at + 1), flows, own, context),
    );
    findings.push({
      subject,
      anchor: 'MIRROR',
      severity: before.every((each) => each !== undefined) ? 'HIGH' : 'MEDIUM',
      items: gap.flows.flatMap(({ items }) => items),
      sentence: `MIRROR: in the ${counted(windowMonths, 'month')} to ${last}, ${amountText(own, gap.sent)} of HS ${own.hs} were consigned from ${own.from} to ${own.to} in ${counted(gap.flows.length, 'consignment')}; the consignees received ${amountText(own, gap.received)}, ${gap.share} % off.`,
      evidence: evidenceOf(gap.flows),
    });
  }
  return { findings, deadlines };
}

interface Gap {
  readonly flows: readonly Use[];
  readonly sent: Big;
  readonly received: Big;
  readonly share: string;
}

function gapOf(
  last: string,
  flows: readonly Use[],
  own: Words,
  context: RuleContext<Parameters>,
): Gap | undefined {
  const limits = context.parameters();
  const first = monthsBefore(last, limits.windowMonths - 1);
  const within = flows.filter(({ at }) => monthOf(at) >= first && monthOf(at) <= last);
  if (within.length < limits.minConsignments) return undefined;
  const enrolled = within.filter((use) => context.facts.parties.has(wordsOf(use).consignee));
  if (enrolled.length < within.length * limits.minCoverage) return undefined;
  const sent = sumOf(enrolled.map((use) => wordsOf(use).quantity.value));
  const received = sumOf(enrolled.map((use) => receivedOf(use, context)));
  const difference = sent.minus(received).abs();
  const [value = '0', unit = 'KGM'] = byHs(own.hs, limits.floor)?.split(' ') ?? [];
  const floor = toBase({ value, unit });
  const isSmall = floor.dimension === own.quantity.dimension && difference.lte(floor.value);
  if (isSmall || difference.lte(sent.times(String(limits.relative)))) return undefined;
  return { flows: enrolled, sent, received, share: percentage(difference, sent) ?? '100' };
}

/** By the consignee’s own measure; what carriers receive on the way does not count. */
function receivedOf(flow: Use, { shared }: RuleContext<Parameters>): Big {
  const { hs, consignee, quantity } = wordsOf(flow);
  const receipts = shared
    .at('delivered', flow.consignment ?? '')
    .filter(
      ({ actor, detail }) =>
        actor === consignee && detail['hs'] === hs && detail['dimension'] === quantity.dimension,
    );
  return sumOf(receipts.map(({ detail }) => new Big(detail['quantity'] ?? 0)));
}

function sumOf(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), new Big(0));
}

function amountText({ quantity }: Words, value: Big): string {
  return formatBase({ ...quantity, value });
}

function evidenceOf(uses: readonly Use[]): string[] {
  return uses.toSorted((a, b) => a.index - b.index).map(({ hash }) => hash);
}
