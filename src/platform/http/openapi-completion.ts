import type { OpenAPIObject } from '@nestjs/swagger';
import { describeCodes, problemContent } from './api-problems.js';
import { apiSchemaOf, PARTS_EXTENSION, type ApiSchema } from './api-schema.js';
import { PROBLEM_TYPE } from './problem-document.js';
import { problemSchema } from './problem.schemas.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  [PARTS_EXTENSION]?: Record<string, ApiSchema>;
};
type Answer = Extract<NonNullable<Operation['responses'][string]>, { description: string }>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const NDJSON_TYPE = 'application/x-ndjson';

/** What may go wrong with any request, before or beside its route. */
const ANYWHERE: readonly [status: string, codes: readonly string[]][] = [
  ['4XX', ['bad-request', 'request-timeout', 'uri-too-long', 'headers-too-large']],
  ['5XX', ['internal', 'unavailable']],
];

/**
 * Adds what no decorator can say once for all: parts of schemas as components, the problems every route shares, and
 * that a route without a guard is open.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const components = (document.components ??= {});
  const { schemas = {} } = components;
  Object.assign(schemas, apiSchemaOf(problemSchema, 'output').parts);
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      if (operation === undefined) continue;
      Object.assign(schemas, operation[PARTS_EXTENSION]);
      delete operation[PARTS_EXTENSION];
      complete(operation);
    }
  }
  components.schemas = sorted(schemas);
  document.paths = sorted(document.paths);
  return document;
}

function complete(operation: Operation): void {
  operation.security ??= [];
  operation.parameters = (operation.parameters ?? []).filter(
    // Fastify's wildcard; its route describes it under a name.
    (parameter) => !('name' in parameter && parameter.name === '*'),
  );
  describeBody(operation);
  const hasQuery = operation.parameters.some((each) => 'in' in each && each.in === 'query');
  if (hasQuery) addCodes(operation, '400', ['schema']);
  for (const [status, codes] of ANYWHERE) addCodes(operation, status, codes);
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (answer === undefined || '$ref' in answer) continue;
    answer.description ||= 'Done.';
    if (/^[45]/u.test(status)) answer.content ??= problemContent([]);
  }
}

function describeBody(operation: Operation): void {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return;
  body.required = true;
  const lines = body.content[NDJSON_TYPE];
  if (lines !== undefined) {
    lines.schema = {
      type: 'string',
      description:
        'One JSON document per line, each as the JSON body would be; empty lines are none.',
    };
  }
  addCodes(operation, '413', ['too-large']);
  addCodes(operation, '415', ['unsupported-media-type']);
}

/** Codes besides those that the route itself named. */
function addCodes(operation: Operation, status: string, codes: readonly string[]): void {
  const answer = operation.responses[status];
  const named = answer === undefined || '$ref' in answer ? [] : codesOf(answer);
  const all = [...new Set([...named, ...codes])];
  operation.responses[status] = {
    description: describeCodes(all),
    ...(answer !== undefined && !('$ref' in answer) && { headers: answer.headers }),
    content: problemContent(all),
  };
}

function codesOf(answer: Answer): string[] {
  const schema = answer.content?.[PROBLEM_TYPE]?.schema;
  if (schema === undefined || !('properties' in schema)) return [];
  const code = schema.properties?.['code'];
  return code !== undefined && 'enum' in code ? (code.enum ?? []).map(String) : [];
}

/** In one order whatever the order of modules, so that a comparison shows only what changed. */
function sorted<Value>(values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
