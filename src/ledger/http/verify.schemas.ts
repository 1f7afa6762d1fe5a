import { z } from 'zod';

const vkey = z.string().max(300);

export const verifyQuery = z.strictObject({
  vkey: z
    .union([vkey, z.array(vkey).max(20)])
    .optional()
    .meta({
      description:
        'Verification key of the ledger (C2SP vkey); may be repeated: any of them is trusted. Without it, the logs of the policy; where that lists none, the keys of this ledger.',
    }),
  rotations: z.string().max(12_000).optional().meta({
    description:
      'How the keys of the ledger followed each other: `rotations` of its `/.well-known/custody-ledger`, as JSON. Not needed for this ledger.',
  }),
  policy: z.string().max(8000).optional().meta({
    description: 'Which witnesses must have cosigned (C2SP tlog-policy).',
  }),
});
export type VerifyQuery = z.infer<typeof verifyQuery>;

export const verifiedAnswer = z
  .strictObject({
    ok: z.boolean().meta({ description: 'Every check holds.' }),
    checks: z.array(
      z.strictObject({
        what: z.string().meta({ description: 'Such as `signatures`; see the evidence page.' }),
        ok: z.boolean(),
        detail: z.string().meta({ description: 'What was found, in a sentence.' }),
      }),
    ),
  })
  .meta({ id: 'Verified' });
export type Verified = z.infer<typeof verifiedAnswer>;
