import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { Problem } from '../../platform/http/problem.js';
import { base64Of } from '../native-bytes.js';
import { CheckpointStore } from '../signing/checkpoint.store.js';
import { HeadSigner } from '../signing/head-signer.js';
import { GrowthProofs } from '../witnessing/growth-proofs.js';
import { problemOfRollback } from './append-problem.js';
import {
  type ConsistencyAnswer,
  consistencyAnswer,
  type ConsistencyQuery,
  consistencyQuery,
} from './consistency.schemas.js';

/** Consistency proofs for whoever has two heads and no wish to read tiles. */
@ApiTags('log')
@Controller('log')
export class ConsistencyController {
  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly signer: HeadSigner,
    private readonly proofs: GrowthProofs,
  ) {}

  @Get('consistency')
  @ApiOperation({
    operationId: 'getConsistencyProof',
    summary: 'Proof that the log of one size begins with the log of another',
    description:
      'RFC 9162, 2.1.4, between any two sizes up to the newest signed head. Check it against the root hashes of two ' +
      'checkpoints you hold. From size 0, and from a size to itself, the proof is empty.',
  })
  @ApiOkResponse({ description: 'The proof.', standardSchema: consistencyAnswer })
  @ApiProblems({ 400: ['schema'], 503: ['rollback-detected'] })
  async consistency(
    @Query({ schema: consistencyQuery }) query: ConsistencyQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsistencyAnswer> {
    if (this.signer.rollback !== undefined) throw problemOfRollback(this.signer.rollback);
    const [older, newer] = [Number(query.older), Number(query.newer)];
    if (older > newer) throw refusal('older', `must not be above newer, which is ${newer}`);
    const newest = await this.checkpoints.newest();
    const size = newest?.size ?? 0;
    if (newer > size) throw refusal('newer', `must be at most ${size}, the newest signed head`);
    const proof = older === 0 || older === newer ? [] : await this.proofs.between(older, newer);
    void reply.header('cache-control', 'no-store');
    return { older, newer, proof: proof.map((hash) => base64Of(hash)) };
  }
}

function refusal(member: string, detail: string): Problem {
  return new Problem({
    status: 400,
    code: 'schema',
    detail: `${member} ${detail}.`,
    errors: [{ pointer: `/query/${member}`, detail }],
  });
}
