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
import { judgeRuleSet, unreadOf } from './judge-rule-set.js';
import { refuseOperatorOnly } from './refuse-operator-only.js';
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
      'Signed by a registrar key; the registration of a key also by that new key, which proves possession. A key revocation may instead be signed by any valid key of the same party. No login: the signature is the authority. What of a rule set no rule of this version reads is appended all the same and named by the header `Custody-Unread`.',
  })
  @ApiStatementBody('registration')
  @ApiCreatedResponse({
    description: 'Appended.',
    headers: {
      'Custody-Unread': {
        description:
          'JSON pointers into the payload, percent-encoded, divided by commas, at most 20: codes, parameters and conditions that no rule reads. Absent where there are none.',
        schema: { type: 'string' },
      },
    },
    standardSchema: receiptAnswer,
  })
  @ApiOkResponse({
    description: 'In the log already: its first receipt.',
    standardSchema: receiptAnswer,
  })
  @ApiRefusals('registration')
  async post(@Body() body: Buffer | undefined, @Res() reply: FastifyReply): Promise<void> {
    const unread: string[] = [];
    const result = await this.append(body ?? Buffer.alloc(0), unread);
    if ('refusal' in result) throw problemOfRefusal(result.refusal);
    // Whoever reads the receipt finds this process acting on it, revoked keys included.
    await this.cache.catchUp(result.index);
    if (unread.length > 0) reply.header('custody-unread', unread.map(encodeURI).join(', '));
    await reply.code(result.status).type('application/json; charset=utf-8').send(result.receipt);
  }

  /** @param unread is told what of a rule set no rule reads */
  private async append(envelope: Uint8Array, unread: string[]): Promise<AppendResult> {
    const judgeParties = judgeDelegation(this.cache);
    try {
      return await this.statements.append(envelope, 'registration', (statement) => {
        unread.splice(0, unread.length, ...unreadOf(statement));
        return refuseOperatorOnly(statement) ?? judgeRuleSet(statement) ?? judgeParties(statement);
      });
    } catch (error) {
      throw problemOfFailure(error);
    }
  }
}
