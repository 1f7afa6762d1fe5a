import { z } from 'zod';
import { wholeNumberText } from '../../platform/http/whole-number-text.js';

const MAX_SIZE = 999_999_999_999_999;

export const consistencyQuery = z.strictObject({
  older: wholeNumberText(MAX_SIZE).meta({ description: 'Size of the older tree, in entries.' }),
  newer: wholeNumberText(MAX_SIZE).meta({
    description: 'Size of the newer tree: not below `older`, and covered by a signed head.',
  }),
});
export type ConsistencyQuery = z.infer<typeof consistencyQuery>;

export const consistencyAnswer = z
  .strictObject({
    older: z.int().min(0),
    newer: z.int().min(0),
    proof: z
      .array(z.string())
      .meta({ description: 'Hashes of the proof, base64, in the order of RFC 9162, 2.1.4.1.' }),
  })
  .meta({
    id: 'ConsistencyProof',
    description: 'Proof that the newer tree begins with the older one (RFC 9162, 2.1.4).',
  });
export type ConsistencyAnswer = z.infer<typeof consistencyAnswer>;
