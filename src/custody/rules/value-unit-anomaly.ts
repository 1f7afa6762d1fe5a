import { Big } from 'big.js';
import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES } from '../finding.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatQuantity, toBase } from '../vocabulary/quantity.js';
import { countSerials } from '../vocabulary/serials.js';
import { DIMENSIONS, type Dimension } from '../vocabulary/units.js';
import { oddPrice, type Anomaly } from './odd-prices.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { byHs } from './tolerance.js';
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
  diamondBands: z.record(z.string(), z.tuple([share, share])).default({}),
  medianPrices: z.record(z.string().regex(/^\d{2,10}$/), price).default({}),
  rollingDays: z.number().nonnegative().default(90),
  minPrices: z.int().positive().default(12),
  mostPrices: z.int().positive().max(90).default(50),
  exemptions: z.array(z.string()).default(['SAMPLE', 'MUSEUM_PIECE']),
});
type Parameters = z.infer<typeof parameters>;

export const valueUnitAnomaly = defineRule<Parameters>({
  id: 'R21',
  code: 'VALUE_UNIT_ANOMALY',
  title: 'Unit, weight per piece or price are not those of such goods',
  explanation:
    'An item is consigned in a unit that says nothing about such goods (firearms by weight), a firearm weighs less than 0.3 or more than 25 kg, or its document gives a value per unit below half or above double the median price: that of the rule set, or else that of the papers for the same goods of the same origin in the ninety days before, where at least a dozen give one. Papers tell a price by their fields `valueUSD`, `qty` and `hs`, and the origin by `origin`, else it is the authority that issued them; where no price is known nothing is said about prices. Gold is compared by the gold in it, to 15 %: the field `fineness` (in thousandths), else the recorded assay of the lot, tells how much; where neither does, a price of the rule set limits it from above only. Rough diamonds are compared with the band of their origin, where the rule set has one. An alert tells all that is odd about an item.',
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
    goldBand: 'Gold has a price of the day; buyers of doré take off some per cent.',
    diamondBands:
      'None by default: carats of one origin are worth ten times those of another. `{"BW": [60, 400]}` in USD a carat, from the statistics of the Kimberley Process; `*` for all others.',
    medianPrices:
      'None by default; before any other where given: `{"710812": {"usd": 80000, "unit": "KGM"}}`, set by override for a country or for a time by a new rule set.',
    rollingDays: 'Prices of a season; older ones are of another market.',
    minPrices: 'Fewer papers are no market.',
    mostPrices: 'The newest ones; more change a median little.',
    exemptions:
      'Kinds of document, attached to the item or its consignment, that excuse an odd weight or price; never a unit.',
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
      const anomalies = anomaliesOf(item, consignment, context);
      if (anomalies.length > 0) findings.push(found(item, opened, anomalies, consignment));
    }
  }
  return { findings, deadlines: [] };
}

/** The gravest first. */
function anomaliesOf(
  item: Item,
  consignment: Consignment,
  context: RuleContext<Parameters>,
): Anomaly[] {
  const { opened } = consignment;
  const commodity = commodityOfHs(item.hs);
  const own = context.parameters(
    opened === undefined ? { commodity } : caseOf(opened, context.facts, commodity),
  );
  const plain = [oddPrice(item, consignment, own, context), weightAnomaly(item, own)];
  const excusable = isExempt(item, consignment, own) ? [] : plain;
  return [...excusable, unitAnomaly(item, own)].filter((anomaly) => anomaly !== undefined);
}

function isExempt({ itemId }: Item, { documents }: Consignment, { exemptions }: Parameters) {
  return documents.some(
    ({ event }) =>
      exemptions.includes(event.document.docType) &&
      (event.items === undefined || event.items.some((item) => item.itemId === itemId)),
  );
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

function found(
  { itemId }: Item,
  opened: Act<'CONSIGN'>,
  anomalies: readonly Anomaly[],
  { key, ucr }: Consignment,
): Found {
  const [gravest] = anomalies;
  return {
    subject: `${key}/${itemId}`,
    anchor: opened.hash,
    severity: gravest?.severity ?? 'LOW',
    ucr: key,
    items: [itemId],
    sentence: `${accountOf(opened)} consigned ${itemId} under ${ucr} on ${timeText(opened.at)}: ${anomalies.map(({ says }) => says).join('; ')}.`,
    evidence: hashesOf(opened, ...anomalies.map(({ paper }) => paper)),
  };
}
