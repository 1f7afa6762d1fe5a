import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MAX_PAYLOAD_BYTES, MAX_PAYLOAD_DEPTH, PROFILE } from '../../protocol/index.js';
import { LedgerIdentity } from '../ledger-identity.js';
import { RotationsTold } from '../rotations-told.js';
import { WitnessPolicy } from '../witnessing/read-policy.js';
import { type WellKnown, wellKnownAnswer } from './ledger.schemas.js';
import { MAX_ENVELOPES } from './split-body.js';

@ApiTags('log')
@Controller('.well-known')
export class WellKnownController {
  constructor(
    private readonly identity: LedgerIdentity,
    private readonly rotations: RotationsTold,
    private readonly witnesses: WitnessPolicy,
  ) {}

  @Get('custody-ledger')
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({
    operationId: 'getLedger',
    summary: 'Who this ledger is: origin, verification key, limits',
    description:
      'After a rotation of its key: each one with its receipt, oldest first, so that a reader who trusts any one key ' +
      'of the ledger can check which followed and which went before.',
  })
  @ApiOkResponse({ description: 'The same for everybody.', standardSchema: wellKnownAnswer })
  async describe(): Promise<WellKnown> {
    const { origin, vkey, history } = this.identity;
    return {
      origin,
      vkey,
      formerKeys: history.slice(0, -1).map((key, at) => ({
        vkey: key.vkey,
        replacedBy: history[at + 1]!.from,
      })),
      rotations: await this.rotations.all(),
      policy: this.witnesses.text ?? null,
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
