import { z } from 'zod';
import { entryIndex, hash, time } from '../provenance.schemas.js';

/** What happened to the goods, step by step (`http-api.md`). */

export const quantity = z.strictObject({ value: z.string(), unit: z.string() });

export const place = z
  .strictObject({
    locode: z.string().optional(),
    site: z.string().optional(),
    lat: z.number().optional(),
    lon: z.number().optional(),
    accuracyM: z.number().optional(),
    country: z
      .string()
      .nullable()
      .meta({ description: 'ISO 3166-1 alpha-2, where it can be told.' }),
    name: z.string().nullable(),
  })
  .meta({ id: 'PlaceAnswer' });

const sealNumbers = z.strictObject({
  applied: z.array(z.string()),
  observed: z.array(z.string()),
  removed: z.array(z.string()),
});

const stepItem = z
  .strictObject({
    itemId: z.string(),
    role: z.string(),
    quantity,
    contained: z.strictObject({ metal: z.string(), quantity }).optional().meta({
      description:
        'TRANSFORM: the metal the lot holds by its recorded assay, where one is on record. It is what MASS_GAIN adds up.',
    }),
  })
  .meta({ id: 'TimelineItem' });

export const timelineStep = z
  .strictObject({
    index: entryIndex,
    statementHash: hash,
    event: z.string().meta({ description: 'Type of the event, such as DISPATCH.' }),
    eventId: z.string(),
    occurredAt: time.meta({ description: 'As the signer claims.' }),
    recordedAt: time,
    party: z.string().meta({ description: 'Who signed.' }),
    onBehalfOf: z.string().nullable(),
    witness: z.string().nullable(),
    to: z.string().nullable().meta({ description: 'DISPATCH: to whom the goods were offered.' }),
    handover: z.string().nullable(),
    ucr: z.string().nullable(),
    place: place.nullable(),
    items: z.array(stepItem),
    quantity: quantity
      .nullable()
      .meta({ description: 'Sum of the items, where they share a unit.' }),
    seals: sealNumbers.nullable(),
    standing: z.enum(['effective', 'corrected', 'annulled', 'correction']).meta({
      description:
        'A corrected or annulled event stays; a correction tells what it corrects in `corrects`.',
    }),
    corrects: hash.nullable(),
  })
  .meta({ id: 'TimelineStep' });
export type TimelineStep = z.infer<typeof timelineStep>;
