import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { apiSchemaOf } from './api-schema.js';
import { completeDocument } from './openapi-completion.js';

const DESCRIPTION = `Signed custody events for weapons and natural resources in an append-only log: post events, check
receipts, ask for the provenance of a consignment, work on alerts.

Statements (events, registrations, decisions) need no login: their signatures are the authority. Reading needs a
bearer token, got by signing a challenge. What you may not read answers exactly as if it did not exist. Errors are
RFC 9457 problem details with a stable \`code\`.`;

const TAGS: Readonly<Record<string, string>> = {
  events: 'Append signed custody events.',
  registry: 'Parties, keys, sites and lists: signed registrations in the same log.',
  login: 'A bearer token for whoever signs a challenge with a registered key.',
  provenance: 'What the ledger supports about a consignment or an item.',
  statements: 'Statements as they were signed, with receipts.',
  alerts: 'Findings of the rules and what inspectors decide on them.',
  webhooks: 'Alerts sent to endpoints of yours (Standard Webhooks).',
  log: 'The public log: commitments only, for anyone (C2SP tlog-tiles).',
  operation: 'For whoever runs the service.',
};

/** The OpenAPI 3.1 description of every route of the application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Custody Ledger')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'Token of `POST /v1/login`, good for 15 minutes.',
    })
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The `OPERATOR_TOKEN` of the service.' },
      'operator',
    );
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    standardSchemaConverter: (schema, { schemaType }) => {
      if (!(schema instanceof z.ZodType)) return undefined;
      const { schema: converted, parts } = apiSchemaOf(schema, schemaType);
      return { schema: converted, components: parts };
    },
  });
  return completeDocument(document);
}

/** Serves the description at `/openapi.json` and a reader for it, with its own assets, at `/docs`. */
export function useOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Custody Ledger API',
  });
}
