import { useQuery } from '@tanstack/react-query';
import { geoGraticule, geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import { feature } from 'topojson-client';
import landUrl from 'world-atlas/land-110m.json?url';
import { Section } from '../frame/section.js';
import { useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { type Leg, type Route, routeOf, type Stop } from './route.js';
import { useWidth } from './use-width.js';

type World = Parameters<typeof feature>[0];
/** Polygons, each with its corners in the south-west and the north-east. */
type Land = readonly { readonly polygon: Position[][]; readonly bounds: Bounds }[];
type Position = number[];
type Bounds = [southWest: [number, number], northEast: [number, number]];

/** The way of the goods; dashed where nobody signed for it. No tiles and no network: the outline comes with us. */
export function RouteSection({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const [width, measure] = useWidth();
  const route = routeOf(answer.timeline, answer.location);
  const land = useQuery({
    queryKey: ['land'],
    staleTime: Infinity,
    enabled: width > 0,
    queryFn: async () => {
      const world: World = await (await fetch(landUrl)).json();
      const outline = world.objects['land'];
      if (outline === undefined) throw new Error('the map holds no land');
      return polygonsOf(feature(world, outline));
    },
  });
  return (
    <Section id="route" title={say('route.title')}>
      <div ref={measure}>
        {route.stops.length === 0 ? <p className="soft">{say('route.none')}</p> : null}
        {route.stops.length === 0 || width === 0 ? null : (
          <RouteMap route={route} width={width} land={land.data} />
        )}
      </div>
      <ol className="hint">
        {route.legs.map(({ from, to, isKnown }) => (
          <li key={`${from.name}>${to.name}`}>
            {say(isKnown ? 'route.leg' : 'route.announced', { from: from.name, to: to.name })}
          </li>
        ))}
      </ol>
      {route.unplaced.length === 0 ? null : (
        <p className="hint">{say('route.unplaced', { places: route.unplaced.join(', ') })}</p>
      )}
    </Section>
  );
}

interface MapProps {
  readonly route: Route;
  readonly width: number;
  readonly land: Land | undefined;
}

function RouteMap({ route, width, land }: MapProps) {
  const height = Math.round(width * 0.6);
  const projection = geoMercator();
  const margin = 36;
  projection.fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    { type: 'MultiPoint', coordinates: frameOf(route.stops) },
  );
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  const path = geoPath(projection);
  const shown = boundsOf(projection, width, height);
  // Coasts and the grid stay as straight as they are given: bending them takes a telephone's processor a sixth of a second.
  const straight = geoPath(
    geoMercator()
      .scale(projection.scale())
      .translate(projection.translate())
      .clipExtent(projection.clipExtent())
      .precision(0),
  );
  return (
    <svg
      className="figure"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      direction="ltr"
    >
      <path
        className="land"
        fillOpacity="0"
        d={straight(geoGraticule().extent(tensAround(shown))()) ?? ''}
        strokeOpacity="0.35"
      />
      {land === undefined ? null : (
        <path className="land" d={straight(landWithin(shown, land)) ?? ''} />
      )}
      {route.legs.map((leg) => (
        <path
          key={`${leg.from.name}>${leg.to.name}`}
          className="leg"
          data-known={leg.isKnown ? 'yes' : 'no'}
          d={path(lineOf(leg)) ?? ''}
        />
      ))}
      {labelled(route.stops).map(({ stop, label }) => {
        const [x, y] = projection([stop.lon, stop.lat]) ?? [0, 0];
        const isLeft = x > width * 0.6;
        return (
          <g key={label}>
            <circle className="stop" cx={x} cy={y} r="4.5" />
            <text
              className="halo"
              x={isLeft ? x - 9 : x + 9}
              y={y}
              dy="0.35em"
              textAnchor={isLeft ? 'end' : 'start'}
            >
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function polygonsOf(world: ReturnType<typeof feature>): Land {
  const features = world.type === 'FeatureCollection' ? world.features : [world];
  const polygons = features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [],
  );
  return polygons.map((polygon) => {
    const outline = polygon[0] ?? [];
    const lon = outline.map(([x = 0]) => x);
    const lat = outline.map(([, y = 0]) => y);
    const bounds: Bounds = [
      [Math.min(...lon), Math.min(...lat)],
      [Math.max(...lon), Math.max(...lat)],
    ];
    return { polygon, bounds };
  });
}

function boundsOf(projection: GeoProjection, width: number, height: number): Bounds {
  const southWest = projection.invert?.([0, height]) ?? [-180, -90];
  const northEast = projection.invert?.([width, 0]) ?? [180, 90];
  return [southWest, northEast];
}

/** Most of the world is far from any one way: it is not even measured. */
function landWithin([[west, south], [east, north]]: Bounds, land: Land) {
  const seen = land.filter(
    ({ bounds: [from, to] }) =>
      from[0] <= east && to[0] >= west && from[1] <= north && to[1] >= south,
  );
  return { type: 'MultiPolygon' as const, coordinates: seen.map(({ polygon }) => polygon) };
}

function tensAround([southWest, northEast]: Bounds): Bounds {
  const [west, south] = southWest.map((degrees) => Math.floor(degrees / 10) * 10);
  const [east, north] = northEast.map((degrees) => Math.ceil(degrees / 10) * 10);
  return [
    [west ?? -180, south ?? -80],
    [east ?? 180, north ?? 80],
  ];
}

/** A great circle, as d3 draws a line between two points. */
function lineOf({ from, to }: Leg) {
  return {
    type: 'LineString' as const,
    coordinates: [
      [from.lon, from.lat],
      [to.lon, to.lat],
    ],
  };
}

/** So many degrees around every stop, coasts and lakes tell a reader where he is; around a single one it takes more. */
function frameOf(stops: readonly Stop[]): [number, number][] {
  const around = stops.length === 1 ? 14 : 4;
  return stops.flatMap(({ lat, lon }): [number, number][] => [
    [lon - around, lat - around],
    [lon + around, lat + around],
  ]);
}

/** Stops that would lie on one another share a label. */
function labelled(stops: readonly Stop[]): { stop: Stop; label: string }[] {
  const groups: Stop[][] = [];
  for (const stop of stops) {
    const near = groups.find(([first]) => first !== undefined && areNear(first, stop));
    if (near === undefined) groups.push([stop]);
    else if (!near.some(({ name }) => name === stop.name)) near.push(stop);
  }
  return groups.flatMap(([stop, ...others]) => {
    if (stop === undefined) return [];
    return { stop, label: others.length === 0 ? stop.name : `${stop.name} +${others.length}` };
  });
}

function areNear(a: Stop, b: Stop): boolean {
  return Math.abs(a.lat - b.lat) < 1 && Math.abs(a.lon - b.lon) < 1;
}
