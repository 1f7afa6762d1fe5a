import { Body, Controller, Headers, Param, Post, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Sessions } from '../access/sessions.js';
import type { AppendResult } from '../ledger/append-statement.js';
import { problemOfFailure, problemOfRefusal } from '../ledger/http/append-problem.js';
import { receiptAnswer } from '../ledger/http/ledger.schemas.js';
import { ApiRefusals } from '../ledger/http/refusal-problems.js';
import { ApiStatementBody } from '../ledger/http/statement.schemas.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { RawBody } from '../platform/http/route-config.js';
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
    operationId: 'postDecision',
    summary:
      'Decide on an alert: assign, acknowledge, investigate, wait, escalate, resolve, reopen',
    description:
      'One signed decision of an inspector or customs. No login: the signature is the authority. Resolving an alert of severity HIGH or CRITICAL needs a second person, who signs as witness.',
  })
  @ApiStatementBody('decision')
  @ApiSecurity({})
  @ApiBearerAuth()
  @ApiCreatedResponse({ description: 'Appended.', standardSchema: receiptAnswer })
  @ApiOkResponse({
    description: 'In the log already: its first receipt.',
    standardSchema: receiptAnswer,
  })
  @ApiRefusals('decision')
  @ApiProblems({ 401: ['unauthenticated'], 404: ['not-found'] })
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
