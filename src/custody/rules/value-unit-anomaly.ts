import { Big } from 'big.js';
import { z } from 'zod';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { SharedUses } from '../uses/shared-uses.js';
import { byTime, type Use } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatBase, formatQuantity, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { countSerials } from '../vocabulary/serials.js';
import { DIMENSIONS, type Dimension } from '../vocabulary/units.js';
import { medianOf } from './median.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { byHs } from './tolerance.js';
import { DAY } from './time-limits.js';
import { timeText } from './wording.js';

const share = z.number().nonnegative();
const price = z.object({
  /** US dollars for one `unit`. */
  usd: z.number().positive(),
  unit: z.string(),
});
const parameters = z.object({
  dimensions: z.record(z.string().regex(/^(\*|\d{2,10})$/), z.array(z.enum(DIMENSIONS))).default({
    '26': ['mass'],
    '44': ['volume', 'mass', 'count'],
    '71': ['mass'],
    '9301': ['count'],
    '9302': ['count'],
    '9303': ['count'],
    '9304': ['count'],
    '9307': ['count'],
  }),
  unitSeverity: z.enum(SEVERITIES).default('LOW'),
  kgPerFirearm: z.tuple([share, share]).default([0.3, 25]),
  priceBand: z.tuple([share, share]).default([0.5, 2]),
  goldBand: share.default(0.15),
  medianPrices: z.record(z.string().regex(/^\d{2,10}$/), price).default({}),
  rollingDays: z.number().nonnegative().default(90),
  minPrices: z.int().positive().default(12),
  mostPrices: z.int().positive().max(90).default(50),
});
type Parameters = z.infer<typeof parameters>;

export const valueUnitAnomaly = defineRule<Parameters>({
  id: 'R21',
  code: 'VALUE_UNIT_ANOMALY',
  title: 'Unit, weight per piece or price are not those of such goods',
  explanation:
    'An item is consigned in a unit that says nothing about such goods (firearms by weight), a firearm weighs less or more than firearms do, or its document gives a value per unit far from the median price: that of the rule set, or else that of the papers of the same authority for the same goods in the ninety days before, where at least a dozen give one. Papers tell a price by their fields `valueUSD`, `qty` and `hs`; where none is known nothing is said about prices.',
  authority: 'Trade-based laundering (FATF, gold)',
  group: 'quantity',
  decided: ['append'],
  severity: 'LOW',
  severities: {
    LOW: 'Unit or weight per piece.',
    MEDIUM: 'Price.',
  },
  commodities: ['*'],
  subject: 'consignment and item',
  anchor: 'hash of the CONSIGN',
  parameters,
  reasons: {
    dimensions:
      'What such goods are measured in, by the beginning of the HS code; goods that are not listed may use any unit.',
    unitSeverity: 'A wrong unit is mostly a habit; it hides how many pieces there are.',
    kgPerFirearm: 'From a pocket pistol to a heavy machine gun.',
    priceBand: 'Half to double the median of the same goods and origin.',
    goldBand: 'Gold has a price of the day.',
    medianPrices:
      'None by default; before any other where given: `{"710812": {"usd": 80000, "unit": "KGM"}}`, set by override for a country or for a time by a new rule set.',
    rollingDays: 'Prices of a season; older ones are of another market.',
    minPrices: 'Fewer papers are no market.',
    mostPrices: 'The newest ones; more change a median little.',
  },
  autoClear: false,
  innocent: [
    'Samples, museum pieces or deactivated weapons.',
    'The unit was taken from the freight bill.',
    'A price of another year or for another quality.',
  ],
  closedBy: 'An inspector, once the invoice or the goods were seen.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    const { opened } = consignment ?? {};
    if (consignment === undefined || opened === undefined) continue;
    for (const item of opened.event.items) {
      const own = context.parameters({ commodity: commodityOfHs(item.hs) });
      const anomaly =
        unitAnomaly(item, own) ??
        weightAnomaly(item, own) ??
        priceAnomaly(item, consignment, own) ??
        marketAnomaly(item, consignment, own, context);
      if (anomaly !== undefined) findings.push(found(item, opened, anomaly, consignment));
    }
  }
  return { findings, deadlines: [] };
}

interface Anomaly {
  readonly says: string;
  readonly severity: Severity;
  readonly paper?: Act;
}

function unitAnomaly({ hs, qty, serials }: Item, own: Parameters): Anomaly | undefined {
  const allowed: readonly Dimension[] | undefined = byHs(hs, own.dimensions);
  const { dimension } = toBase(qty);
  if (allowed === undefined || allowed.some((each) => each === dimension)) return undefined;
  // A weight beside the serials hides no number; whether it is plausible, the weight of each tells.
  if (serials !== undefined && dimension === 'mass') return undefined;
  return {
    says: `its quantity is given as ${formatQuantity(qty)}, and such goods are measured by ${allowed.join(' or ')}`,
    severity: own.unitSeverity,
  };
}

const FIREARMS = /^930[1-3]/;

function weightAnomaly({ hs, qty, serials }: Item, own: Parameters): Anomaly | undefined {
  const weight = toBase(qty);
  if (!FIREARMS.test(hs) || serials === undefined || weight.dimension !== 'mass') return undefined;
  const count = countSerials(serials);
  const [light, heavy] = own.kgPerFirearm;
  const each = weight.value;
  const isUsual =
    each.gte(new Big(count).times(String(light))) && each.lte(new Big(count).times(String(heavy)));
  if (isUsual) return undefined;
  return {
    says: `${count} serials weigh ${formatQuantity(qty)}, and a firearm weighs ${light} to ${heavy} kg`,
    severity: own.unitSeverity,
  };
}

/** By a document that gives `valueUSD` beside a quantity of the same goods. */
function priceAnomaly(
  { hs }: Item,
  { documents }: Consignment,
  own: Parameters,
): Anomaly | undefined {
  const median = byHs(hs, own.medianPrices);
  if (median === undefined) return undefined;
  for (const paper of documents) {
    const { fields, docType, number } = paper.event.document;
    const { valueUSD, qty, hs: code } = fields;
    if (typeof valueUSD !== 'string' || typeof qty !== 'object') continue;
    if (typeof code === 'string' && !hs.startsWith(code) && !code.startsWith(hs)) continue;
    const amount = toBase(qty);
    const unit = toBase({ value: '1', unit: median.unit });
    if (amount.dimension !== unit.dimension || !/^\d+(\.\d+)?$/.test(valueUSD)) continue;
    const expected = amount.value.times(String(median.usd));
    const paid = new Big(valueUSD).times(unit.value);
    const [low, high] = hs.startsWith('7108')
      ? [1 - own.goldBand, 1 + own.goldBand]
      : own.priceBand;
    const isUsual = paid.gte(expected.times(String(low))) && paid.lte(expected.times(String(high)));
    if (isUsual) continue;
    return {
      says: `${docType} ${number} gives ${valueUSD} USD for ${formatQuantity(qty)}, and the median price is ${median.usd} USD for 1 ${median.unit} (${low} to ${high} times that is usual)`,
      severity: 'MEDIUM',
      paper,
    };
  }
  return undefined;
}

/** By what other papers of the same authority gave for the same goods shortly before. */
function marketAnomaly(
  { hs }: Item,
  { documents }: Consignment,
  own: Parameters,
  { shared }: RuleContext<Parameters>,
): Anomaly | undefined {
  if (byHs(hs, own.medianPrices) !== undefined) return undefined;
  for (const paper of documents) {
    const [told] = shared.of('price', paper.hash);
    const { fields, docType, number } = paper.event.document;
    if (told === undefined || !isOfSameHeading(hs, fields['hs'])) continue;
    const before = pricesBefore(told, shared, own);
    if (before.length < own.minPrices) continue;
    const median = medianOf(before.map(unitPrice));
    const [low, high] = own.priceBand;
    const paid = unitPrice(told);
    if (paid >= median * low && paid <= median * high) continue;
    return {
      says: `${docType} ${number} gives ${priceText(paid, told)}; the median of the ${before.length} papers of the same authority for such goods in the ${own.rollingDays} days before is ${priceText(median, told)} (${low} to ${high} times that is usual)`,
      severity: 'MEDIUM',
      paper,
    };
  }
  return undefined;
}

function isOfSameHeading(hs: string, code: unknown): boolean {
  return typeof code === 'string' && (hs.startsWith(code) || code.startsWith(hs));
}

/** Each paper once, however often it was registered; the newest last. */
function pricesBefore(
  told: Use,
  shared: SharedUses,
  { rollingDays, mostPrices }: Parameters,
): Use[] {
  const byPaper = new Map<string, Use>();
  for (const other of shared.at('price', told.key)) {
    const isBefore = byTime(other, told) < 0 && told.at - other.at <= rollingDays * DAY;
    const paper = other.detail['paper'] ?? '';
    if (isBefore && paper !== told.detail['paper'] && !byPaper.has(paper))
      byPaper.set(paper, other);
  }
  return [...byPaper.values()].slice(-mostPrices);
}

/** US dollars for a base unit. */
function unitPrice({ detail }: Use): number {
  return Number(detail['usd']) / Number(detail['quantity']);
}

function priceText(usd: number, { key }: Use): string {
  const [, , dimension]: [string, string, BaseQuantity['dimension']] = JSON.parse(key);
  return `${usd.toFixed(2)} USD for ${formatBase({ dimension, value: new Big(1) })}`;
}

function found(
  { itemId }: Item,
  opened: Act<'CONSIGN'>,
  { says, severity, paper }: Anomaly,
  { key, ucr }: Consignment,
): Found {
  return {
    subject: `${key}/${itemId}`,
    anchor: opened.hash,
    severity,
    ucr: key,
    items: [itemId],
    sentence: `${accountOf(opened)} consigned ${itemId} under ${ucr} on ${timeText(opened.at)}: ${says}.`,
    evidence: hashesOf(opened, paper),
  };
}
