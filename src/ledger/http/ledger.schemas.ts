import { z } from 'zod';
import { problemSchema } from '../../platform/http/problem.schemas.js';

const index = z.int().min(0).meta({ description: 'Index of the log entry, from 0.' });
const hash = z.string().regex(/^[0-9a-f]{64}$/u);

export const receiptAnswer = z
  .strictObject({
    index,
    recordedAt: z
      .string()
      .meta({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds.' }),
    previous: hash.meta({ description: 'Leaf hash of the entry before; 64 zeros for entry 0.' }),
    statementHash: hash.meta({
      description: 'SHA-256 of the stored statement: its name for ever.',
    }),
    leafHash: hash.meta({ description: 'SHA-256(0x00 || entry bytes).' }),
    proof: z.string().meta({
      description: 'C2SP tlog-proof: index, inclusion path, signed checkpoint.',
    }),
  })
  .meta({
    id: 'Receipt',
    description: 'Proof of a statement’s place in the log, to be checked without the service.',
  });

export const storedEnvelope = z
  .strictObject({
    payload: z.string(),
    payloadType: z.string(),
    signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })).readonly(),
  })
  .meta({ id: 'StoredEnvelope', description: 'The statement as signed (DSSE), base64 members.' });

export const batchResults = z
  .strictObject({
    results: z.array(
      z.union([
        z.strictObject({ status: z.literal([200, 201]), receipt: receiptAnswer }),
        z.strictObject({ status: z.literal([400, 409, 413, 422]), problem: problemSchema }),
      ]),
    ),
  })
  .meta({
    id: 'BatchResults',
    description: 'What came of each statement of a batch, in its order.',
  });

export const postedAnswer = z.union([receiptAnswer, batchResults]);

/** `GET /.well-known/custody-ledger` */
export const wellKnownAnswer = z
  .strictObject({
    origin: z.string(),
    vkey: z.string().meta({ description: 'Key that signs for the ledger now (C2SP vkey).' }),
    formerKeys: z
      .array(
        z.strictObject({
          vkey: z.string(),
          replacedBy: index.meta({
            description: 'Index of the rotation. Heads up to this size are signed by this key.',
          }),
        }),
      )
      .meta({ description: 'Keys that signed before, oldest first.' }),
    rotations: z
      .array(z.strictObject({ envelope: storedEnvelope, receipt: receiptAnswer }))
      .meta({ description: 'Each signed by the outgoing and the new key, oldest first.' }),
    policy: z.string().nullable().meta({
      description:
        'Which witnesses the ledger asks, and how many of them must have cosigned (C2SP tlog-policy); `null` = none.',
    }),
    profile: z.string(),
    apiVersion: z.string(),
    limits: z.strictObject({
      payloadBytes: z.int(),
      depth: z.int(),
      batch: z.int(),
    }),
  })
  .meta({ id: 'WellKnown', description: 'Who this ledger is, and its limits.' });

export type WellKnown = z.infer<typeof wellKnownAnswer>;
