import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI 3.1 description of every route of the application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Custody Ledger')
    .setDescription(
      'Signed custody events for weapons and natural resources in an append-only log: post events, check ' +
        'receipts, ask for the provenance of a consignment, work on alerts. Errors are RFC 9457 problem details.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build();
  return SwaggerModule.createDocument(app, base);
}

/** Serves the description at `/openapi.json` and a reader for it, with its own assets, at `/docs`. */
export function useOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Custody Ledger API',
  });
}
