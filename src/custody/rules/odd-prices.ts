import { Big } from 'big.js';
import type { Severity } from '../finding.js';
import type { Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { recordedAssay } from '../replay/recorded-assay.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { finenessOf, isGold, originOf } from '../uses/price-uses.js';
import type { SharedUses } from '../uses/shared-uses.js';
import { byTime, type Use } from '../uses/use.js';
import { isRoughDiamond } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatBase, formatQuantity, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { medianOf } from './median.js';
import type { RuleContext } from './rule.js';
import { byHs } from './tolerance.js';
import { DAY } from './time-limits.js';

/** The half of VALUE_UNIT_ANOMALY that compares what papers say goods cost. */

export interface Anomaly {
  readonly says: string;
  readonly severity: Severity;
  readonly paper?: Act;
}

export type Share = readonly [low: number, high: number];

/** Parameters of the rule that concern prices; see there. */
export interface PriceLimits {
  readonly priceBand: Share;
  readonly goldBand: number;
  /** US dollars for a carat, by origin. */
  readonly diamondBands: Readonly<Record<string, Share>>;
  readonly medianPrices: Readonly<Record<string, { readonly usd: number; readonly unit: string }>>;
  readonly rollingDays: number;
  readonly minPrices: number;
  readonly mostPrices: number;
}

/** What else is known of the goods. */
type Known = Pick<RuleContext<unknown>, 'lineage' | 'shared'>;
type Document = Act<'ATTACH_DOCUMENT'>['event']['document'];

/** By what the rule set says such goods cost; where it does not, by what others paid. */
export function oddPrice(
  item: Item,
  consignment: Consignment,
  own: PriceLimits,
  known: Known,
): Anomaly | undefined {
  return (
    priceAnomaly(item, consignment, own, known) ?? marketAnomaly(item, consignment, own, known)
  );
}

/** By a document that gives `valueUSD` beside a quantity of the same goods. */
function priceAnomaly(
  item: Item,
  { documents }: Consignment,
  own: PriceLimits,
  { lineage }: Known,
): Anomaly | undefined {
  for (const paper of documents) {
    const { document } = paper.event;
    const { valueUSD, qty, hs: code } = document.fields;
    if (typeof valueUSD !== 'string' || typeof qty !== 'object') continue;
    if (typeof code === 'string' && !isOfSameHeading(item.hs, code)) continue;
    const usual = usualPrice(item.hs, document, own);
    if (usual === undefined) continue;
    const amount = toBase(qty);
    const unit = toBase({ value: '1', unit: usual.unit });
    if (amount.dimension !== unit.dimension || !/^\d+(\.\d+)?$/.test(valueUSD)) continue;
    const paid = new Big(valueUSD).times(unit.value);
    const fineness = isGold(item.hs) ? goldIn(item, document, lineage) : new Big(1);
    const most = amount.value.times(usual.high).times(fineness ?? 1);
    // Of gold that may be of any fineness, a price can be too high only.
    const least =
      fineness === undefined ? new Big(0) : amount.value.times(usual.low).times(fineness);
    if (paid.gte(least) && paid.lte(most)) continue;
    const { docType, number } = document;
    return {
      says: `${docType} ${number} gives ${valueUSD} USD for ${formatQuantity(qty)}${finenessText(item.hs, fineness)}, and ${usual.says}`,
      severity: 'MEDIUM',
      paper,
    };
  }
  return undefined;
}

interface UsualPrice {
  /** US dollars for one `unit`. */
  readonly low: Big;
  readonly high: Big;
  readonly unit: string;
  readonly says: string;
}

/** What the rule set says such goods cost: diamonds by their origin, the rest by a median. */
function usualPrice(hs: string, document: Document, own: PriceLimits): UsualPrice | undefined {
  const origin = originOf(document);
  const band = isRoughDiamond(hs) ? (own.diamondBands[origin] ?? own.diamondBands['*']) : undefined;
  if (band !== undefined) {
    const [low, high] = band;
    const says = `rough diamonds of ${origin} cost ${low} to ${high} USD a carat`;
    return { low: exactly(low), high: exactly(high), unit: 'CTM', says };
  }
  const median = byHs(hs, own.medianPrices);
  if (median === undefined) return undefined;
  const [low, high] = bandOf(hs, own);
  const { usd, unit } = median;
  const says = `the median price is ${usd} USD for 1 ${unit} (${low.toFixed()} to ${high.toFixed()} times that is usual)`;
  return { low: exactly(usd).times(low), high: exactly(usd).times(high), unit, says };
}

/** Shares of the median between which a price is usual. */
function bandOf(hs: string, { goldBand, priceBand }: PriceLimits): readonly [low: Big, high: Big] {
  const [low, high] = priceBand;
  if (!isGold(hs)) return [exactly(low), exactly(high)];
  return [new Big(1).minus(exactly(goldBand)), new Big(1).plus(exactly(goldBand))];
}

/** As it is written: 1.15 times 100 is 115, and not a little less. */
function exactly(number: number): Big {
  return new Big(String(number));
}

/** By the paper, else by the assay the lot got when it came into being; `undefined` where nobody tells. */
function goldIn(item: Item, document: Document, lineage: ReplayedLineage): Big | undefined {
  const assay = recordedAssay(item, lineage);
  const isOfGold = assay?.analyte.toUpperCase() === 'AU';
  return finenessOf(document) ?? (isOfGold ? new Big(assay.pct).div(100) : undefined);
}

function finenessText(hs: string, fineness: Big | undefined): string {
  if (!isGold(hs)) return '';
  return fineness === undefined
    ? ' of unknown fineness'
    : ` of fineness ${fineness.times(1000).toFixed()}`;
}

/** By what other papers gave for the same goods of the same origin shortly before. */
function marketAnomaly(
  { hs }: Item,
  { documents }: Consignment,
  own: PriceLimits,
  { shared }: Known,
): Anomaly | undefined {
  for (const paper of documents) {
    if (usualPrice(hs, paper.event.document, own) !== undefined) continue;
    const [told] = shared.of('price', paper.hash);
    const { fields, docType, number } = paper.event.document;
    if (told === undefined || !isOfSameHeading(hs, fields['hs'])) continue;
    const before = pricesBefore(told, shared, own);
    if (before.length < own.minPrices) continue;
    const median = medianOf(before.map(unitPrice));
    const [low, high] = bandOf(hs, own);
    const paid = new Big(told.detail['usd'] ?? 0);
    const usual = exactly(median).times(told.detail['quantity'] ?? 0);
    if (paid.gte(usual.times(low)) && paid.lte(usual.times(high))) continue;
    return {
      says: `${docType} ${number} gives ${priceText(unitPrice(told), told)}; the median of the ${before.length} papers for such goods of the same origin in the ${own.rollingDays} days before is ${priceText(median, told)} (${low.toFixed()} to ${high.toFixed()} times that is usual)`,
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
  { rollingDays, mostPrices }: PriceLimits,
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
  const [, , dimension, fine]: [string, string, BaseQuantity['dimension'], string?] =
    JSON.parse(key);
  const unit = formatBase({ dimension, value: new Big(1) });
  return `${usd.toFixed(2)} USD for ${unit}${fine === undefined ? '' : ' of fine gold'}`;
}
