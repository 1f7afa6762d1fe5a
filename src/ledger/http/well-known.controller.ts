import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MAX_PAYLOAD_BYTES, MAX_PAYLOAD_DEPTH, PROFILE } from '../../protocol/index.js';
import { LedgerIdentity } from '../ledger-identity.js';
import { type WellKnown, wellKnownAnswer } from './ledger.schemas.js';
import { MAX_ENVELOPES } from './split-body.js';

@ApiTags('log')
@Controller('.well-known')
export class WellKnownController {
  constructor(private readonly identity: LedgerIdentity) {}

  @Get('custody-ledger')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'getLedger',
    summary: 'Who this ledger is: origin, verification key, limits',
  })
  @ApiOkResponse({ description: 'The same for everybody.', standardSchema: wellKnownAnswer })
  describe(): WellKnown {
    const { origin, vkey } = this.identity;
    return {
      origin,
      vkey,
      profile: PROFILE,
      apiVersion: '1',
      limits: {
        payloadBytes: MAX_PAYLOAD_BYTES,
        depth: MAX_PAYLOAD_DEPTH,
        batch: MAX_ENVELOPES,
      },
    };
  }
}
