import { Body, Controller, Headers, Param, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Sessions } from '../access/sessions.js';
import type { AppendResult } from '../ledger/append-statement.js';
import { problemOfFailure, problemOfRefusal } from '../ledger/http/append-problem.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { RawBody } from '../platform/http/route-config.js';
import { ENVELOPE_SCHEMA } from '../registry/envelope-schema.js';
import { alertIdParam } from './alerts.schemas.js';
import { DecideAlert } from './decide-alert.js';

@ApiTags('alerts')
@Controller('v1/alerts/:id/decisions')
export class DecisionsController {
  constructor(
    private readonly decisions: DecideAlert,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  @RawBody()
  @ApiOperation({
    summary:
      'Decide on an alert: assign, acknowledge, investigate, wait, escalate, resolve, reopen',
    description:
      'One signed decision of an inspector or customs. No login: the signature is the authority. Resolving an alert of severity HIGH or CRITICAL needs a second person, who signs as witness.',
  })
  @ApiConsumes('application/json')
  @ApiBody({ schema: ENVELOPE_SCHEMA })
  @ApiCreatedResponse({ description: 'Appended; the body is the receipt.' })
  @ApiOkResponse({ description: 'In the log already; the body is the first receipt.' })
  @ApiNotFoundResponse({ description: 'No such alert, or not one that concerns the signer.' })
  @ApiConflictResponse({ description: '`alert-changed`, `not-open` or `event-id-reused`.' })
  @ApiUnprocessableEntityResponse({ description: 'Not authentic or not allowed; see `code`.' })
  async post(
    @Param('id') id: string,
    @Headers('authorization') authorization: string | undefined,
    @Body() body: Buffer | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.checkToken(authorization, reply);
    if (!alertIdParam.safeParse(id).success) throw notFound();
    const result = await this.decide(id, body ?? Buffer.alloc(0));
    if ('refusal' in result) throw problemOfRefusal(result.refusal);
    await reply.code(result.status).type('application/json; charset=utf-8').send(result.receipt);
  }

  private async decide(alert: string, envelope: Uint8Array): Promise<AppendResult> {
    try {
      return await this.decisions.decide(alert, envelope);
    } catch (error) {
      throw problemOfFailure(error);
    }
  }

  /** Nobody needs a token here, but one that is sent must be good: a client with a dead one should learn of it. */
  private async checkToken(authorization: string | undefined, reply: FastifyReply): Promise<void> {
    if (authorization === undefined) return;
    const token = /^Bearer +(?<token>\S+) *$/iu.exec(authorization)?.groups?.['token'];
    if (token !== undefined && (await this.sessions.readerOf(token)) !== undefined) return;
    void reply.header('WWW-Authenticate', 'Bearer realm="custody-ledger", error="invalid_token"');
    throw new Problem({
      status: 401,
      code: 'unauthenticated',
      detail: 'The token is not valid. Log in again, or send the decision without one.',
    });
  }
}
