import type { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';

type Schema = Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema'];

const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;

const ENVELOPE: Schema = {
  type: 'object',
  description: 'A signed statement (DSSE v1): actor first, then the witness where one is named.',
  additionalProperties: false,
  required: ['payload', 'payloadType', 'signatures'],
  properties: {
    payload: {
      type: 'string',
      format: 'byte',
      description: 'Base64 of the canonical JSON (RFC 8785) of a custody event.',
    },
    payloadType: { type: 'string', enum: ['application/vnd.custody-ledger.event.v1+json'] },
    signatures: {
      type: 'array',
      minItems: 1,
      maxItems: 4,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['keyid', 'sig'],
        properties: {
          keyid: { type: 'string', description: 'RFC 7638 thumbprint of the signing key.' },
          sig: { type: 'string', format: 'byte', description: 'Base64 of the Ed25519 signature.' },
        },
      },
    },
  },
};

export const POST_SCHEMA: Schema = {
  oneOf: [ENVELOPE, { type: 'array', maxItems: 1000, items: ENVELOPE }],
};

export const RECEIPT_SCHEMA: Schema = {
  type: 'object',
  description: 'Proof of a statement’s place in the log.',
  required: ['index', 'recordedAt', 'previous', 'statementHash', 'leafHash', 'proof'],
  properties: {
    index: { type: 'integer', minimum: 0 },
    recordedAt: { type: 'string', format: 'date-time' },
    previous: { ...HASH, description: 'Leaf hash of the entry before; 64 zeros for entry 0.' },
    statementHash: { ...HASH, description: 'SHA-256 of the stored statement.' },
    leafHash: { ...HASH, description: 'SHA-256(0x00 || entry bytes).' },
    proof: { type: 'string', description: 'C2SP tlog-proof with the signed checkpoint.' },
  },
};

const RESULTS: Schema = {
  type: 'object',
  description: 'What came of each statement of a batch, in order.',
  required: ['results'],
  properties: {
    results: {
      type: 'array',
      items: {
        oneOf: [
          {
            type: 'object',
            required: ['status', 'receipt'],
            properties: { status: { type: 'integer', enum: [200, 201] }, receipt: RECEIPT_SCHEMA },
          },
          {
            type: 'object',
            required: ['status', 'problem'],
            properties: {
              status: { type: 'integer', enum: [400, 409, 413, 422] },
              problem: { type: 'object', description: 'Problem details (RFC 9457).' },
            },
          },
        ],
      },
    },
  },
};

export const BATCH_SCHEMA: Schema = { oneOf: [RECEIPT_SCHEMA, RESULTS] };

/** `GET /.well-known/custody-ledger` */
export const wellKnownAnswer = z
  .strictObject({
    origin: z.string(),
    vkey: z.string(),
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
