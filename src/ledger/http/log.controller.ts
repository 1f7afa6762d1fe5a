import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import {
  ApiNotModifiedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { notFound, Problem } from '../../platform/http/problem.js';
import { CheckpointPublisher } from '../checkpoint-publisher.js';
import { IntegrityCheck } from '../integrity/integrity-check.js';
import { HeadSigner } from '../signing/head-signer.js';
import { CheckpointStore } from '../signing/checkpoint.store.js';
import { PublicTiles } from '../tree/public-tiles.js';
import { problemOfRollback } from './append-problem.js';
import { sendTile } from './tile-reply.js';

/** The public log (C2SP tlog-tiles): commitments only, for anyone. */
@ApiTags('log')
@Controller('log')
export class LogController {
  constructor(
    private readonly publisher: CheckpointPublisher,
    private readonly signer: HeadSigner,
    private readonly checkpoints: CheckpointStore,
    private readonly tiles: PublicTiles,
    private readonly integrity: IntegrityCheck,
  ) {}

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getCheckpoint',
    summary: 'The published checkpoint, a signed note',
    description:
      'C2SP tlog-checkpoint, signed by the ledger’s key, and cosigned by its witnesses where it has some. ' +
      'It moves about once a second. While the log has gone back behind what was signed there is none: an older one ' +
      'would contradict what others were shown.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description: 'Origin, tree size and root hash, then the signatures.',
    schema: { type: 'string' },
  })
  @ApiProblems({ 503: ['unavailable', 'rollback-detected'] })
  async checkpoint(): Promise<string> {
    if (this.signer.rollback !== undefined) throw problemOfRollback(this.signer.rollback);
    const published = this.publisher.published ?? (await this.checkpoints.published());
    if (published === undefined)
      throw new Problem({ status: 503, code: 'unavailable', retryAfter: 1 });
    return published.note;
  }

  @Get('tile/*')
  @ApiOperation({
    operationId: 'getTile',
    summary: 'A tile of the tree, or a bundle of its entries',
    description:
      'C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]` holds hashes, `tile/entries/<N>[.p/<W>]` the entries themselves. ' +
      '`path` is all that follows `/log/tile/`, with its slashes.',
  })
  @ApiParam({ name: 'path', example: '0/000.p/1' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'The tile; it never changes. Entries come gzipped where that is accepted.',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiNotModifiedResponse({ description: 'As the `If-None-Match` of the request says.' })
  @ApiProblems({ 404: ['not-found'] })
  async tile(
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const newest = await this.checkpoints.newest();
    const name = `tile/${path}`;
    const bytes = newest && (await this.tiles.read(name, newest.size));
    if (bytes === undefined) throw notFound();
    const isInDoubt = this.signer.rollback !== undefined || this.integrity.fault !== undefined;
    await sendTile(request, reply, { bytes, isPackable: path.startsWith('entries/'), isInDoubt });
  }
}
