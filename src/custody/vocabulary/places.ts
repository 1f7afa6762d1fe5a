import type { Place } from './event.js';
import { KNOWN_PLACES } from './known-places.js';
import type { PartyFact, PlaceFact, SiteFact } from './registration.js';

export interface Coordinates {
  readonly lat: number;
  readonly lon: number;
}

/** What of the registry is needed to say where a place is. */
export interface PlaceFacts {
  readonly sites: ReadonlyMap<string, Pick<SiteFact, 'operator' | 'lat' | 'lon'>>;
  readonly parties: ReadonlyMap<string, Pick<PartyFact, 'country'>>;
  readonly places: ReadonlyMap<string, Pick<PlaceFact, 'lat' | 'lon'>>;
}

const MEAN_EARTH_RADIUS_KM = 6371.0088;
/** UN/LOCODE uses this country code for installations in international waters. */
const INTERNATIONAL_WATERS = 'XZ';

/**
 * Country (ISO 3166-1 alpha-2) of a place: of its UN/LOCODE, else of the operator of its site. `undefined` where
 * neither tells: coordinates alone are not looked up, and the high seas have no country.
 */
export function countryOf(
  place: Place,
  facts: Pick<PlaceFacts, 'sites' | 'parties'>,
): string | undefined {
  const ofLocode = place.locode?.slice(0, 2);
  if (ofLocode !== undefined && ofLocode !== INTERNATIONAL_WATERS) return ofLocode;
  if (place.site === undefined) return undefined;
  const site = facts.sites.get(place.site);
  return site === undefined ? undefined : facts.parties.get(site.operator)?.country;
}

/** The place of a UN/LOCODE: as registered, else of the built-in table. */
export function placeOf<Known>(
  locode: string,
  places: ReadonlyMap<string, Known>,
): Known | PlaceFact | undefined {
  return places.get(locode) ?? KNOWN_PLACES.get(locode);
}

/**
 * Coordinates of a place: measured ones first, then the site's, then those of the locode. `undefined` where there are
 * none to rely on: many UN/LOCODEs have no coordinates or wrong ones, and only good ones are registered or built in.
 */
export function coordinatesOf(
  place: Place,
  facts: Pick<PlaceFacts, 'sites' | 'places'>,
): Coordinates | undefined {
  if (place.lat !== undefined && place.lon !== undefined) return { lat: place.lat, lon: place.lon };
  const site = place.site === undefined ? undefined : facts.sites.get(place.site);
  if (site !== undefined) return { lat: site.lat, lon: site.lon };
  const known = place.locode === undefined ? undefined : placeOf(place.locode, facts.places);
  if (known?.lat === undefined || known.lon === undefined) return undefined;
  return { lat: known.lat, lon: known.lon };
}

/** Great-circle distance in kilometres (haversine on the mean sphere, good to 0.6 %). */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const latitude = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const longitude = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const chord = latitude + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * longitude;
  return 2 * MEAN_EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
