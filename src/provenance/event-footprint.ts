import type { CustodyEvent, Item, Place, Replacement } from '../custody/vocabulary/event.js';
import { normaliseMark } from '../custody/vocabulary/serials.js';
import { type Lookup, type LookupKind, normaliseLookup } from './lookup-values.js';

/** An event as it is, or as a CORRECT says it ought to have been. */
export type Act = CustodyEvent | Replacement;

/** What an event touches: all that the projection keeps of it. */
export interface Footprint {
  /** Every item named, in order of mention, without repeats. */
  readonly items: readonly string[];
  /** Consumed by a TRANSFORM, SPLIT or MERGE. */
  readonly inputs: readonly string[];
  /** Brought into being: by COMMISSION, or out of the inputs. */
  readonly made: readonly string[];
  readonly outputs: readonly string[];
  readonly lookups: readonly Lookup[];
}

/** UN/LOCODE's country code of installations that are in no country. */
const HIGH_SEAS = 'XZ';

/** The acts an event speaks of: itself, and for a CORRECT what it puts in place of the original. */
export function actsOf(event: CustodyEvent): readonly Act[] {
  if (event.type !== 'CORRECT' || event.replacement === undefined) return [event];
  return [event, event.replacement];
}

/** The footprint of an event, a CORRECT's replacement included. */
export function footprintOf(event: CustodyEvent): Footprint {
  const acts = actsOf(event);
  const inputs = acts.flatMap((act) => ('inputs' in act ? idsOf(act.inputs) : []));
  const outputs = acts.flatMap((act) => ('outputs' in act ? idsOf(act.outputs) : []));
  const named = acts.flatMap((act) => idsOf(act.items));
  const commissioned = acts.flatMap((act) => (act.type === 'COMMISSION' ? idsOf(act.items) : []));
  return {
    items: unique([...named, ...inputs, ...outputs]),
    inputs: unique(inputs),
    outputs: unique(outputs),
    made: unique([...commissioned, ...outputs]),
    lookups: uniqueLookups(acts.flatMap(lookupsOf)),
  };
}

/** Where a place is, as far as the text alone says: a country by its UN/LOCODE, else a registered site. */
export function whereaboutsOf(
  place: Place | undefined,
): { readonly kind: 'country' | 'site'; readonly value: string } | undefined {
  const country = place?.locode?.slice(0, 2);
  if (country !== undefined && country !== HIGH_SEAS) return { kind: 'country', value: country };
  if (place?.site !== undefined) return { kind: 'site', value: place.site };
  return undefined;
}

function lookupsOf(act: Act): Lookup[] {
  const { seals, transport, tags } = act;
  const found: (Lookup | undefined)[] = [exactly('container', transport?.container)];
  for (const list of [seals?.applied, seals?.observed, seals?.removed]) {
    for (const seal of list ?? []) found.push(exactly('seal', seal));
  }
  const only = act.items?.length === 1 ? act.items[0]?.itemId : undefined;
  for (const { prefix, from, to } of tags ?? []) found.push(within('tag', prefix, from, to, only));
  for (const item of allItems(act)) found.push(...serialsOf(item));
  if ('document' in act) found.push(exactly('document', act.document.number, only));
  if ('declaration' in act) found.push(exactly('document', act.declaration));
  if ('addedMark' in act)
    found.push(exactly(act.type === 'RETAG' ? 'tag' : 'serial', act.addedMark, only));
  return found.filter((lookup) => lookup !== undefined);
}

function serialsOf({ itemId, serials }: Item): (Lookup | undefined)[] {
  return (serials ?? []).map((serial) =>
    typeof serial === 'string'
      ? exactly('serial', serial, itemId)
      : within('serial', serial.prefix, serial.from, serial.to, itemId),
  );
}

function exactly(kind: LookupKind, text: string | undefined, item?: string): Lookup | undefined {
  const value = normaliseLookup(kind, text ?? '');
  if (value === '') return undefined;
  return { kind, value, ...(item !== undefined && { item }) };
}

function within(
  kind: LookupKind,
  prefix: string,
  low: number,
  high: number,
  item?: string,
): Lookup {
  return { kind, value: normaliseMark(prefix), low, high, ...(item !== undefined && { item }) };
}

function allItems(act: Act): Item[] {
  const items = [...(act.items ?? [])];
  if ('inputs' in act) items.push(...act.inputs, ...act.outputs);
  return items;
}

function idsOf(items: readonly Item[] | undefined): string[] {
  return (items ?? []).map(({ itemId }) => itemId);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function uniqueLookups(lookups: readonly Lookup[]): Lookup[] {
  if (lookups.length < 2) return [...lookups];
  return [...new Map(lookups.map((lookup) => [JSON.stringify(lookup), lookup])).values()];
}
