import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import { traitsOf } from './route-config.js';

/**
 * One line and one observation per answered request. The route's template is logged, not the path: identifiers of
 * consignments do not belong in logs.
 */
export function useRequestLog(fastify: FastifyInstance, logger: Logger, metrics: Metrics): void {
  const duration = metrics.histogram({
    name: 'custody_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer.',
    labels: ['method', 'route', 'status'],
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const status = reply.statusCode;
    const ms = reply.elapsedTime;
    duration.observe({ method, route, status }, ms / 1000);
    const isQuiet = status < 400 && (traitsOf(request.routeOptions.config).isHot ?? false);
    const fields = { requestId: request.id, method, route, status, ms: Math.round(ms * 10) / 10 };
    if (isQuiet) logger.debug(fields, 'request answered');
    else logger.info(fields, 'request answered');
  });
}
