import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LogReader } from '../ledger/log-reader.js';
import { Receipts } from '../ledger/receipts.js';
import { receiptAnswer } from '../ledger/http/ledger.schemas.js';
import { parseEnvelope, encodeBase64 } from '../protocol/index.js';
import { RegistryCache } from './registry-cache.js';

const recoveriesAnswer = z
  .object({
    items: z.array(
      z.object({
        index: z.int(),
        envelope: z.object({
          payload: z.string(),
          payloadType: z.string(),
          signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })),
        }),
        receipt: receiptAnswer,
      }),
    ),
  })
  .meta({ id: 'Recoveries' });

/** Declared losses: the one kind of statement that everybody must be able to read. */
@ApiTags('log')
@Controller('log/recoveries')
export class RecoveriesController {
  constructor(
    private readonly cache: RegistryCache,
    private readonly log: LogReader,
    private readonly receipts: Receipts,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getRecoveries',
    summary: 'Declared losses of this ledger, oldest first',
    description:
      'After each of them the log goes on from an older state than it had signed: `recovery.signed` in the payload is ' +
      'the checkpoint that was given up. An empty list is the rule.',
  })
  @ApiOkResponse({
    description: 'Each declaration with its receipt.',
    standardSchema: recoveriesAnswer,
  })
  async list(): Promise<z.infer<typeof recoveriesAnswer>> {
    const indexes = [...this.cache.state.recoveries.keys()];
    const entries = await this.log.entriesAt(indexes);
    const receipts = await this.receipts.firstReceipts(indexes);
    const items = entries.flatMap(({ index, statement }) => {
      const receipt = receipts.get(index);
      if (receipt === undefined) return [];
      const { payload, payloadType, signatures } = parseEnvelope(statement);
      const envelope = {
        payload: encodeBase64(payload),
        payloadType,
        signatures: signatures.map(({ keyid, signature }) => ({
          keyid,
          sig: encodeBase64(signature),
        })),
      };
      return [{ index, envelope, receipt: { ...receipt } }];
    });
    return { items };
  }
}
