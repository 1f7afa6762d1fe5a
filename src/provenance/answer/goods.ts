import type { Facts } from '../../custody/lineage.js';
import type { ItemHistory } from '../../custody/replay/item-history.js';
import { type Custody, type Location, UNKNOWN_ITEM } from '../../custody/replay/item-state.js';
import type { ReplayedLineage } from '../../custody/replay/replay.js';
import type { Item } from '../../custody/vocabulary/event.js';
import { followSeals } from '../../custody/replay/seals.js';
import type { View } from '../../access/read-policy.js';
import type { ItemState, ProvenanceAnswer } from './answer.schemas.js';
import { placeOf } from './timeline.js';

/** Where each item stands on its three axes. Of control a party is told nothing: it sees no act of an authority. */
export function itemStatesOf(
  items: readonly string[],
  lineage: ReplayedLineage,
  facts: Facts,
  view: View,
): ItemState[] {
  return items.map((itemId) => {
    const history = lineage.items.get(itemId);
    const { custody, control, location } = history?.state ?? UNKNOWN_ITEM;
    const last = lastNamed(history);
    return {
      itemId,
      hs: last?.named?.hs ?? null,
      custody: custodyOf(custody),
      control:
        view === 'party'
          ? null
          : { state: control.state, by: control.state === 'free' ? [] : [control.by].flat() },
      location: locationOf(location, facts),
      quantity: last?.named?.qty ?? null,
    };
  });
}

/** The consignment's axes: told as one only where its items agree; a hold on any item is a hold. */
export function axesOf(
  states: readonly ItemState[],
): Pick<ProvenanceAnswer, 'custodian' | 'control' | 'location'> {
  // What was used up on the way no longer stands anywhere.
  const present = states.filter(({ custody }) => custody.state !== 'consumed');
  const counted = present.length > 0 ? present : states;
  const custodians = new Set(counted.map(({ custody }) => custody.by));
  const locations = new Map(counted.map(({ location }) => [JSON.stringify(location), location]));
  const [location] = locations.values();
  const [custodian] = custodians;
  return {
    custodian: custodians.size === 1 ? (custodian ?? null) : null,
    control: controlOf(counted),
    location: locations.size === 1 && location !== undefined ? location : { state: 'unknown' },
  };
}

function controlOf(states: readonly ItemState[]): ItemState['control'] {
  const controls = states.flatMap(({ control }) => control ?? []);
  if (controls.length < states.length) return null;
  const isAny = (wanted: string): boolean => controls.some(({ state }) => state === wanted);
  return {
    state: isAny('seized') ? 'seized' : isAny('held') ? 'held' : 'free',
    by: [...new Set(controls.flatMap(({ by }) => by))],
  };
}

/** What was declared when the goods were consigned against what was last stated. */
export function quantitiesOf(
  items: readonly string[],
  lineage: ReplayedLineage,
  key: string,
): ProvenanceAnswer['quantities'] {
  const opened = lineage.consignments.get(key)?.opened;
  return items.map((item) => {
    const last = lastNamed(lineage.items.get(item));
    const declared = opened?.event.items.find(({ itemId }) => itemId === item);
    return {
      item,
      declared: declared?.qty ?? null,
      measured: last?.named?.qty ?? null,
      party: last?.act.event.actor ?? null,
      index: last?.act.index ?? null,
    };
  });
}

/** Seals that ought to be on the goods now. */
export function expectedSealsOf(
  lineage: ReplayedLineage,
  key: string,
  { parties }: Pick<Facts, 'parties'>,
): ProvenanceAnswer['seals']['expected'] {
  return followSeals(lineage, parties)
    .active.filter(({ consignment }) => consignment === key)
    .map(({ number, container, set }) => ({
      number,
      container: container ?? null,
      party: set.event.actor,
      index: set.index,
    }));
}

/** The items as they were consigned, or as last named: what origins are weighed by. */
export function consignedItemsOf(
  items: readonly string[],
  lineage: ReplayedLineage,
  key: string | undefined,
): Item[] {
  const opened = lineage.consignments.get(key ?? '')?.opened;
  return items.flatMap((id) => {
    const declared = opened?.event.items.find(({ itemId }) => itemId === id);
    return declared ?? lastNamed(lineage.items.get(id))?.named ?? [];
  });
}

function lastNamed(history: ItemHistory | undefined) {
  return history?.steps.findLast(({ named }) => named !== undefined);
}

function custodyOf(custody: Custody): ItemState['custody'] {
  switch (custody.state) {
    case 'none':
      return { state: 'none', by: null, to: null };
    case 'held':
      return { state: 'held', by: custody.by, to: null };
    case 'offered':
      return { state: 'offered', by: custody.by, to: custody.to };
    default:
      return { state: custody.how, by: custody.by, to: null };
  }
}

function locationOf(location: Location, facts: Facts): ItemState['location'] {
  switch (location.state) {
    case 'unknown':
      return { state: 'unknown' };
    case 'at':
      return { state: 'at', place: placeOf(location.place, facts) };
    default:
      return {
        state: 'moving',
        from: placeOf(location.from, facts),
        to: placeOf(location.to, facts),
      };
  }
}
