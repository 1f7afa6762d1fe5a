import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf } from '../../platform/http/problem-document.js';
import { Problem } from '../../platform/http/problem.js';
import { RawBody } from '../../platform/http/route-config.js';
import { type AppendResult, AppendStatement, NotOneDocument } from '../append-statement.js';
import { PostersFirst } from '../posters-first.js';
import { problemOfFailure, problemOfRefusal } from './append-problem.js';
import { postedAnswer, receiptAnswer } from './ledger.schemas.js';
import { ApiRefusals } from './refusal-problems.js';
import { MAX_ENVELOPES, type PostedBody, splitJson, splitLines } from './split-body.js';
import { ApiStatementsBody } from './statement.schemas.js';

/** Room for 1,000 statements of 16 KiB; larger ones go in smaller batches. */
const BODY_LIMIT = 16 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly log: AppendStatement,
    private readonly posters: PostersFirst,
  ) {}

  @Post()
  @RawBody({ bodyLimit: BODY_LIMIT, isHot: true })
  @ApiOperation({
    operationId: 'postEvents',
    summary: 'Append signed custody events',
    description:
      'One statement, or up to 1,000 as a JSON array or as NDJSON, each judged on its own: a batch answers 200 with ' +
      'one result for each. Answered when durable. The same bytes again give the first receipt, for ever. No login: ' +
      'the signature is the authority.',
  })
  @ApiStatementsBody('event')
  @ApiCreatedResponse({ description: 'One statement was appended.', standardSchema: receiptAnswer })
  @ApiOkResponse({
    description: 'One statement that was in the log already, or the results of a batch.',
    standardSchema: postedAnswer,
  })
  @ApiRefusals('event')
  async post(
    @Body() body: Buffer | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const posted = read(body, request.headers['content-type']);
    if (posted.type === 'unreadable') throw unreadable();
    if (posted.type === 'too-many') throw tooMany();
    try {
      await this.posters.posting(async () =>
        posted.type === 'single'
          ? this.postOne(posted.envelope, reply)
          : this.postBatch(posted, request, reply),
      );
    } catch (error) {
      throw error instanceof NotOneDocument ? unreadable() : problemOfFailure(error);
    }
  }

  private async postOne(envelope: Uint8Array, reply: FastifyReply): Promise<void> {
    const result = await this.log.append(envelope, 'event');
    if ('refusal' in result) throw problemOfRefusal(result.refusal);
    void reply.code(result.status).type(JSON_TYPE).send(result.receipt);
  }

  private async postBatch(
    { envelopes, isDocument }: Extract<PostedBody, { type: 'batch' }>,
    { id }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const results = await this.log.appendMany(envelopes, 'event', { isOneDocument: isDocument });
    const texts = results.map((result) => textOf(result, id));
    void reply
      .code(200)
      .type(JSON_TYPE)
      .send(`{"results":[${texts.join(',')}]}`);
  }
}

function read(body: Buffer | undefined, contentType: string | undefined): PostedBody {
  if (body === undefined || body.length === 0) return { type: 'unreadable' };
  return contentType?.startsWith('application/x-ndjson') === true
    ? splitLines(body)
    : splitJson(body);
}

function textOf(result: AppendResult, requestId: string): string {
  if (!('refusal' in result)) return `{"status":${result.status},"receipt":${result.receipt}}`;
  const problem = documentOf(problemOfRefusal(result.refusal), requestId);
  return `{"status":${result.status},"problem":${JSON.stringify(problem)}}`;
}

function unreadable(): Problem {
  return problemOfRefusal({
    status: 400,
    code: 'malformed-envelope',
    detail:
      'The body is neither a statement {payload, payloadType, signatures} nor a JSON array of statements.',
  });
}

function tooMany(): Problem {
  return problemOfRefusal({
    status: 413,
    code: 'too-many',
    detail: `A post holds at most ${MAX_ENVELOPES} statements; nothing of it was judged. Post smaller batches.`,
  });
}
