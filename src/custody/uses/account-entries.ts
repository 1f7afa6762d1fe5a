import { accountOf, isA, type Act } from '../replay/act.js';
import { producedBy } from '../replay/mentions.js';
import { containedIn } from '../vocabulary/assays.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { formatDecimal, toBase } from '../vocabulary/quantity.js';
import { isWoodWaste } from '../vocabulary/timber.js';
import { monthOf } from './months.js';
import type { Use } from './use.js';
import type { UseTold } from './uses-of.js';

/** Material that mixes: here a party can claim more than it took in. */
const BALANCED: ReadonlySet<Commodity> = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER']);

/** Entries count differently once it is known where their lot came from. */
const ENTRIES: ReadonlySet<string> = new Set(['intake', 'claimed', 'unproven']);

/** Key of an account: whose, of what, measured how (`mass`, `volume`, or the metal contained). */
export function accountKey(party: string, commodity: Commodity, measure: string): string {
  return JSON.stringify([party, commodity, measure]);
}

/** Where lots come from, with the assay they got there. */
export function originsOf(act: Act): UseTold[] {
  const made = new Set(producedBy(act));
  if (made.size === 0) return [];
  const items = 'outputs' in act.event ? act.event.outputs : (act.event.items ?? []);
  return items
    .filter(({ itemId, hs }) => made.has(itemId) && BALANCED.has(commodityOfHs(hs)))
    .map((item) => ({
      kind: 'origin',
      key: item.itemId,
      items: [item.itemId],
      detail: assayDetail(item),
    }));
}

/** What a party took in, by its own measure, or brought into the ledger; and what it claims when it consigns. */
export function accountEntriesOf(act: Act): UseTold[] {
  if (isA(act, 'RECEIVE') || isA(act, 'COMMISSION')) return entriesOf(act, 'intake');
  return isA(act, 'CONSIGN') ? entriesOf(act, 'claimed') : [];
}

/** Stock from before the ledger, which an inspector witnessed: with it an account is complete from its beginning. */
export function openingsOf(act: Act): UseTold[] {
  if (!isA(act, 'COMMISSION') || act.event.basis !== 'opening-balance') return [];
  return entriesOf(act, 'intake').map((entry) => ({ ...entry, kind: 'opening', detail: {} }));
}

function entriesOf(
  act: Act<'RECEIVE' | 'COMMISSION' | 'CONSIGN'>,
  kind: 'intake' | 'claimed',
): UseTold[] {
  const party = accountOf(act);
  return act.event.items.flatMap((item): UseTold[] => {
    const commodity = commodityOfHs(item.hs);
    const { dimension, value } = toBase(item.qty);
    if (!BALANCED.has(commodity) || isLoose(item)) return [];
    return [
      {
        kind,
        key: accountKey(party, commodity, dimension),
        items: [item.itemId],
        amount: formatDecimal(value),
        period: monthOf(act.at),
        detail: { side: kind, ...assayDetail(item) },
      },
    ];
  });
}

/** Sawdust and chips come to more than the logs they are of; any other residue was part of what was taken in. */
function isLoose(item: Item): boolean {
  return item.residue === true && isWoodWaste(item);
}

/** Is it an entry of an account, which {@link settled} must look at? */
export function isEntry({ kind }: Pick<Use, 'kind'>): boolean {
  return ENTRIES.has(kind);
}

/**
 * An entry as it counts, given the origin of its lot. Without an origin it proves nothing; with an assay, its own or
 * the lot's, the metal counts in an account of its own besides.
 *
 * @param entry by mass or volume, as {@link accountEntriesOf} makes it or as it was settled before
 */
export function settled(entry: Use, origin: Use | undefined): Use[] {
  const side = entry.detail['side'];
  if (origin === undefined || (side !== 'intake' && side !== 'claimed')) {
    return [{ ...entry, kind: 'unproven' }];
  }
  const proven: Use = { ...entry, kind: side };
  const metal = metalOf(entry, origin);
  return metal === undefined ? [proven] : [proven, metal(proven)];
}

/**
 * Keys of the accounts in which an entry counts, or would if the origin of its lot were on record: none for other
 * uses.
 */
export function accountKeysOf(use: Use): string[] {
  if (!isEntry(use)) return [];
  const metal = use.kind === 'unproven' ? metalOf(use, use) : undefined;
  return metal === undefined ? [use.key] : [use.key, metal(use).key];
}

/** Entries of the metal alone: made anew with every settling. */
export function isMetalEntry(use: Use): boolean {
  return isEntry(use) && use.detail['metal'] !== undefined;
}

function metalOf(entry: Use, origin: Use): ((proven: Use) => Use) | undefined {
  const analyte = origin.detail['analyte'] ?? entry.detail['analyte'];
  const pct = origin.detail['pct'] ?? entry.detail['pct'];
  if (analyte === undefined || pct === undefined || entry.amount === undefined) return undefined;
  const [party, commodity, measure]: [string, Commodity, string] = JSON.parse(entry.key);
  if (measure !== 'mass') return undefined;
  const contained = containedIn({ value: entry.amount, unit: 'KGM' }, { analyte, pct });
  if (contained === undefined) return undefined;
  return (proven) => ({
    ...proven,
    part: proven.part + 1,
    key: accountKey(party, commodity, contained.metal),
    amount: formatDecimal(contained.mass),
    detail: { ...proven.detail, metal: contained.metal },
  });
}

function assayDetail({ assay }: Item): { analyte?: string; pct?: string } {
  return assay === undefined ? {} : { analyte: assay.analyte, pct: assay.pct };
}
