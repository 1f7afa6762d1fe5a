import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type EnvelopeJson, envelopeJsonOf } from '../ledger/log-entry.js';
import { LogReader } from '../ledger/log-reader.js';
import { Receipts } from '../ledger/receipts.js';
import { receiptAnswer } from '../ledger/http/ledger.schemas.js';
import type { Receipt } from '../protocol/index.js';
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

interface Recovery {
  readonly index: number;
  readonly envelope: EnvelopeJson;
  readonly receipt: Receipt;
}

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
  async list(): Promise<{ readonly items: readonly Recovery[] }> {
    const indexes = [...this.cache.state.recoveries.keys()];
    const entries = await this.log.entriesAt(indexes);
    const receipts = await this.receipts.firstReceipts(indexes);
    const items = entries.flatMap(({ index, statement }) => {
      const receipt = receipts.get(index);
      if (receipt === undefined) return [];
      return [{ index, envelope: envelopeJsonOf(statement), receipt }];
    });
    return { items };
  }
}
