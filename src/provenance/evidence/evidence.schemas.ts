import { z } from 'zod';
import { provenanceAnswer } from '../answer/answer.schemas.js';
import { completenessProof } from '../map/completeness.schemas.js';
import { entryIndex, storedEnvelope } from '../provenance.schemas.js';

const base64 = (what: string) => z.string().meta({ description: `${what}, base64.` });

/** What `verifyEvidence` of the protocol core reads; the bytes are its canonical JSON. */
export const evidenceBundle = z
  .strictObject({
    format: z.literal('custody-evidence/v1'),
    ledger: z.strictObject({
      origin: z.string(),
      vkey: z.string().meta({ description: 'To compare with one from a source you trust.' }),
      policy: z.string().nullable().meta({ description: 'C2SP tlog-policy; a hint.' }),
    }),
    checkpoint: z.string().meta({ description: 'Signed note against which all is proved.' }),
    entries: z.array(
      z.strictObject({
        index: entryIndex,
        entry: base64('The five lines'),
        proof: z.array(base64('32 bytes')).meta({ description: 'Inclusion path, leaf first.' }),
        statement: storedEnvelope,
      }),
    ),
    answer: provenanceAnswer
      .omit({ integrity: true })
      .meta({ id: 'EvidenceAnswer', description: 'The provenance answer without its proofs.' }),
    completeness: completenessProof.optional(),
    attestation: z.string().meta({
      description: 'Signed note of the ledger over the hash of all the rest.',
    }),
  })
  .meta({ id: 'EvidenceBundle' });
