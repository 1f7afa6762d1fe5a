import type { LocationAnswer, PlaceAnswer, TimelineStep } from '../../client/provenance-answer.js';

export interface Stop {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

export interface Leg {
  readonly from: Stop;
  readonly to: Stop;
  /** Both ends are on record. A leg that was only announced is not. */
  readonly isKnown: boolean;
}

export interface Route {
  readonly stops: readonly Stop[];
  readonly legs: readonly Leg[];
  /** Places on record without a position: they cannot be drawn. */
  readonly unplaced: readonly string[];
}

/** The way of the goods by the places their records name, and where they were said to go next. */
export function routeOf(timeline: readonly TimelineStep[], location: LocationAnswer): Route {
  const places = timeline.flatMap(({ place }) => (place === null ? [] : [place]));
  const stops = withoutRepeats(places.flatMap((place) => stopOf(place) ?? []));
  const legs = stops.slice(1).map((to, at): Leg => ({ from: stops[at] ?? to, to, isKnown: true }));
  const unplaced = [...new Set(places.filter((place) => stopOf(place) === undefined).map(nameOf))];
  const next = location.state === 'moving' ? stopOf(location.to) : undefined;
  const last = stops.at(-1);
  if (next === undefined || last === undefined || isSame(next, last))
    return { stops, legs, unplaced };

  const announced: Leg = { from: last, to: next, isKnown: false };
  return { stops: [...stops, next], legs: [...legs, announced], unplaced };
}

export function nameOf(place: PlaceAnswer): string {
  return place.name ?? place.site ?? place.locode ?? place.country ?? '?';
}

function stopOf(place: PlaceAnswer): Stop | undefined {
  if (place.lat === undefined || place.lon === undefined) return undefined;
  return { name: nameOf(place), lat: place.lat, lon: place.lon };
}

function withoutRepeats(stops: readonly Stop[]): Stop[] {
  return stops.filter((stop, at) => at === 0 || !isSame(stop, stops[at - 1] ?? stop));
}

function isSame(a: Stop, b: Stop): boolean {
  return a.name === b.name || (a.lat === b.lat && a.lon === b.lon);
}
