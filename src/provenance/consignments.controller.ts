import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentReader, Roles } from '../access/auth.guard.js';
import type { Reader } from '../access/reader.js';
import { spelledConsignment } from '../custody/vocabulary/spelled-consignment.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { Absence } from './absence.js';
import { itemAnswer, type ItemAnswer, provenanceAnswer } from './answer/answer.schemas.js';
import type { ProvenanceAnswer } from './answer/answer.schemas.js';
import { ItemAnswers } from './answer/item-answers.js';
import { ProvenanceAnswers } from './answer/provenance-answers.js';
import { asOfQuery, type AsOfQuery } from './provenance.schemas.js';

@ApiTags('provenance')
@Roles()
@Controller('v1')
export class ConsignmentsController {
  constructor(
    private readonly answers: ProvenanceAnswers,
    private readonly items: ItemAnswers,
    private readonly absence: Absence,
  ) {}

  @Get('consignments/:ucr')
  @ApiOperation({
    operationId: 'getConsignment',
    summary: 'What the ledger supports about a consignment: a UCR (its newest), or `<UCR>;<year>`',
    description:
      'Verdict, reasons, timeline, custody, gaps, proofs. A commercial party gets its own part (`view` is `party`): ' +
      'no verdict, and only gaps it can cure. To auditors and prosecutors a 404 proves that there is none ' +
      '(`completeness`, a `CompletenessProof`).',
  })
  @ApiOkResponse({ description: 'The provenance answer.', standardSchema: provenanceAnswer })
  @ApiProblems({ 404: ['not-found'] })
  async consignment(
    @CurrentReader() reader: Reader,
    @Param('ucr') text: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<ProvenanceAnswer> {
    const ucr = spelledConsignment(text);
    const answer = await this.answers.answer(reader, ucr, asOf);
    if (answer === undefined) throw await this.absence.ofConsignment(reader, ucr, asOf);
    return answer;
  }

  @Get('items/:itemId')
  @ApiOperation({
    operationId: 'getItem',
    summary: 'One item: its state, origins and lineage',
    description:
      'To auditors and prosecutors a 404 proves that there is none (`completeness`, a `CompletenessProof`).',
  })
  @ApiOkResponse({ description: 'The item.', standardSchema: itemAnswer })
  @ApiProblems({ 404: ['not-found'] })
  async item(
    @CurrentReader() reader: Reader,
    @Param('itemId') itemId: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<ItemAnswer> {
    const answer = await this.items.answer(reader, itemId, asOf);
    if (answer === undefined) throw await this.absence.ofItem(reader, itemId, asOf);
    return answer;
  }
}
