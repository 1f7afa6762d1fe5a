import type { ApiBody } from '@nestjs/swagger';

type Schema = Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema'];

/** OpenAPI schema of a posted statement. The protocol core checks it; this only describes it to readers. */
export const ENVELOPE_SCHEMA: Schema = {
  type: 'object',
  description: 'A signed statement (DSSE v1).',
  additionalProperties: false,
  required: ['payload', 'payloadType', 'signatures'],
  properties: {
    payload: { type: 'string', format: 'byte', description: 'Base64 of the canonical JSON.' },
    payloadType: {
      type: 'string',
      example: 'application/vnd.custody-ledger.registration.v1+json',
    },
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
