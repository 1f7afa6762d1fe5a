import { z } from 'zod';
import { SITE_KINDS } from '../../custody/vocabulary/registration.js';
import { ROLES } from '../../custody/vocabulary/roles.js';

const restricted = 'Only for customs, inspectors, auditors, prosecutors and the party itself.';
const entryIndex = z.int().meta({ description: 'Index of the log entry that says so.' });
const time = z.string().meta({ format: 'date-time' });

const keyView = z
  .strictObject({
    keyid: z.string().meta({ description: 'RFC 7638 thumbprint.' }),
    jwk: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
    registeredAt: entryIndex,
    revokedAt: entryIndex.nullable(),
    compromisedSince: time.nullable().meta({
      description: 'What this key signed and was recorded at or after this time is suspect.',
    }),
  })
  .meta({ id: 'RegisteredKey' });

export const partyView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    roles: z.array(z.enum(ROLES)),
    keys: z.array(keyView),
    entry: entryIndex,
    identifiers: z
      .array(z.strictObject({ scheme: z.string(), value: z.string() }))
      .optional()
      .meta({ description: restricted }),
    offlineRegistered: z.boolean().optional().meta({ description: restricted }),
    beneficialOwner: z.string().optional().meta({ description: restricted }),
    licences: z
      .array(
        z.strictObject({ type: z.string(), validFrom: z.string().optional(), validTo: z.string() }),
      )
      .optional()
      .meta({ description: restricted }),
    screening: z
      .array(
        z.strictObject({
          list: z.string(),
          entry: z.string(),
          listedOn: z.string(),
          delistedOn: z.string().optional(),
          match: z.enum(['strong', 'weak']),
          score: z.string().optional(),
          listVersion: z.string().optional(),
          listSha256: z.string().optional(),
        }),
      )
      .optional()
      .meta({
        description:
          'Which entries of sanctions lists name it. Only for customs, inspectors, auditors and prosecutors.',
      }),
  })
  .meta({ id: 'Party' });
export type PartyView = z.infer<typeof partyView>;

export const siteView = z
  .strictObject({
    id: z.string(),
    operator: z.string(),
    kind: z.enum(SITE_KINDS),
    status: z.array(z.strictObject({ status: z.string(), from: z.string() })),
    entry: entryIndex,
    lat: z.number().optional().meta({ description: restricted }),
    lon: z.number().optional().meta({ description: restricted }),
    capacityPerMonth: z.int().optional().meta({ description: restricted }),
    unit: z.string().optional().meta({ description: restricted }),
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof siteView>;

const next = z.string().nullable().meta({ description: 'Cursor of the next page.' });

export const partyList = z
  .strictObject({ items: z.array(partyView), next })
  .meta({ id: 'PartyList' });
export const siteList = z.strictObject({ items: z.array(siteView), next }).meta({ id: 'SiteList' });
