import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiPage } from '../../platform/http/api-page.js';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { nextLink } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/problem.js';
import { Registry } from '../../registry/registry.js';
import { CurrentReader, Roles } from '../auth.guard.js';
import type { Reader } from '../reader.js';
import { siteList, siteView, type SiteView } from './directory.schemas.js';
import { cursorOf, pageQuery, pageStart, type PageQuery } from './page.js';
import { siteViewFor } from './views.js';

@ApiTags('registry')
@Roles()
@Controller('v1/sites')
export class SitesController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @ApiOperation({
    operationId: 'listSites',
    summary: 'List the sites, oldest registration first',
    description: 'All pages of one walk show the registry as it stood at the first.',
  })
  @ApiPage(siteList)
  list(
    @CurrentReader() reader: Reader,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { items: SiteView[]; next: string | null } {
    const { index, position, limit } = pageStart(query, this.registry.index);
    const page = this.registry.state.sites.pageAt(index, position, limit);
    const items = page.values.map((version) => siteViewFor(reader, version));
    if (page.next === undefined) return { items, next: null };
    const next = cursorOf(index, page.next);
    void reply.header('link', nextLink('/v1/sites', { limit: String(limit), cursor: next }));
    return { items, next };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getSite', summary: 'One site' })
  @ApiOkResponse({ description: 'As much of it as you may read.', standardSchema: siteView })
  @ApiProblems({ 404: ['not-found'] })
  one(@CurrentReader() reader: Reader, @Param('id') id: string): SiteView {
    const version = this.registry.state.sites.versionAt(id);
    if (version === undefined) throw notFound();
    return siteViewFor(reader, version);
  }
}
