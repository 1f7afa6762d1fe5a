import type { Facts } from '../lineage.js';
import { isA } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { custodianOf } from '../replay/item-state.js';
import { mayActFor } from '../replay/party-groups.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { commodityOfHs, isArms } from '../vocabulary/commodity.js';
import type { Item, Place } from '../vocabulary/event.js';
import { countryOf } from '../vocabulary/places.js';
import type { Gate } from './document-requirements.js';
import { papersFor } from './registered-papers.js';

/** An item that left a country and was in no consignment. */
export interface Crossing {
  readonly gate: Gate;
  /** What it would be a consignment of: the item, on its way from the one country to the other. */
  readonly goods: Consignment;
}

/**
 * The first crossing of a border by goods nobody has consigned yet: a departure, an arrival without one, and for arms
 * also a receipt. What a consignment brought and was delivered, other rules follow.
 */
export function firstCrossing(
  history: ItemHistory,
  lineage: ReplayedLineage,
  facts: Facts,
): Crossing | undefined {
  for (const step of history.steps) {
    const { act, named } = step;
    if (act.consignment !== undefined || named === undefined) continue;
    const border = borderIn(step, named, facts);
    if (border === undefined || !isByHolder(step, facts)) continue;
    const isKnown = [...lineage.consignments.values()].some(
      ({ opened, items }) => opened !== undefined && opened.at <= act.at && items.has(history.id),
    );
    if (isKnown) return undefined;
    const { from, to } = border;
    return {
      gate: { act, kind: 'export', country: from },
      goods: asConsignment(named, [from, to], lineage, step),
    };
  }
  return undefined;
}

/** Whoever takes along what another holds breaks custody, and CUSTODY_BREAK says so. */
function isByHolder({ act, before }: Step, { parties }: Facts): boolean {
  const holder = custodianOf(before.custody);
  return holder === undefined || isA(act, 'RECEIVE') || mayActFor(act, holder, parties);
}

function borderIn(
  { act, before: { location } }: Step,
  { hs }: Item,
  facts: Facts,
): { readonly from: string; readonly to: string } | undefined {
  const countryIn = (place: Place | undefined) =>
    place === undefined ? undefined : countryOf(place, facts);
  if (isA(act, 'DEPART')) {
    return between(countryIn(act.event.place), countryIn(act.event.toPlace));
  }
  if (!isA(act, 'ARRIVE') && !(isA(act, 'RECEIVE') && isArms(hs))) return undefined;
  if (location.state !== 'at') return undefined;
  return between(countryIn(location.place), countryIn(act.event.place));
}

function between(
  from: string | undefined,
  to: string | undefined,
): { readonly from: string; readonly to: string } | undefined {
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function asConsignment(
  item: Item,
  countries: string[],
  lineage: ReplayedLineage,
  { act }: Step,
): Consignment {
  const { itemId } = item;
  const alone = { ...act, event: { ...act.event, items: [item] } };
  return {
    key: itemId,
    ucr: itemId,
    acts: [alone],
    opened: undefined,
    commodity: commodityOfHs(item.hs),
    consignee: undefined,
    endUser: undefined,
    plan: { countries, transitCountries: [] },
    plans: [],
    items: new Set([itemId]),
    asMade: [],
    holds: [],
    documents: papersFor(itemId, lineage),
    attestations: [],
    closed: undefined,
  };
}
