import { distanceKm, type Coordinates } from './places.js';

/** Corners in order; the last is joined to the first. Small enough to be taken for flat: a concession, a district. */
export type Polygon = readonly Coordinates[];

/** How far a point lies outside a polygon, in kilometres; 0 within it. */
export function kmOutside(point: Coordinates, polygon: Polygon): number {
  if (isInside(point, polygon)) return 0;
  const distances = edgesOf(polygon).map(([a, b]) => distanceKm(point, nearestOn(point, a, b)));
  return Math.min(...distances);
}

type Edge = readonly [from: Coordinates, to: Coordinates];

function edgesOf(polygon: Polygon): Edge[] {
  return polygon.flatMap((corner, at): Edge[] => {
    const next = polygon[(at + 1) % polygon.length];
    return next === undefined ? [] : [[corner, next]];
  });
}

/** A ray to the east crosses the edge of what it begins in an odd number of times. */
function isInside({ lat, lon }: Coordinates, polygon: Polygon): boolean {
  const crossed = edgesOf(polygon).filter(([a, b]) => {
    if (a.lat > lat === b.lat > lat) return false;
    return lon < a.lon + ((lat - a.lat) / (b.lat - a.lat)) * (b.lon - a.lon);
  });
  return crossed.length % 2 === 1;
}

function nearestOn(point: Coordinates, a: Coordinates, b: Coordinates): Coordinates {
  // A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
  const shrink = Math.cos((point.lat * Math.PI) / 180);
  const along = { x: (b.lon - a.lon) * shrink, y: b.lat - a.lat };
  const to = { x: (point.lon - a.lon) * shrink, y: point.lat - a.lat };
  const length = along.x ** 2 + along.y ** 2;
  const share = length === 0 ? 0 : (to.x * along.x + to.y * along.y) / length;
  const within = Math.min(1, Math.max(0, share));
  return {
    lat: a.lat + within * (b.lat - a.lat),
    lon: a.lon + within * (b.lon - a.lon),
  };
}
