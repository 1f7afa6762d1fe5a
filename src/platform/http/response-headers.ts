import type { FastifyInstance, FastifyRequest } from 'fastify';

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Nothing of an API answer may run, load or be framed. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The API reader brings its scripts along; its styles are partly inline. */
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** The public log and the key it is signed with: for monitors and verifiers in any page. */
const FOR_ANYBODY = /^\/(?:log|\.well-known)\//u;

/** Security headers on every answer. A route that sets one of them itself keeps its own. */
export function useResponseHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', isDocs(request) ? DOCS_POLICY : API_POLICY);
    }
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (FOR_ANYBODY.test(request.url)) reply.header('access-control-allow-origin', '*');
    if (request.protocol === 'https') {
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    }
    reply.header('x-request-id', request.id);
  });
}

function isDocs(request: FastifyRequest): boolean {
  return /^\/docs(\/|$|\?)/u.test(request.url);
}
