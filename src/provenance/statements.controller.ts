import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentReader, Roles } from '../access/auth.guard.js';
import type { Reader } from '../access/reader.js';
import { ApiFindingPayload } from '../ledger/http/statement.schemas.js';
import { LogReader } from '../ledger/log-reader.js';
import { Receipts } from '../ledger/receipts.js';
import { ApiPage } from '../platform/http/api-page.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { notFound } from '../platform/http/problem.js';
import { encodeBase64, entryBytes } from '../protocol/index.js';
import { Feed } from './feed.js';
import {
  type FeedPage,
  feedPage,
  feedQuery,
  type FeedQuery,
  sizeQuery,
  type SizeQuery,
  statementAnswer,
  type StatementAnswer,
} from './provenance.schemas.js';
import { StatementAccess } from './statement-access.js';

const DEFAULT_FEED = 100;

@ApiTags('statements')
@Roles()
@Controller('v1')
export class StatementsController {
  constructor(
    private readonly log: LogReader,
    private readonly receipts: Receipts,
    private readonly access: StatementAccess,
    private readonly feed: Feed,
  ) {}

  @Get('statements/:hash')
  @ApiOperation({
    operationId: 'getStatement',
    summary: 'One statement with its entry and receipt',
  })
  @ApiOkResponse({ description: 'The statement.', standardSchema: statementAnswer })
  @ApiProblems({ 404: ['not-found'] })
  async one(
    @CurrentReader() reader: Reader,
    @Param('hash') hash: string,
    @Query({ schema: sizeQuery }) { size }: SizeQuery,
  ): Promise<StatementAnswer> {
    const index = await this.log.indexOfHash(hash);
    const entry = index === undefined ? undefined : await this.log.entry(index);
    if (entry === undefined) throw notFound();
    const [statement] = await this.access.readable(reader, [entry]);
    if (statement === undefined) throw notFound();
    const asOf = size === undefined ? undefined : Number(size);
    const receipt = await this.receipts.receiptFor(entry.index, asOf);
    const bytes = await this.receipts.entry(entry.index);
    if (receipt === undefined || bytes === undefined) throw notFound();
    return {
      envelope: statement.envelope,
      entry: encodeBase64(entryBytes(bytes)),
      receipt: { ...receipt },
    };
  }

  @Get('feed')
  @ApiOperation({
    operationId: 'getFeed',
    summary: 'Statements in log order that you may read',
    description:
      'To follow the log, go on with `next`, and at the end with `scannedTo`, as `after`.',
  })
  @ApiPage(feedPage)
  @ApiFindingPayload()
  async page(
    @CurrentReader() reader: Reader,
    @Query({ schema: feedQuery }) { after, limit }: FeedQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedPage> {
    const most = limit === undefined ? DEFAULT_FEED : Number(limit);
    const page = await this.feed.page(reader, after === undefined ? -1 : Number(after), most);
    if (page.next !== null) {
      void reply.header('link', `</v1/feed?after=${page.next}&limit=${most}>; rel="next"`);
    }
    return page;
  }
}
