import { once } from 'node:events';
import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentReader, Roles } from '../../access/auth.guard.js';
import type { Reader } from '../../access/reader.js';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { ApiParts, apiSchemaOf } from '../../platform/http/api-schema.js';
import { Problem } from '../../platform/http/problem.js';
import { alertEvent } from '../alerts.schemas.js';
import { AlertStreams } from './alert-streams.js';
import { EventSink } from './event-sink.js';

@ApiTags('alerts')
@Roles('customs', 'inspector')
@Controller('v1/alerts/stream')
export class AlertStreamController {
  constructor(private readonly streams: AlertStreams) {}

  @Get()
  @ApiOperation({
    operationId: 'streamAlerts',
    summary: 'Findings and decisions on alerts that concern you, as they happen',
    description:
      'Server-sent events: `id` is the log index, `data` an `AlertEvent`. Send the last `id` back as `Last-Event-ID` ' +
      'to go on without loss or repeats; without one, the stream begins now.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'integer', minimum: 0 } })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description: 'A stream that stays open; a comment line now and then keeps it alive.',
    schema: { type: 'string', description: 'Each `data:` is an `AlertEvent` as JSON.' },
  })
  @ApiParts(apiSchemaOf(alertEvent, 'output').parts)
  @ApiProblems({ 400: ['schema'], 503: ['too-many-streams'] })
  async stream(
    @CurrentReader() reader: Reader,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lastId = lastIdOf(lastEventId);
    this.streams.checkRoom();
    const token = (request.headers.authorization ?? '').replace(/^Bearer +/iu, '').trim();
    reply.hijack();
    const gone = once(reply.raw, 'close');
    await this.streams.serve(token, reader, lastId, new EventSink(reply.raw), gone);
  }
}

function lastIdOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  if (/^\d{1,15}$/u.test(header)) return Number(header);
  throw new Problem({
    status: 400,
    code: 'schema',
    detail: 'Last-Event-ID must be the id of an event of this stream: a log index.',
    errors: [{ pointer: '/headers/last-event-id', detail: 'must be a whole number from 0' }],
  });
}
