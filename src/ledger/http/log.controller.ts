import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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
  @ApiOperation({ summary: 'The published checkpoint, a signed note' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async checkpoint(): Promise<string> {
    const published = this.publisher.published ?? (await this.checkpoints.published());
    if (published === undefined)
      throw new Problem({ status: 503, code: 'unavailable', retryAfter: 1 });
    return published.note;
  }

  @Get('tile/*')
  @ApiOperation({
    summary: 'A tile of the tree, or a bundle of its entries',
    description:
      'C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]` holds hashes, `tile/entries/<N>[.p/<W>]` the entries themselves.',
  })
  @ApiParam({ name: 'path', example: '0/000.p/1' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async tile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    const newest = await this.checkpoints.newest();
    const name = `tile/${path}`;
    const bytes = newest && (await this.tiles.read(name, newest.size));
    if (bytes === undefined) throw notFound();
    void reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(bytes);
  }
}
