import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentReader, Roles } from '../access/auth.guard.js';
import type { Reader } from '../access/reader.js';
import {
  searchQuery,
  type SearchQuery,
  type SearchResult,
  searchResults,
} from './provenance.schemas.js';
import { Search } from './search.js';

const DEFAULT_RESULTS = 20;

@ApiTags('provenance')
@Roles()
@Controller('v1/search')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Get()
  @ApiOperation({
    operationId: 'search',
    summary:
      'Find consignments and items by UCR, container, seal, serial, tag, document number or item',
  })
  @ApiOkResponse({
    description: 'What matched and is yours to read.',
    standardSchema: searchResults,
  })
  async find(
    @CurrentReader() reader: Reader,
    @Query({ schema: searchQuery }) { q, limit }: SearchQuery,
  ): Promise<{ items: SearchResult[]; next: string | null }> {
    const most = limit === undefined ? DEFAULT_RESULTS : Number(limit);
    return { items: await this.search.find(reader, q, most), next: null };
  }
}
