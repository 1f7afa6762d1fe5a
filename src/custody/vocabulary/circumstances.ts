import { z } from 'zod';
import { country, id, instant, integer, locode, sha256, text, wholeNumber } from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';

/** Where, by what and from which device: members of an event that do not describe the goods. */

const latPhrase = phrase('must be a latitude from -90 to 90 in decimal degrees');
const lonPhrase = phrase('must be a longitude from -180 to 180 in decimal degrees');
const accuracyPhrase = phrase('must be the accuracy in metres, 0 or more');
export const latitude = z.number(latPhrase).min(-90, latPhrase).max(90, latPhrase);
export const longitude = z.number(lonPhrase).min(-180, lonPhrase).max(180, lonPhrase);

const WHERE = 'must say where: a locode, a site, or lat and lon together';

export const place = z
  .strictObject(
    {
      locode: optional(locode),
      site: optional(id),
      lat: optional(latitude),
      lon: optional(longitude),
      accuracyM: optional(z.number(accuracyPhrase).min(0, accuracyPhrase)),
    },
    objectPhrase('a place {locode?, site?, lat?, lon?, accuracyM?}'),
  )
  .refine(saysWhere, { error: WHERE })
  .meta({ id: 'Place', description: 'Where the goods are (not where the paper was signed).' });

function saysWhere(value: { locode?: string; site?: string; lat?: number; lon?: number }): boolean {
  if ((value.lat === undefined) !== (value.lon === undefined)) return false;
  return value.locode !== undefined || value.site !== undefined || value.lat !== undefined;
}

export const TRANSPORT_MODES = ['road', 'rail', 'sea', 'inland', 'air'] as const;
export type TransportMode = (typeof TRANSPORT_MODES)[number];
export const transportMode = z.enum(
  TRANSPORT_MODES,
  phrase(`must be one of ${TRANSPORT_MODES.join(', ')}`),
);

export const transport = z
  .strictObject(
    {
      // Absent where only a container is named, as when it is sealed before anybody knows the vehicle.
      mode: optional(transportMode),
      meansId: optional(text),
      voyage: optional(text),
      container: optional(text),
    },
    objectPhrase('a transport {mode?, meansId?, voyage?, container?}'),
  )
  .meta({
    id: 'Transport',
    description: 'Mode, vehicle, voyage and container (ISO 6346, checked but never refused).',
  });

export const device = z.strictObject(
  { deviceId: id, seq: wholeNumber, prev: text, clockOffsetMs: optional(integer) },
  objectPhrase('a device {deviceId, seq, prev, clockOffsetMs?}'),
);

const refsPhrase = phrase('must be a list of 1 to 200 statement hashes');
export const refs = z.array(sha256, refsPhrase).min(1, refsPhrase).max(200, refsPhrase);

const leg = z.strictObject(
  { from: text, to: text, mode: transportMode, eta: optional(instant) },
  objectPhrase('a leg {from, to, mode, eta?}'),
);

const MAX_COUNTRIES = 60;
const countriesPhrase = phrase(
  'must be a list of 1 to 60 country codes in order of travel, the destination last',
);
const transitPhrase = phrase('must be a list of at most 60 country codes');
const legsPhrase = phrase('must be a list of at most 100 legs {from, to, mode, eta?}');

export const plan = z
  .strictObject(
    {
      countries: z
        .array(country, countriesPhrase)
        .min(1, countriesPhrase)
        .max(MAX_COUNTRIES, countriesPhrase),
      transitCountries: z.array(country, transitPhrase).max(MAX_COUNTRIES, transitPhrase),
      legs: optional(z.array(leg, legsPhrase).max(100, legsPhrase)),
    },
    objectPhrase('a plan {countries, transitCountries, legs?}'),
  )
  .meta({ id: 'Plan', description: 'The route a consignment is meant to take.' });
