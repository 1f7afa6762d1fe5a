import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audience } from '../../access/audience.js';
import { CurrentReader, Roles } from '../../access/auth.guard.js';
import type { Reader } from '../../access/reader.js';
import { spelledConsignment } from '../../custody/vocabulary/spelled-consignment.js';
import { problemOfRollback } from '../../ledger/http/append-problem.js';
import { HeadSigner } from '../../ledger/signing/head-signer.js';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { negotiate } from '../../platform/http/negotiate.js';
import { Absence } from '../absence.js';
import { asOfQuery, type AsOfQuery } from '../provenance.schemas.js';
import { ReportPrinter } from '../report/report-printer.js';
import { EvidenceExport } from './evidence-export.js';
import { evidenceBundle } from './evidence.schemas.js';

@ApiTags('provenance')
@Roles()
@Controller('v1')
export class EvidenceController {
  constructor(
    private readonly evidence: EvidenceExport,
    private readonly absence: Absence,
    private readonly printer: ReportPrinter,
    private readonly audience: Audience,
    private readonly signer: HeadSigner,
  ) {}

  @Get('consignments/:ucr/evidence')
  @ApiOperation({
    operationId: 'getEvidence',
    summary: 'Everything about a consignment in one file that can be verified offline',
    description:
      'The answer as of the published checkpoint (or `asOf`), every statement it rests on, the registrations of the ' +
      'keys, and the proofs, signed for by the ledger. The bytes are canonical JSON. A commercial party gets its own part. ' +
      'With `Accept: application/pdf` a document to print (PDF/A-3), with the bundle attached to it.',
  })
  @ApiOkResponse({ description: 'The evidence bundle.', standardSchema: evidenceBundle })
  @ApiProblems({
    404: ['not-found'],
    406: ['not-acceptable'],
    503: ['unavailable', 'overloaded', 'rollback-detected'],
  })
  async bundle(
    @CurrentReader() reader: Reader,
    @Param('ucr') text: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = negotiate(accept, ['application/json', 'application/pdf']);
    // The ledger would sign for a state that is behind what it signed before.
    if (this.signer.rollback !== undefined) throw problemOfRollback(this.signer.rollback);
    const ucr = spelledConsignment(text);
    const file = await this.evidence.export(reader, ucr, asOf);
    if (file === undefined) throw await this.absence.ofConsignment(reader, ucr, asOf);
    void reply.header('vary', 'accept');
    if (type === 'application/pdf') {
      const address = this.audience.url;
      const order = { bundle: file.bytes, madeFor: reader.party, address };
      const pages = await this.printer.ask(order);
      return send(reply, type, `${file.ucr}.pdf`, pages);
    }
    // Sent as bytes: what was signed for is what the reader keeps.
    return send(reply, 'application/json; charset=utf-8', `${file.ucr}.custody.json`, file.bytes);
  }
}

function send(reply: FastifyReply, type: string, name: string, bytes: Uint8Array): void {
  void reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(Buffer.from(bytes));
}
