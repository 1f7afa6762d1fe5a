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
import { partyList, partyView, type PartyView } from './directory.schemas.js';
import { cursorOf, pageQuery, pageStart, type PageQuery } from './page.js';
import { partyViewFor } from './views.js';

@ApiTags('registry')
@Roles()
@Controller('v1/parties')
export class PartiesController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @ApiOperation({
    operationId: 'listParties',
    summary: 'List the parties, oldest registration first',
    description: 'All pages of one walk show the registry as it stood at the first.',
  })
  @ApiPage(partyList)
  list(
    @CurrentReader() reader: Reader,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { items: PartyView[]; next: string | null } {
    const { index, position, limit } = pageStart(query, this.registry.index);
    const { state } = this.registry;
    const page = state.parties.pageAt(index, position, limit);
    const screening = [...state.screening.valuesAt(index)];
    const items = page.values.map((version) => {
      const { id } = version.value;
      const own = screening.filter(({ party }) => party === id);
      return partyViewFor(reader, version, state.keysOf(id, index), own);
    });
    if (page.next === undefined) return { items, next: null };
    const next = cursorOf(index, page.next);
    void reply.header('link', nextLink('/v1/parties', { limit: String(limit), cursor: next }));
    return { items, next };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getParty', summary: 'One party with its keys' })
  @ApiOkResponse({ description: 'As much of it as you may read.', standardSchema: partyView })
  @ApiProblems({ 404: ['not-found'] })
  one(@CurrentReader() reader: Reader, @Param('id') id: string): PartyView {
    const { state } = this.registry;
    const version = state.parties.versionAt(id);
    if (version === undefined) throw notFound();
    const screening = [...state.screening.valuesAt()].filter(({ party }) => party === id);
    return partyViewFor(reader, version, state.keysOf(id), screening);
  }
}
