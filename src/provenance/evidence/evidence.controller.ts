import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentReader, Roles } from '../../access/auth.guard.js';
import type { Reader } from '../../access/reader.js';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { noRecord } from '../no-record.js';
import { asOfQuery, type AsOfQuery } from '../provenance.schemas.js';
import { EvidenceExport } from './evidence-export.js';
import { evidenceBundle } from './evidence.schemas.js';

@ApiTags('provenance')
@Roles()
@Controller('v1')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceExport) {}

  @Get('consignments/:ucr/evidence')
  @ApiOperation({
    operationId: 'getEvidence',
    summary: 'Everything about a consignment in one file that can be verified offline',
    description:
      'The answer as of the published checkpoint (or `asOf`), every statement it rests on, the registrations of the ' +
      'keys, and the proofs, signed for by the ledger. The bytes are canonical JSON. A commercial party gets its own part.',
  })
  @ApiOkResponse({ description: 'The evidence bundle.', standardSchema: evidenceBundle })
  @ApiProblems({ 404: ['not-found'], 503: ['unavailable'] })
  async bundle(
    @CurrentReader() reader: Reader,
    @Param('ucr') ucr: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.evidence.export(reader, ucr, asOf);
    if (file === undefined) throw noRecord();
    // Sent as bytes: what was signed for is what the reader keeps.
    void reply
      .header('content-disposition', `attachment; filename="${file.ucr}.custody.json"`)
      .type('application/json; charset=utf-8')
      .send(Buffer.from(file.bytes));
  }
}
