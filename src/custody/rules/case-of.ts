import type { Facts } from '../lineage.js';
import type { Act } from '../replay/act.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Place } from '../vocabulary/event.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { countryOf } from '../vocabulary/places.js';
import type { Circumstances } from './rule.js';

/** The case an act falls under, where parameters are overridden: by its goods and its place. */
export function caseOf(
  { event }: Pick<Act, 'event'>,
  facts: Facts,
  commodity: Commodity | undefined = goodsOf(event),
): Circumstances {
  const { country, site, place } = placeCase(event.place, facts);
  // An act without a place that has a country falls under that of its signer.
  const own = country ?? facts.parties.get(event.actor)?.country;
  return { commodity, country: own, site, place };
}

const NOWHERE: Circumstances = {};

export function placeCase(place: Place | undefined, facts: Facts): Circumstances {
  if (place === undefined) return NOWHERE;
  return { country: countryOf(place, facts), site: place.site, place: place.locode };
}

function goodsOf(event: Act['event']): Commodity | undefined {
  const [made] = 'outputs' in event ? event.outputs : (event.items ?? []);
  return made === undefined ? undefined : commodityOfHs(made.hs);
}
