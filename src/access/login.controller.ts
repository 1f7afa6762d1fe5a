import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiLoginRefusals } from '../ledger/http/refusal-problems.js';
import { ApiStatementBody } from '../ledger/http/statement.schemas.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { Problem } from '../platform/http/problem.js';
import { RawBody } from '../platform/http/route-config.js';
import { challengeAnswer, loginAnswer } from './access.schemas.js';
import { LoginLimit } from './login-limit.js';
import { LogIn, type Challenge, type LoggedIn } from './login.js';

@ApiTags('login')
@Controller('v1/login')
export class LoginController {
  private readonly limit = new LoginLimit();

  constructor(private readonly login: LogIn) {}

  @Post('challenge')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createLoginChallenge',
    summary: 'Get 32 random bytes to sign within 60 seconds',
  })
  @ApiOkResponse({ description: 'Good once.', standardSchema: challengeAnswer })
  @ApiProblems({ 429: ['too-many-logins'] })
  async challenge(@Req() request: FastifyRequest): Promise<Challenge> {
    this.count(request);
    return this.login.challenge();
  }

  @Post()
  @HttpCode(200)
  @RawBody({ bodyLimit: 16_384 })
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'logIn',
    summary: 'Exchange a signed login statement for a bearer token of 15 minutes',
    description:
      'The token dies with its time, or as soon as the revocation of the key is in the log.',
  })
  @ApiStatementBody('login')
  @ApiOkResponse({ description: 'Logged in.', standardSchema: loginAnswer })
  @ApiLoginRefusals()
  async logIn(
    @Body() body: Buffer,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoggedIn> {
    this.count(request);
    try {
      return await this.login.logIn(body);
    } catch (error) {
      // RFC 9110 section 11.6.1: a 401 names the scheme that would do.
      if (error instanceof Problem && error.status === 401) {
        void reply.header('WWW-Authenticate', 'Bearer realm="custody-ledger"');
      }
      throw error;
    }
  }

  private count(request: FastifyRequest): void {
    // Monotonic, and real time even where the ledger's clock is simulated: it protects this machine.
    const wait = this.limit.take(request.ip, performance.now());
    if (wait === 0) return;
    throw new Problem({
      status: 429,
      code: 'too-many-logins',
      detail: `Too many login requests from your address; try again in ${wait} s.`,
      retryAfter: wait,
    });
  }
}
