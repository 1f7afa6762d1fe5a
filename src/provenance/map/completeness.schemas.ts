import { z } from 'zod';
import { receiptAnswer } from '../../ledger/http/ledger.schemas.js';
import { entryIndex, hash, storedEnvelope } from '../provenance.schemas.js';

const base64 = z.string().meta({ description: '32 bytes, base64.' });

/** What `checkCompleteness` of the protocol core reads. */
export const completenessProof = z
  .strictObject({
    subject: z.string().meta({ description: '`consignment:<UCR>` or `item:<item id>`.' }),
    size: z.int().meta({ description: 'Proved for all entries of the log below this index.' }),
    map: z
      .strictObject({ statement: storedEnvelope, receipt: receiptAnswer })
      .meta({ description: 'The ledger’s statement of the root, and its place in the log.' }),
    vrfProof: z.string().meta({
      description: 'RFC 9381 proof of the subject’s place in the map, 80 bytes, base64.',
    }),
    path: z.array(base64).meta({ description: 'Siblings in the map, lowest first.' }),
    leaf: z.strictObject({ key: base64, value: base64 }).nullable().meta({
      description: 'There is none: the leaf of another subject, where the path ends in one.',
    }),
    entries: z
      .array(z.strictObject({ index: entryIndex, leafHash: hash }))
      .meta({ description: 'All entries of the subject, in log order; empty: there is none.' }),
  })
  .meta({ id: 'CompletenessProof' });
export type CompletenessProof = z.infer<typeof completenessProof>;

export const completeness = z
  .strictObject({
    proof: completenessProof,
    after: z.array(entryIndex).meta({
      description: 'Steps of the timeline that the proof does not reach: they came after it.',
    }),
  })
  .meta({ id: 'Completeness' });
