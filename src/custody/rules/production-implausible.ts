import { Big } from 'big.js';
import { z } from 'zod';
import { countryOf } from '../vocabulary/places.js';
import type { Act } from '../replay/act.js';
import { monthsBefore } from '../uses/months.js';
import type { Use, UseSum } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { formatBase, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import type { SiteFact } from '../vocabulary/registration.js';
import { medianDeviation, medianOf } from './median.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { activityAt, statusWord } from './site-status.js';
import { dayText } from './wording.js';
import { usualMeasures } from './unlike-measures.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({
  monthMargin: z.number().nonnegative().default(0.25),
  yearMargin: z.number().nonnegative().default(0.1),
  mad: z.number().positive().default(4),
  madFloor: z.number().nonnegative().default(0.05),
  minMonths: z.int().positive().default(6),
  inactive: z.array(z.string()).default(['non-active', 'abandoned']),
});
type Parameters = z.infer<typeof parameters>;

const WATCHED = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER']);

export const productionImplausible = defineRule<Parameters>({
  id: 'R38',
  code: 'PRODUCTION_IMPLAUSIBLE',
  title: 'A site brought out more than it can',
  explanation:
    'What was registered as coming from a site comes to more than its capacity, by a quarter in a month (MONTH) or by a tenth in twelve (YEAR); or to more than the median of its own months before and four times their usual deviation, where there are six at least (SPIKE); or the site was not working at the time (INACTIVE); or it was registered in a measure with which the capacity cannot be compared, as pieces of ore (UNIT). The month is that of the claimed time, UTC; an output recorded late has the eleven months behind it judged again. Neighbouring sites are not compared: what a site can bring out depends on its own ground, so that an inspector compares them when he registers the capacity.',
  authority:
    'Over-declared mines (UN Group of Experts); tags are issued by estimated production (ITSCI)',
  group: 'plausibility',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    INFO: 'UNIT, where such goods are measured in several ways.',
    MEDIUM: 'SPIKE; UNIT, where such goods are not measured so.',
    HIGH: 'MONTH, YEAR and INACTIVE.',
  },
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'site and month',
  anchor: 'the word MONTH, YEAR, SPIKE, INACTIVE or UNIT',
  parameters,
  cases: ['commodity', 'country', 'site'],
  reasons: {
    monthMargin: 'Capacities of small mines are rough estimates, and months differ.',
    yearMargin: 'Over a year good and bad months even out.',
    mad: 'Four median deviations are rare in honest seasons.',
    madFloor:
      'A site whose months are all alike has a deviation of nothing; at least this share of the median counts as one.',
    minMonths: 'Fewer months are no history.',
    inactive: 'Words for activity that inspectors register.',
  },
  autoClear: false,
  innocent: [
    'A new vein or a good season: an inspector assesses the capacity anew.',
    'Stock of earlier months was registered together.',
  ],
  closedBy: 'An inspector, after a visit or a new assessment of the capacity.',
  owner: 'shared',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings = new Map<string, Found>();
  for (const { act, use: output } of usesInFocus(context, 'output')) {
    for (const each of findingsOf(act, output, context)) {
      findings.set(JSON.stringify([each.subject, each.anchor]), each);
    }
  }
  return { findings: [...findings.values()], deadlines: [] };
}

/** A month of a site, and what is known of it. */
interface Month {
  readonly site: string;
  readonly period: string;
  readonly dimension: BaseQuantity['dimension'];
  readonly sums: readonly UseSum[];
  readonly uses: readonly Use[];
}

function findingsOf(act: Act, output: Use, context: RuleContext<Parameters>): Found[] {
  const commodity = commodityOfHs(output.detail['hs'] ?? '');
  const { period } = output;
  if (!WATCHED.has(commodity) || period === undefined) return [];
  const [id, dimension]: [string, BaseQuantity['dimension']] = JSON.parse(output.key);
  const site = context.facts.sites.get(id);
  const limits = context.parameters({
    commodity,
    site: id,
    country: countryOf({ site: id }, context.facts),
  });
  const month: Month = {
    site: id,
    period,
    dimension,
    sums: context.shared.sums('output', output.key),
    uses: context.shared.meeting(output).filter((use) => use.period === period),
  };
  const beyond = site === undefined ? [] : beyondCapacity(month, site, limits);
  const idle = site === undefined ? [] : whileInactive(month, site, act, limits);
  const unlike = site === undefined ? [] : otherwiseMeasured(month, site, output, context);
  const own = [...idle, ...unlike, ...(beyond.length > 0 ? beyond : spike(month, limits))];
  return [...own, ...laterMonths(month, output, context, limits, site)];
}

/** What came out of a month may be recorded after what came out of the next: those whose year it is are judged too. */
function laterMonths(
  { period: first, sums, ...rest }: Month,
  output: Use,
  { shared }: RuleContext<Parameters>,
  limits: Parameters,
  site: SiteFact | undefined,
): Found[] {
  const last = monthsBefore(first, -11);
  const later = sums.filter(({ period }) => period > first && period <= last);
  return later.flatMap(({ period }) => {
    const uses = shared.meeting(output).filter((use) => use.period === period);
    const month: Month = { ...rest, sums, period, uses: uses.length === 0 ? [output] : uses };
    const beyond = site === undefined ? [] : beyondCapacity(month, site, limits);
    return beyond.length > 0 ? beyond : spike(month, limits);
  });
}

function beyondCapacity(month: Month, site: SiteFact, limits: Parameters): Found[] {
  const { capacityPerMonth, unit } = site;
  if (capacityPerMonth === undefined || unit === undefined) return [];
  const capacity = toBase({ value: String(capacityPerMonth), unit });
  if (capacity.dimension !== month.dimension) return [];
  const findings: Found[] = [];
  const total = totalOf(month.sums, (period) => period === month.period);
  if (total.gt(margin(capacity.value, limits.monthMargin))) {
    findings.push(
      found(
        month,
        'MONTH',
        'HIGH',
        `In ${month.period}, ${amountText(month, total)} were registered as coming from ${month.site}, whose capacity is ${amountText(month, capacity.value)} a month.`,
      ),
    );
  }
  const first = monthsBefore(month.period, 11);
  const year = totalOf(month.sums, (period) => period >= first && period <= month.period);
  const ofYear = capacity.value.times(12);
  if (year.gt(margin(ofYear, limits.yearMargin))) {
    findings.push(
      found(
        month,
        'YEAR',
        'HIGH',
        `In the twelve months to ${month.period}, ${amountText(month, year)} were registered as coming from ${month.site}, whose capacity is ${amountText(month, ofYear)} a year.`,
      ),
    );
  }
  return findings;
}

/** A sum that no capacity can be held against: of another dimension than the inspector assessed. */
function otherwiseMeasured(
  month: Month,
  { capacityPerMonth, unit }: SiteFact,
  { detail }: Use,
  context: RuleContext<Parameters>,
): Found[] {
  if (capacityPerMonth === undefined || unit === undefined) return [];
  const capacity = toBase({ value: String(capacityPerMonth), unit });
  if (capacity.dimension === month.dimension) return [];
  const usual = usualMeasures(detail['hs'] ?? '', context, { site: month.site });
  const isUsual = usual === undefined || usual.some((each) => each === month.dimension);
  const total = totalOf(month.sums, (period) => period === month.period);
  return [
    found(
      month,
      'UNIT',
      isUsual ? 'INFO' : 'MEDIUM',
      `In ${month.period}, ${amountText(month, total)} were registered as coming from ${month.site}, whose capacity of ${formatBase(capacity)} a month cannot be compared with them.`,
    ),
  ];
}

function spike(month: Month, { mad, madFloor, minMonths }: Parameters): Found[] {
  const before = month.sums.filter(({ period }) => period < month.period);
  if (before.length < minMonths) return [];
  const amounts = before.map(({ amount }) => Number(amount));
  const median = medianOf(amounts);
  const deviation = medianDeviation(amounts);
  const most = median + mad * Math.max(deviation, madFloor * median);
  const total = totalOf(month.sums, (period) => period === month.period);
  if (total.lte(most)) return [];
  return [
    found(
      month,
      'SPIKE',
      'MEDIUM',
      `In ${month.period}, ${amountText(month, total)} were registered as coming from ${month.site}; the median of its ${before.length} months before is ${amountText(month, new Big(median))}.`,
    ),
  ];
}

function whileInactive(month: Month, site: SiteFact, act: Act, { inactive }: Parameters): Found[] {
  const status = activityAt(site, act.at, inactive);
  const words = inactive.map(statusWord);
  if (status === undefined || !words.includes(statusWord(status.status))) return [];
  return [
    found(
      month,
      'INACTIVE',
      'HIGH',
      `${act.event.actor} registered goods from ${month.site} on ${dayText(act.at)}; the site is on record as ${status.status} since ${status.from.slice(0, 10)}.`,
    ),
  ];
}

/** Records that an alert names at most. */
const MOST_NAMED = 50;

function found(month: Month, anchor: string, severity: Found['severity'], sentence: string): Found {
  return {
    subject: `${month.site}/${month.period}`,
    anchor,
    severity,
    items: [...new Set(month.uses.flatMap(({ items }) => items))],
    sentence,
    evidence: [
      ...new Set(
        month.uses
          .toSorted((a, b) => a.index - b.index)
          .slice(0, MOST_NAMED)
          .map(({ hash }) => hash),
      ),
    ],
  };
}

function totalOf(sums: readonly UseSum[], counts: (period: string) => boolean): Big {
  return sums
    .filter(({ period }) => counts(period))
    .reduce((total, { amount }) => total.plus(amount), new Big(0));
}

function margin(amount: Big, share: number): Big {
  return amount.times(new Big(1).plus(String(share)));
}

function amountText({ dimension }: Month, value: Big): string {
  return formatBase({ dimension, value });
}
