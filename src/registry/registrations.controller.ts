import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AppendResult, AppendStatement } from '../ledger/append-statement.js';
import { problemOfFailure, problemOfRefusal } from '../ledger/http/append-problem.js';
import { receiptAnswer } from '../ledger/http/ledger.schemas.js';
import { ApiRefusals } from '../ledger/http/refusal-problems.js';
import { ApiStatementBody } from '../ledger/http/statement.schemas.js';
import { RawBody } from '../platform/http/route-config.js';
import { judgeDelegation } from './judge-delegation.js';
import { judgeRecovery } from './judge-recovery.js';
import { judgeRuleSet } from './judge-rule-set.js';
import { refuseRotation } from './refuse-rotation.js';
import { RegistryCache } from './registry-cache.js';

@ApiTags('registry')
@Controller('v1/registrations')
export class RegistrationsController {
  constructor(
    private readonly statements: AppendStatement,
    private readonly cache: RegistryCache,
  ) {}

  @Post()
  @RawBody()
  @ApiOperation({
    operationId: 'postRegistration',
    summary: 'Post one signed registration',
    description:
      'Signed by a registrar key; the registration of a key also by that new key, which proves possession. A key revocation may instead be signed by any valid key of the same party. No login: the signature is the authority.',
  })
  @ApiStatementBody('registration')
  @ApiCreatedResponse({ description: 'Appended.', standardSchema: receiptAnswer })
  @ApiOkResponse({
    description: 'In the log already: its first receipt.',
    standardSchema: receiptAnswer,
  })
  @ApiRefusals('registration')
  async post(@Body() body: Buffer | undefined, @Res() reply: FastifyReply): Promise<void> {
    const result = await this.append(body ?? Buffer.alloc(0));
    if ('refusal' in result) throw problemOfRefusal(result.refusal);
    // Whoever reads the receipt finds this process acting on it, revoked keys included.
    await this.cache.catchUp(result.index);
    await reply.code(result.status).type('application/json; charset=utf-8').send(result.receipt);
  }

  private async append(envelope: Uint8Array): Promise<AppendResult> {
    const judgeParties = judgeDelegation(this.cache);
    try {
      return await this.statements.append(
        envelope,
        'registration',
        (statement) =>
          refuseRotation(statement) ??
          judgeRecovery(statement) ??
          judgeRuleSet(statement) ??
          judgeParties(statement),
      );
    } catch (error) {
      throw problemOfFailure(error);
    }
  }
}
