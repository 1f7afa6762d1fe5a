import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** The route of pages that are not there. */
const EVERY_PATH = '*';

/** A path that exists, but not for this method, is told so: 405 and `Allow` (RFC 9110, section 15.5.6). */
export function useMethodRefusal(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (hasRoute(request)) return undefined;
    const [path = ''] = request.url.split('?');
    const allowed = METHODS.filter((method) => isRouted(fastify, method, path)).join(', ');
    if (allowed === '') return undefined;
    const problem = new Problem({
      status: 405,
      code: 'method-not-allowed',
      detail: `This path takes ${allowed}.`,
    });
    return sendProblem(reply.header('allow', allowed), problem, request.id);
  });
}

function hasRoute({ is404, routeOptions }: FastifyRequest): boolean {
  return !is404 && !isEveryPath(routeOptions.url);
}

function isRouted(fastify: FastifyInstance, method: HTTPMethods, path: string): boolean {
  const found = fastify.findRoute({ method, url: path });
  return found !== null && `/${found.params[EVERY_PATH] ?? ''}` !== decodeURIComponent(path);
}

function isEveryPath(route: string | undefined): boolean {
  return route === EVERY_PATH || route === `/${EVERY_PATH}`;
}
