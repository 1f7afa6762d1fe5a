import { z } from 'zod';
import { latitude, longitude } from './circumstances.js';
import { commodity, oneOf } from './event-types.js';
import { EVENT_TYPES } from './event.js';
import { unit } from './goods.js';
import {
  country,
  dateOrTime,
  flag,
  id,
  ledgerOrigin,
  locode,
  longText,
  numberPrefix,
  sha256,
  text,
  wholeNumber,
} from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';
import { ROLES } from './roles.js';

const base64Url32Phrase = phrase('must be 32 bytes as base64url without padding (43 characters)');
// The last of 43 characters carries four bits: its other two must be zero, or one key would have several spellings.
const base64Url32 = z
  .string(base64Url32Phrase)
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, base64Url32Phrase);

export const publicJwk = z
  .strictObject(
    {
      kty: z.literal('OKP', phrase('must be "OKP"')),
      crv: z.literal('Ed25519', phrase('must be "Ed25519"')),
      x: base64Url32,
    },
    objectPhrase('a public key {kty: "OKP", crv: "Ed25519", x}'),
  )
  .meta({ id: 'PublicJwk', description: 'Ed25519 public key (RFC 8037).' });

/** RFC 7638 thumbprint of a key, base64url. */
export const keyid = base64Url32;

const ledgerKey = z.strictObject(
  {
    origin: ledgerOrigin,
    vkey: text,
    registrarKeys: z.array(publicJwk).min(1).max(3),
    profile: text,
  },
  objectPhrase('a ledger key {origin, vkey, registrarKeys, profile}'),
);

const licence = z.strictObject(
  { type: text, validFrom: optional(dateOrTime), validTo: dateOrTime },
  objectPhrase('a licence {type, validFrom?, validTo}'),
);

const identifier = z.strictObject(
  { scheme: text, value: text },
  objectPhrase('an identifier {scheme, value}'),
);

const rolesPhrase = phrase(`must be a list of roles: ${ROLES.join(', ')}`);

const party = z.strictObject(
  {
    id,
    name: text,
    country,
    roles: z.array(oneOf(ROLES), rolesPhrase).min(1, rolesPhrase).max(ROLES.length, rolesPhrase),
    identifiers: optional(z.array(identifier).max(50)),
    offlineRegistered: optional(flag),
    beneficialOwner: optional(text),
    licences: optional(z.array(licence).max(50)),
  },
  objectPhrase('a party {id, name, country, roles, …}'),
);

const key = z.strictObject({ party: id, jwk: publicJwk }, objectPhrase('a key {party, jwk}'));

const revocation = z.strictObject(
  { keyid, reason: text, compromisedSince: optional(dateOrTime) },
  objectPhrase('a revocation {keyid, reason, compromisedSince?}'),
);

const rotation = z.strictObject(
  { replaces: text, vkey: text, reason: text },
  objectPhrase('a rotation {replaces, vkey, reason}'),
);

const eventType = oneOf(EVENT_TYPES);

const delegation = z.strictObject(
  {
    principal: id,
    agent: id,
    types: z.array(eventType).min(1).max(EVENT_TYPES.length),
    validFrom: dateOrTime,
    validTo: dateOrTime,
  },
  objectPhrase('a delegation {principal, agent, types, validFrom, validTo}'),
);

export const SITE_KINDS = ['ASM', 'LSM', 'FOREST', 'FACTORY'] as const;

const siteStatus = z.strictObject(
  { status: text, from: dateOrTime },
  objectPhrase('a status {status, from}'),
);

const site = z.strictObject(
  {
    id,
    operator: id,
    kind: oneOf(SITE_KINDS),
    lat: latitude,
    lon: longitude,
    capacityPerMonth: optional(wholeNumber),
    unit: optional(unit),
    status: z.array(siteStatus).max(200),
  },
  objectPhrase('a site {id, operator, kind, lat, lon, capacityPerMonth?, unit?, status}'),
);

const range = z
  .strictObject(
    {
      kind: text,
      prefix: numberPrefix,
      from: wholeNumber,
      to: wholeNumber,
      issuedBy: id,
      issuedTo: id,
      issuedOn: dateOrTime,
    },
    objectPhrase('a range {kind, prefix, from, to, issuedBy, issuedTo, issuedOn}'),
  )
  .refine((value) => value.from <= value.to, {
    ...phrase('must be at least "from"'),
    path: ['to'],
  });

const placeRecord = z.strictObject(
  {
    locode,
    name: text,
    function: optional(text),
    lat: optional(latitude),
    lon: optional(longitude),
  },
  objectPhrase('a place {locode, name, function?, lat?, lon?}'),
);

const scorePhrase = phrase('must be a similarity from "0" to "1" with at most four decimals');

const screening = z.strictObject(
  {
    party: id,
    list: text,
    entry: text,
    listedOn: dateOrTime,
    delistedOn: optional(dateOrTime),
    match: oneOf(['strong', 'weak']),
    // Of the names, where they alone match: the rule set decides from which one on it counts.
    score: optional(z.string(scorePhrase).regex(/^(0(\.\d{1,4})?|1)$/, scorePhrase)),
    // Which version of the list says so: its date, and the file.
    listVersion: optional(dateOrTime),
    listSha256: optional(sha256),
  },
  objectPhrase(
    'a screening {party, list, entry, listedOn, delistedOn?, match, score?, listVersion?, listSha256?}',
  ),
);

const embargo = z.strictObject(
  { country, commodity, from: optional(dateOrTime), to: optional(dateOrTime) },
  objectPhrase('an embargo {country, commodity, from?, to?}'),
);

const parametersPhrase = phrase('must be an object: the parameters of the rules, by rule code');

const ruleSet = z.strictObject(
  {
    version: text,
    effectiveFrom: dateOrTime,
    parameters: z.record(z.string().max(200), z.json(), parametersPhrase),
  },
  objectPhrase('a rule set {version, effectiveFrom, parameters}'),
);

const recovery = z
  .strictObject(
    {
      lostFrom: wholeNumber,
      lostTo: wholeNumber,
      signed: longText,
      foundRoot: sha256,
      reason: text,
    },
    objectPhrase('a recovery {lostFrom, lostTo, signed, foundRoot, reason}'),
  )
  .refine((value) => value.lostFrom <= value.lostTo, {
    ...phrase('must be at least "lostFrom"'),
    path: ['lostTo'],
  });

const header = {
  schema: z.literal('custody-registration/1', phrase('must be "custody-registration/1"')),
  ledger: ledgerOrigin,
  registrationId: id,
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the inferred return type carries the literal
function kind<Kind extends string, Shape extends z.core.$ZodLooseShape>(name: Kind, shape: Shape) {
  const error = objectPhrase(`a ${name} registration`);
  return z.strictObject({ ...header, kind: z.literal(name) }, error).extend(shape);
}

const kinds = [
  kind('ledger', { ledgerKey }),
  kind('ledger-key', { rotation }),
  kind('party', { party }),
  kind('key', { key }),
  kind('key-revocation', { revocation }),
  kind('delegation', { delegation }),
  kind('site', { site }),
  kind('range', { range }),
  kind('place', { place: placeRecord }),
  kind('screening', { screening }),
  kind('embargo', { embargo }),
  kind('rule-set', { ruleSet }),
  kind('recovery', { recovery }),
] as const;

export type RegistrationKind = (typeof kinds)[number]['shape']['kind']['value'];
export const REGISTRATION_KINDS: readonly RegistrationKind[] = kinds.map(
  (each) => each.shape.kind.value,
);

/** The payload of a `registration` statement: one change of the registry, in the member its `kind` names. */
export const registration = z
  .discriminatedUnion('kind', kinds, phrase(`must be one of ${REGISTRATION_KINDS.join(', ')}`))
  .meta({
    id: 'Registration',
    description: 'A signed change of the registry (payload of a `registration` statement).',
  });

export type Registration = z.infer<typeof registration>;

export type PublicKeyJwk = z.infer<typeof publicJwk>;
export type LedgerKeyFact = z.infer<typeof ledgerKey>;
export type RotationFact = z.infer<typeof rotation>;
export type PartyFact = z.infer<typeof party>;
export type RevocationFact = z.infer<typeof revocation>;
export type DelegationFact = z.infer<typeof delegation>;
export type SiteFact = z.infer<typeof site>;
export type RangeFact = z.infer<typeof range>;
export type PlaceFact = z.infer<typeof placeRecord>;
export type ScreeningFact = z.infer<typeof screening>;
export type EmbargoFact = z.infer<typeof embargo>;
export type RuleSetFact = z.infer<typeof ruleSet>;
export type RecoveryFact = z.infer<typeof recovery>;
