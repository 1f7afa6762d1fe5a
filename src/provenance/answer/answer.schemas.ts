import { z } from 'zod';
import { COMMODITIES } from '../../custody/vocabulary/event-types.js';
import { VERDICTS } from '../../custody/verdict.js';
import { completeness } from '../map/completeness.schemas.js';
import { entryIndex, hash, severity, time } from '../provenance.schemas.js';
import { place, quantity, timelineStep } from './timeline.schemas.js';

/** The provenance answer (`http-api.md`). */

export const view = z.enum(['authority', 'party']).meta({
  description:
    '`party`: only the own events and the handovers next to them, no verdict, only gaps a party can cure.',
});

const location = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('unknown') }),
    z.strictObject({ state: z.literal('at'), place }),
    z.strictObject({ state: z.literal('moving'), from: place, to: place }),
  ])
  .meta({ id: 'Location' });

const control = z
  .strictObject({
    state: z.enum(['free', 'held', 'seized']),
    by: z.array(z.string()).meta({ description: 'Authorities that hold or have seized it.' }),
  })
  .meta({
    id: 'Control',
    description:
      'Independent of custody: a customs hold changes no custodian. Null in the view of a party.',
  });

export const itemState = z
  .strictObject({
    itemId: z.string(),
    hs: z.string().nullable(),
    custody: z.strictObject({
      state: z.enum(['none', 'held', 'offered', 'consumed', 'destroyed', 'closed', 'lost']),
      by: z.string().nullable(),
      to: z.string().nullable(),
    }),
    control: control.nullable(),
    location,
    quantity: quantity.nullable().meta({ description: 'As last stated.' }),
  })
  .meta({ id: 'ItemState' });
export type ItemState = z.infer<typeof itemState>;

export const origin = z
  .strictObject({
    item: z.string(),
    share: z.number().meta({ description: 'Part of the goods, 0 to 1, by quantity.' }),
    isProven: z
      .boolean()
      .meta({ description: 'An origin is on record. It may still be disputed by a gap.' }),
    basis: z.string().nullable(),
    party: z.string().nullable(),
    place: place.nullable(),
    occurredAt: time.nullable(),
    quantity: quantity.nullable(),
    index: entryIndex.nullable(),
    statementHash: hash.nullable(),
  })
  .meta({ id: 'Origin' });
export type Origin = z.infer<typeof origin>;

export const involvedParty = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    country: z.string().nullable(),
    parts: z.array(z.string()).meta({
      description:
        'opener, consignee, endUser, producer, custodian, offered, witness, authority, signer.',
    }),
  })
  .meta({ id: 'InvolvedParty' });
export type InvolvedParty = z.infer<typeof involvedParty>;

export const documentOnRecord = z
  .strictObject({
    docType: z.string(),
    number: z.string(),
    issuer: z.string(),
    issuedOn: z.string(),
    expiresOn: z.string(),
    singleUse: z.boolean(),
    sha256: hash,
    state: z.enum(['valid', 'notYetValid', 'expired', 'revoked']),
    party: z.string(),
    index: entryIndex,
    statementHash: hash,
  })
  .meta({ id: 'DocumentOnRecord' });
export type DocumentOnRecord = z.infer<typeof documentOnRecord>;

export const gap = z
  .strictObject({
    alert: z.string(),
    rule: z.string(),
    severity,
    state: z.string(),
    isStanding: z.boolean().meta({
      description:
        'Counts for the verdict: it is open, or was resolved as `confirmed-illicit`, `confirmed-irregular` or ' +
        '`referred-prosecution`.',
    }),
    finding: z
      .string()
      .nullable()
      .meta({ description: 'As what it was resolved; not told to parties.' }),
    isUpstream: z.boolean().meta({ description: 'Concerns only what the goods were made from.' }),
    subject: z.string(),
    sentence: z.string(),
    evidence: z.array(hash),
    openedAt: time,
  })
  .meta({ id: 'Gap' });
export type GapAnswer = z.infer<typeof gap>;

export const note = z
  .strictObject({
    rule: z.string().meta({ description: 'Code of the rule whose subject it belongs to.' }),
    sentence: z.string(),
    evidence: z.array(hash),
  })
  .meta({
    id: 'Note',
    description: 'Worth knowing and no gap: it opens no alert and changes no verdict.',
  });
export type NoteAnswer = z.infer<typeof note>;

export const quantities = z
  .strictObject({
    item: z.string(),
    declared: quantity.nullable().meta({ description: 'When it was consigned.' }),
    measured: quantity.nullable().meta({ description: 'As last stated.' }),
    party: z.string().nullable(),
    index: entryIndex.nullable(),
  })
  .meta({ id: 'Quantities' });

export const coverage = z
  .strictObject({
    percent: z.number(),
    twoSigned: z.int(),
    due: z.int().meta({ description: 'Legs whose deadline has passed.' }),
  })
  .meta({
    id: 'Coverage',
    description: 'Two-signed legs among the legs whose deadline has passed.',
  });

const inclusionProof = z
  .strictObject({
    index: entryIndex,
    statementHash: hash,
    entry: z.string().meta({ description: 'Base64 of the entry bytes.' }),
    proof: z
      .array(z.string())
      .meta({ description: 'Inclusion path, base64 hashes, leaf side first.' }),
  })
  .meta({ id: 'InclusionProof' });
export type InclusionProof = z.infer<typeof inclusionProof>;

export const integrity = z
  .strictObject({
    treeSize: z.int(),
    checkpoint: z.string().meta({ description: 'Signed note (C2SP tlog-checkpoint).' }),
    proofs: z.array(inclusionProof).meta({ description: 'One for each step of the timeline.' }),
    completeness: completeness.nullable().meta({
      description:
        'That no event naming it is left out. Null in the view of a party, and before the first root of the map.',
    }),
  })
  .meta({ id: 'Integrity' });
export type Integrity = z.infer<typeof integrity>;

export const provenanceAnswer = z
  .strictObject({
    ucr: z.string(),
    key: z.string().meta({ description: '`<UCR>;<year>`.' }),
    view,
    verdict: z.enum(VERDICTS).nullable(),
    recommendedAction: z.string().nullable(),
    reasons: z.array(z.string()).nullable(),
    asOf: z.strictObject({ index: entryIndex, time }),
    commodity: z.enum(COMMODITIES).nullable(),
    coverage,
    origins: z.array(origin),
    timeline: z.array(timelineStep),
    custodian: z.string().nullable().meta({
      description:
        'Who answers for the goods; null when nobody is on record or `items` have several.',
    }),
    control: control.nullable(),
    location,
    items: z.array(itemState),
    parties: z.array(involvedParty),
    documents: z.array(documentOnRecord),
    gaps: z.array(gap),
    notes: z.array(note),
    upstream: z.strictObject({
      items: z.array(z.string()).meta({ description: 'All that the goods were made from.' }),
      isComplete: z.boolean(),
      standingGaps: z.int(),
    }),
    quantities: z.array(quantities),
    seals: z.strictObject({
      expected: z.array(
        z.strictObject({
          number: z.string(),
          container: z.string().nullable(),
          party: z.string(),
          index: entryIndex,
        }),
      ),
    }),
    integrity,
  })
  .meta({ id: 'ProvenanceAnswer' });
export type ProvenanceAnswer = z.infer<typeof provenanceAnswer>;

export const itemAnswer = z
  .strictObject({
    itemId: z.string(),
    view,
    asOf: z.strictObject({ index: entryIndex, time }),
    state: itemState,
    origins: z.array(origin),
    consignments: z
      .array(z.string())
      .meta({ description: 'Keys of consignments it was consigned in.' }),
    madeFrom: z.array(z.string()),
    madeInto: z.array(z.string()),
    timeline: z.array(timelineStep),
    gaps: z.array(gap),
    upstream: z.strictObject({
      items: z.array(z.string()),
      isComplete: z.boolean(),
      standingGaps: z.int(),
    }),
    integrity,
  })
  .meta({ id: 'ItemAnswer' });
export type ItemAnswer = z.infer<typeof itemAnswer>;
