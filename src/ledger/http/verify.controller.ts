import { Body, Controller, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { unsupported } from '../../platform/http/body-parsers.js';
import { Problem } from '../../platform/http/problem.js';
import { RawBody } from '../../platform/http/route-config.js';
import { LedgerIdentity } from '../ledger-identity.js';
import { RotationsTold } from '../rotations-told.js';
import type { OwnKeys } from '../verifying/verify-messages.js';
import { Verifier } from '../verifying/verifier.js';
import { type VerifyQuery, type Verified, verifiedAnswer, verifyQuery } from './verify.schemas.js';

/** Bundles of thousands of statements; a larger one is verified where it lies, with `custody verify`. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Judges a bundle or a receipt for anybody. Nothing is kept, and nothing of this ledger is asked. */
@ApiTags('log')
@Controller('v1/verify')
export class VerifyController {
  constructor(
    private readonly verifier: Verifier,
    private readonly identity: LedgerIdentity,
    private readonly rotations: RotationsTold,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RawBody({ bodyLimit: MOST_BYTES })
  @ApiOperation({
    operationId: 'verify',
    summary: 'Is this evidence bundle, or this statement with its receipt, whole?',
    description:
      'The verdict of `custody verify --json`, check by check, under the key of this ledger or another. For looking ' +
      'quickly: who must not have to trust this service verifies offline. No login; nothing is kept.',
  })
  @ApiBody({
    description:
      'An evidence bundle, `{"envelope","receipt"}` or an answer 404 with its proof, byte for byte; at most 4 MiB.',
    schema: { type: 'object' },
  })
  @ApiOkResponse({
    description: 'What was looked at, and what holds.',
    standardSchema: verifiedAnswer,
  })
  @ApiProblems({
    400: ['schema'],
    413: ['too-large'],
    415: ['unsupported-media-type'],
    503: ['overloaded'],
  })
  async judge(
    @Body() body: Buffer | undefined,
    @Query({ schema: verifyQuery }) query: VerifyQuery,
    @Req() { headers }: FastifyRequest,
  ): Promise<Verified> {
    if (!isJson(headers['content-type']) || isPacked(headers)) throw unsupported();
    const { vkey, policy } = query;
    const rotations = query.rotations === undefined ? undefined : readRotations(query.rotations);
    const answer = await this.verifier.ask({
      bytes: new Uint8Array(body ?? []),
      trust: { vkey, policy, rotations },
      own: await this.ownKeys(query),
    });
    if ('unusable' in answer) throw unusable(answer.unusable);
    return { ok: answer.ok, checks: [...answer.checks] };
  }

  /** Nothing is looked up for who names no ledger, or brings the rotations along. */
  private async ownKeys({ vkey, policy, rotations }: VerifyQuery): Promise<OwnKeys> {
    const isTold = rotations !== undefined || (vkey === undefined && policy === undefined);
    return {
      vkeys: this.identity.history.map((key) => key.vkey),
      rotations: isTold ? undefined : await this.rotations.all(),
    };
  }
}

function readRotations(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable('The rotations are not JSON');
  }
}

function unusable(why: string): Problem {
  return new Problem({ status: 400, code: 'schema', detail: `${why}.` });
}

/** A body is judged as it comes: what is packed is not what was signed. */
function isPacked(headers: FastifyRequest['headers']): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
