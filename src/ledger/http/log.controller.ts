import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { notFound, Problem } from '../../platform/http/problem.js';
import { CheckpointPublisher } from '../checkpoint-publisher.js';
import { CheckpointStore } from '../signing/checkpoint.store.js';
import { PublicTiles } from '../tree/public-tiles.js';

/** A tile never changes; a partial one is superseded, not changed. */
const FOR_EVER = 'public, max-age=604800, immutable';

/** The public log (C2SP tlog-tiles): commitments only, for anyone. */
@ApiTags('log')
@Controller('log')
export class LogController {
  constructor(
    private readonly publisher: CheckpointPublisher,
    private readonly checkpoints: CheckpointStore,
    private readonly tiles: PublicTiles,
  ) {}

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getCheckpoint',
    summary: 'The published checkpoint, a signed note',
    description: 'C2SP tlog-checkpoint, signed by the ledger’s key. It moves about once a second.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description: 'Origin, tree size and root hash, then the signature.',
    schema: { type: 'string' },
  })
  @ApiProblems({ 503: ['unavailable'] })
  async checkpoint(): Promise<string> {
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
    description: 'The tile; it never changes.',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiProblems({ 404: ['not-found'] })
  async tile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    const newest = await this.checkpoints.newest();
    const name = `tile/${path}`;
    const bytes = newest && (await this.tiles.read(name, newest.size));
    if (bytes === undefined) throw notFound();
    void reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(bytes);
  }
}
