import type { PlaceFact } from '../../custody/vocabulary/registration.js';
import { distanceKm } from '../../custody/vocabulary/places.js';
import { readCsv } from './csv.js';

/** Why the coordinates of a row are not relied on. */
export type CoordinateFault =
  /** There are none. */
  | 'missing'
  /** They cannot be read, or lie off the globe. */
  | 'unreadable'
  /** North and south, east and west, or latitude and longitude seem exchanged. */
  | 'flipped-latitude'
  | 'flipped-longitude'
  | 'swapped'
  /** Far from all other places of the country. */
  | 'outside'
  /** Whoever prepared the file marked them as doubtful (column `CoordQuality`). */
  | 'marked';

export interface ListedPlace {
  /** Without coordinates where they are not relied on. */
  readonly place: PlaceFact;
  readonly country: string;
  readonly fault?: CoordinateFault;
}

interface Coordinates {
  readonly lat: number;
  readonly lon: number;
}

interface Row {
  readonly locode: string;
  readonly name: string;
  readonly functions: string;
  readonly coordinates?: Coordinates;
  readonly fault?: CoordinateFault;
}

/**
 * Reads the UN/LOCODE code list: UNECE's CSV parts (12 columns, no heading) or the prepared list with the heading
 * `Code,Country,Location,…,Lat,Lon,CoordSource,CoordQuality`. Coordinates that do not fit the country are left out, so
 * that no travel rule rests on them. Rows that are no places or are being removed (status `XX`) are left out.
 *
 * @throws RangeError when the text is neither
 */
export function readLocodeList(text: string): ListedPlace[] {
  const [first, ...others] = readCsv(text);
  if (first === undefined) throw new RangeError('the list is empty');
  const isPrepared = first[0] === 'Code' && first.includes('Lat') && first.includes('Lon');
  if (!isPrepared && first.length < 11)
    throw new RangeError(
      'this is neither a UN/LOCODE part of 12 columns nor a list with the heading Code,Country,Location,…',
    );
  const rows = isPrepared
    ? others.flatMap((fields) => preparedRow(first, fields))
    : [first, ...others].flatMap(officialRow);
  if (rows.length === 0) throw new RangeError('no row of the list is a place');
  return judged(rows);
}

function preparedRow(heading: readonly string[], fields: readonly string[]): Row[] {
  const cell = (name: string) => fields[heading.indexOf(name)] ?? '';
  const quality = cell('CoordQuality');
  const doubts: Row = rowOf(cell('Code'), cell('NameWoDiacritics'), cell('Function'), {
    fault: MARKS[quality] ?? 'marked',
  });
  if (!isPlace(doubts) || cell('Status') === 'XX') return [];
  if (quality !== 'ok' && quality !== '') return [doubts];
  if (cell('Lat') === '' || cell('Lon') === '') return [{ ...doubts, fault: 'missing' }];
  const coordinates = { lat: Number(cell('Lat')), lon: Number(cell('Lon')) };
  const { fault: _, ...row } = doubts;
  return [isOnGlobe(coordinates) ? { ...row, coordinates } : { ...row, fault: 'unreadable' }];
}

const MARKS: Readonly<Record<string, CoordinateFault>> = {
  none: 'missing',
  flipLat: 'flipped-latitude',
  flipLon: 'flipped-longitude',
  swapped: 'swapped',
  outside: 'outside',
};

/** Columns: change, country, location, name, name without diacritics, subdivision, function, status, date, IATA, coordinates. */
function officialRow(fields: readonly string[]): Row[] {
  const [change, country, location, , name, , functions, status, , , told] = fields;
  const code = `${country ?? ''}${location ?? ''}`;
  const text = told?.trim() ?? '';
  const coordinates = coordinatesOf(text);
  const row = rowOf(
    code,
    name ?? '',
    functions ?? '',
    coordinates === undefined ? { fault: text === '' ? 'missing' : 'unreadable' } : { coordinates },
  );
  return isPlace(row) && status !== 'XX' && change !== 'X' ? [row] : [];
}

function rowOf(
  locode: string,
  name: string,
  functions: string,
  where: Pick<Row, 'coordinates' | 'fault'>,
): Row {
  return { locode, name: name.trim(), functions: functions.trim(), ...where };
}

function isPlace({ locode, name }: Row): boolean {
  return /^[A-Z]{2}[A-Z2-9]{3}$/u.test(locode) && name !== '';
}

/** `DDMM[N|S] DDDMM[E|W]`, degrees and minutes (UN/LOCODE manual, 1.3.10). */
export function coordinatesOf(text: string): Coordinates | undefined {
  const parts = /^(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])$/u.exec(text);
  if (parts === null) return undefined;
  const [, latDegrees, latMinutes, northSouth, lonDegrees, lonMinutes, eastWest] = parts;
  if (Number(latMinutes) > 59 || Number(lonMinutes) > 59) return undefined;
  const coordinates = {
    lat: degrees(latDegrees, latMinutes, northSouth === 'S'),
    lon: degrees(lonDegrees, lonMinutes, eastWest === 'W'),
  };
  return isOnGlobe(coordinates) ? coordinates : undefined;
}

function degrees(whole: string | undefined, minutes: string | undefined, isMinus: boolean): number {
  const value = Number((Number(whole) + Number(minutes) / 60).toFixed(4));
  return isMinus && value !== 0 ? -value : value;
}

function isOnGlobe({ lat, lon }: Coordinates): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

/** Fewer places than this do not tell where a country lies. */
const ENOUGH = 8;
/** A place this many times as far off as most of its country is elsewhere. */
const FAR = 3;
const NEVER_FAR_KM = 300;
const MOST = 0.9;

interface Country {
  readonly middle: Coordinates;
  /** Most places of the country are at most this far from its middle. */
  readonly reachKm: number;
}

function judged(rows: readonly Row[]): ListedPlace[] {
  const byCountry = new Map<string, Coordinates[]>();
  for (const { locode, coordinates } of rows) {
    if (coordinates === undefined) continue;
    const key = locode.slice(0, 2);
    const known = byCountry.get(key);
    if (known === undefined) byCountry.set(key, [coordinates]);
    else known.push(coordinates);
  }
  const countries = new Map([...byCountry].map(([key, all]) => [key, extentOf(all)]));
  return rows.map(({ locode, name, functions, coordinates, fault }) => {
    const country = locode.slice(0, 2);
    const found = fault ?? faultOf(coordinates, countries.get(country));
    return {
      country,
      place: {
        locode,
        name,
        ...(functions !== '' && { function: functions }),
        ...(found === undefined && coordinates),
      },
      ...(found !== undefined && { fault: found }),
    };
  });
}

function extentOf(all: readonly Coordinates[]): Country | undefined {
  if (all.length < ENOUGH) return undefined;
  const middle = {
    lat: middleOf(all.map(({ lat }) => lat)),
    lon: middleOf(all.map(({ lon }) => lon)),
  };
  const distances = all.map((each) => distanceKm(middle, each)).toSorted((a, b) => a - b);
  return { middle, reachKm: distances[Math.floor(distances.length * MOST)] ?? 0 };
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function faultOf(
  coordinates: Coordinates | undefined,
  country: Country | undefined,
): CoordinateFault | undefined {
  if (coordinates === undefined || country === undefined) return undefined;
  const { middle, reachKm } = country;
  if (distanceKm(middle, coordinates) <= Math.max(NEVER_FAR_KM, FAR * reachKm)) return undefined;
  const { lat, lon } = coordinates;
  const mends = [
    ['flipped-latitude', { lat: -lat, lon }],
    ['flipped-longitude', { lat, lon: -lon }],
    ['swapped', { lat: lon, lon: lat }],
  ] as const;
  const mend = mends.find(
    ([, mended]) => isOnGlobe(mended) && distanceKm(middle, mended) <= Math.max(100, reachKm),
  );
  return mend?.[0] ?? 'outside';
}
