import { Big } from 'big.js';
import type { Facts, RecordedEvent } from '../../custody/lineage.js';
import type { Act } from '../../custody/replay/act.js';
import { recordedAssay } from '../../custody/replay/recorded-assay.js';
import type { ReplayedLineage } from '../../custody/replay/replay.js';
import { containedIn } from '../../custody/vocabulary/assays.js';
import type { Item, Place, Seals } from '../../custody/vocabulary/event.js';
import { itemsOf } from '../../custody/vocabulary/items.js';
import { formatDecimal } from '../../custody/vocabulary/quantity.js';
import { countryOf } from '../../custody/vocabulary/places.js';
import { formatTime } from '../../protocol/index.js';
import type { TimelineStep } from './timeline.schemas.js';

type Quantity = Item['qty'];

/**
 * Every event of a lineage as a step, in the order in which it happened: acts in causal order, corrections and annulled
 * events between them by their own time.
 */
export function timelineOf(
  events: readonly RecordedEvent[],
  lineage: ReplayedLineage,
  facts: Facts,
): TimelineStep[] {
  const byHash = new Map(lineage.acts.map((act) => [act.hash, act]));
  const others = events
    .filter(({ hash }) => !byHash.has(hash))
    .toSorted((a, b) => a.occurredAt - b.occurredAt || a.index - b.index);
  const recorded = new Map(events.map((event) => [event.hash, event]));
  const steps: TimelineStep[] = [];
  let next = 0;
  const placeOthers = (before: number): void => {
    for (let other = others[next]; other && other.occurredAt < before; other = others[next]) {
      steps.push(stepOf(other, undefined, lineage, facts));
      next += 1;
    }
  };
  for (const act of lineage.acts) {
    placeOthers(act.at);
    const event = recorded.get(act.hash);
    if (event !== undefined) steps.push(stepOf(event, act, lineage, facts));
  }
  placeOthers(Number.POSITIVE_INFINITY);
  return steps;
}

/** A place with what the registry says of it; a position the signer gave goes before the registered one. */
export function placeOf(place: Place, facts: Facts): NonNullable<TimelineStep['place']> {
  const known = place.locode === undefined ? undefined : facts.places.get(place.locode);
  return {
    ...(known && { lat: known.lat, lon: known.lon }),
    ...place,
    country: countryOf(place, facts) ?? null,
    name: known?.name ?? null,
  };
}

function stepOf(
  recorded: RecordedEvent,
  act: Act | undefined,
  lineage: ReplayedLineage,
  facts: Facts,
): TimelineStep {
  const { event } = recorded;
  const goods = itemsOf(event);
  return {
    index: recorded.index,
    statementHash: recorded.hash,
    event: event.type,
    eventId: event.eventId,
    occurredAt: formatTime(recorded.occurredAt),
    recordedAt: formatTime(recorded.recordedAt),
    party: event.actor,
    onBehalfOf: event.onBehalfOf ?? null,
    witness: event.witness ?? null,
    to: event.type === 'DISPATCH' ? event.to : null,
    handover: 'handover' in event ? event.handover : null,
    ucr: event.ucr ?? null,
    place: event.place === undefined ? null : placeOf(event.place, facts),
    items: goods.map(({ item, role }) => ({
      itemId: item.itemId,
      role,
      quantity: item.qty,
      ...(event.type === 'TRANSFORM' && containedOf(item, lineage)),
    })),
    quantity: sumOf(goods.filter(({ role }) => role !== 'input').map(({ item }) => item.qty)),
    seals: event.seals === undefined ? null : sealsOf(event.seals),
    standing: standingOf(recorded, act),
    corrects: event.type === 'CORRECT' ? (event.refs[0] ?? null) : null,
  };
}

/** To the gram: an assay is not better than that. */
function containedOf(
  item: Item,
  lineage: ReplayedLineage,
): Pick<TimelineStep['items'][number], 'contained'> {
  const contained = containedIn(item.qty, recordedAssay(item, lineage));
  if (contained === undefined) return {};
  const { metal, mass } = contained;
  const value = formatDecimal(mass.round(3, Big.roundHalfEven));
  return { contained: { metal, quantity: { value, unit: 'KGM' } } };
}

function standingOf({ event }: RecordedEvent, act: Act | undefined): TimelineStep['standing'] {
  if (event.type === 'CORRECT') return 'correction';
  if (act === undefined) return 'annulled';
  return act.correctedBy === undefined ? 'effective' : 'corrected';
}

/** `null` when there is nothing to add up, or the units differ. */
function sumOf(quantities: readonly Quantity[]): Quantity | null {
  const [first, ...rest] = quantities;
  if (first === undefined || rest.some(({ unit }) => unit !== first.unit)) return null;
  const total = rest.reduce((sum, { value }) => sum.plus(value), new Big(first.value));
  return { value: total.toFixed(), unit: first.unit };
}

function sealsOf({ applied, observed, removed }: Seals): NonNullable<TimelineStep['seals']> {
  return { applied: applied ?? [], observed: observed ?? [], removed: removed ?? [] };
}
