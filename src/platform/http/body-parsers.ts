import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';
import { traitsOf } from './route-config.js';
import { parseStrictJson, StrictJsonError } from './strict-json.js';

const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';

/** Replaces Fastify's parsers: JSON is parsed strictly or handed on as bytes, every other type is a 415. */
export function useBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  for (const type of [JSON_TYPE, NDJSON_TYPE]) {
    fastify.addContentTypeParser<Buffer>(type, { parseAs: 'buffer' }, (request, body, done) => {
      try {
        done(null, parse(type, request, body));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }
}

function parse(type: string, request: FastifyRequest, body: Buffer): unknown {
  if (traitsOf(request.routeOptions.config).rawBody === true) return body;
  if (type !== JSON_TYPE) throw unsupported();
  if (body.length === 0) return undefined;
  try {
    return parseStrictJson(body);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw new Problem({ status: 400, code: 'malformed-json', detail: error.message, cause: error });
  }
}

/** The answer to a body of a type that the route does not take. */
export function unsupported(): Problem {
  return new Problem({
    status: 415,
    code: 'unsupported-media-type',
    detail: 'Send the body unpacked, with Content-Type: application/json.',
  });
}
