import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { notFound } from '../platform/http/problem.js';
import { HttpRoute } from '../platform/http/route-config.js';
import { Metrics } from '../platform/metrics/metrics.js';

/** Prometheus metrics: for the machine itself, and for whoever has the operator's token. */
@ApiTags('operation')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @HttpRoute({ isHot: true })
  @ApiOperation({
    operationId: 'getMetrics',
    summary: 'Prometheus metrics, for this machine and for the operator',
    description: 'From other machines with `OPERATOR_TOKEN` as bearer token; else it is not there.',
  })
  @ApiSecurity({})
  @ApiSecurity('operator')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Prometheus text format.', schema: { type: 'string' } })
  @ApiProblems({ 404: ['not-found'] })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // To everyone else the route does not exist.
    if (!mayReadMetrics(request, this.config.http.operatorToken)) throw notFound();
    const { contentType, text } = await this.metrics.text();
    reply.type(contentType).send(text);
  }
}

/** `request.ip` is the socket's address unless a trusted proxy says otherwise. */
export function mayReadMetrics(
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
  operatorToken: string | undefined,
): boolean {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    return isLoopback(request.ip) && request.headers['x-forwarded-for'] === undefined;
  }
  if (operatorToken === undefined) return false;
  return timingSafeEqual(digest(authorization), digest(`Bearer ${operatorToken}`));
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(::ffff:)?127\./u.test(ip);
}

/** Equal lengths for a comparison that takes the same time whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
