import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { z } from 'zod';
import { decision } from '../../custody/vocabulary/decision.js';
import { exampleEvents } from '../../custody/vocabulary/examples.js';
import { custodyEvent } from '../../custody/vocabulary/event.js';
import { finding } from '../../custody/vocabulary/finding.js';
import { login } from '../../custody/vocabulary/login.js';
import { registration } from '../../custody/vocabulary/registration.js';
import { ApiParts, apiSchemaOf, type ApiSchema, refTo } from '../../platform/http/api-schema.js';
import {
  canonicalize,
  encodeBase64,
  encodeUtf8,
  type JsonValue,
  payloadTypeOf,
} from '../../protocol/index.js';

/** How posted statements are described to readers of the API. What is taken is decided by the protocol core. */

export type PostedKind = 'event' | 'registration' | 'decision' | 'login';

interface Payload {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly signers: string;
  readonly example: JsonValue;
}

const LEDGER = 'custody.local/0123456789ab';

const PAYLOADS: Readonly<Record<PostedKind, Payload>> = {
  event: {
    name: 'CustodyEvent',
    schema: custodyEvent,
    signers: 'the actor, then the witness where one is named',
    example: exampleEvents.COMMISSION,
  },
  registration: {
    name: 'Registration',
    schema: registration,
    signers: 'a registrar, then the new key where one is registered',
    example: {
      schema: 'custody-registration/1',
      ledger: LEDGER,
      registrationId: 'R-0001',
      kind: 'party',
      party: { id: 'P-GIVER', name: 'Hill Mine Cooperative', country: 'RW', roles: ['producer'] },
    },
  },
  decision: {
    name: 'Decision',
    schema: decision,
    signers: 'the actor, then the witness where one is named',
    example: {
      schema: 'custody-decision/1',
      ledger: LEDGER,
      decisionId: 'D-0001',
      actor: 'C-RW',
      alert: '0123456789abcdef0123456789abcdef',
      alertVersion: 1,
      action: 'acknowledge',
    },
  },
  login: {
    name: 'Login',
    schema: login,
    signers: 'the actor',
    example: {
      schema: 'custody-login/1',
      ledger: LEDGER,
      challenge: encodeBase64(new Uint8Array(32)),
      actor: 'C-RW',
      audience: 'https://ledger.example',
      issuedAt: '2026-05-11T04:00:00.000Z',
    },
  },
};

const signature = z
  .strictObject({
    keyid: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/u)
      .meta({ description: 'RFC 7638 thumbprint of the signing key.' }),
    sig: z.string().meta({
      contentEncoding: 'base64',
      description: 'Ed25519 signature over the DSSE pre-authentication encoding.',
    }),
  })
  .meta({ id: 'Signature' });

/** The shape of a signature, not one that verifies: examples are to be read, not posted. */
const EXAMPLE_SIGNATURE = {
  keyid: `${'0'.repeat(42)}A`,
  sig: encodeBase64(new Uint8Array(64)),
};

/** Documents that the body is one statement of this kind. */
export function ApiStatementBody(kind: PostedKind): MethodDecorator {
  return applyDecorators(
    ApiConsumes('application/json'),
    ApiBody({ schema: refTo(envelopeName(kind)), examples: examplesOf(kind) }),
    ApiParts(partsOf(kind)),
  );
}

/** The same where also up to 1,000 are taken, as a JSON array or as NDJSON. */
export function ApiStatementsBody(kind: PostedKind): MethodDecorator {
  const one = refTo(envelopeName(kind));
  const many: ApiSchema = { type: 'array', maxItems: 1000, items: one };
  return applyDecorators(
    ApiConsumes('application/json', 'application/x-ndjson'),
    ApiBody({ schema: { oneOf: [one, many] }, examples: examplesOf(kind) }),
    ApiParts(partsOf(kind)),
  );
}

/** Payload of the statements that the ledger itself signs; readers meet it in the feed. */
export function ApiFindingPayload(): MethodDecorator {
  return ApiParts(apiSchemaOf(finding, 'output').parts);
}

function envelopeName(kind: PostedKind): string {
  return `${PAYLOADS[kind].name}Envelope`;
}

function partsOf(kind: PostedKind): Record<string, ApiSchema> {
  const { name, schema, signers } = PAYLOADS[kind];
  const payload = {
    contentEncoding: 'base64',
    contentMediaType: 'application/json',
    contentSchema: refTo(name),
  };
  return {
    ...spreadOptions(apiSchemaOf(schema, 'input').parts, name),
    ...apiSchemaOf(signature, 'input').parts,
    [envelopeName(kind)]: {
      type: 'object',
      description: `A signed ${kind} (DSSE v1). Signed by ${signers}, in this order.`,
      additionalProperties: false,
      required: ['payload', 'payloadType', 'signatures'],
      properties: {
        payload: {
          type: 'string',
          description: `Strict base64 of a ${name} in canonical JSON (RFC 8785): at most 64 KiB, 16 levels deep.`,
          ...payload,
        },
        payloadType: { type: 'string', enum: [payloadTypeOf(kind)] },
        signatures: { type: 'array', minItems: 1, maxItems: 4, items: refTo('Signature') },
      },
    },
  };
}

/** Each type of a union under a name of its own, so that a reader can look one up: DISPATCH is `DispatchEvent`. */
function spreadOptions(
  parts: Readonly<Record<string, ApiSchema>>,
  name: string,
): Record<string, ApiSchema> {
  const union = parts[name];
  if (union === undefined || !('oneOf' in union) || union.oneOf === undefined) return { ...parts };
  const by = name === 'CustodyEvent' ? 'type' : 'kind';
  const suffix = name === 'CustodyEvent' ? 'Event' : 'Registration';
  const spread: Record<string, ApiSchema> = {};
  const mapping: Record<string, string> = {};
  for (const option of union.oneOf) {
    const value = 'properties' in option ? constOf(option.properties?.[by]) : '';
    const own = pascalCase(value) + suffix;
    const example = Object.entries(exampleEvents).find(([type]) => type === value)?.[1];
    spread[own] = { ...option, ...(example !== undefined && { examples: [example] }) };
    mapping[value] = `#/components/schemas/${own}`;
  }
  const oneOf = Object.keys(spread).map(refTo);
  return {
    ...parts,
    ...spread,
    [name]: { ...union, oneOf, discriminator: { propertyName: by, mapping } },
  };
}

function constOf(schema: ApiSchema | undefined): string {
  return schema !== undefined && 'const' in schema ? String(schema.const) : '';
}

function pascalCase(words: string): string {
  return words
    .split(/[^A-Za-z]/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}

function examplesOf(kind: PostedKind) {
  const { name, example } = PAYLOADS[kind];
  const value = {
    payload: encodeBase64(encodeUtf8(canonicalize(example))),
    payloadType: payloadTypeOf(kind),
    signatures: [EXAMPLE_SIGNATURE],
  };
  return { [kind]: { summary: `A ${name}, not really signed`, value } };
}
