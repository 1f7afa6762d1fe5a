import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { HttpRoute } from '../platform/http/route-config.js';
import { liveAnswer, readyAnswer } from './health.schemas.js';
import { Readiness } from './readiness.js';

@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @HttpRoute({ isHot: true })
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Is the process alive?',
    description: 'Looks at nothing else.',
  })
  @ApiOkResponse({ description: 'It is.', standardSchema: liveAnswer })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HttpRoute({ isHot: true })
  @ApiOperation({ operationId: 'getReadiness', summary: 'May the process be sent requests?' })
  @ApiOkResponse({ description: 'Every check holds.', standardSchema: readyAnswer })
  @ApiServiceUnavailableResponse({
    description: 'A check fails; the answer names it.',
    standardSchema: readyAnswer,
  })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    try {
      reply.send(await this.readiness.check());
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      reply.code(503).send(error.getResponse());
    }
  }
}
