import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentReader, Roles } from '../../access/auth.guard.js';
import type { Reader } from '../../access/reader.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { limitOf } from '../alerts.schemas.js';
import { badCursor, nextLink } from '../list-cursor.js';
import { deliveryViewOf, webhookViewOf } from './webhook-views.js';
import { Webhooks } from './webhooks.js';
import {
  createdWebhook,
  type CreatedWebhook,
  delivery,
  deliveryList,
  deliveryQuery,
  type DeliveryQuery,
  type DeliveryView,
  newWebhook,
  type NewWebhook,
  webhook,
  webhookChange,
  type WebhookChange,
  webhookList,
  type WebhookView,
} from './webhooks.schemas.js';

@ApiTags('webhooks')
@Roles('customs', 'inspector')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Have alerts sent to an endpoint of yours (Standard Webhooks)' })
  @ApiCreatedResponse({ standardSchema: createdWebhook })
  async create(
    @CurrentReader() reader: Reader,
    @Body({ schema: newWebhook }) wish: NewWebhook,
  ): Promise<CreatedWebhook> {
    const endpoint = await this.webhooks.create(reader, wish);
    return { ...webhookViewOf(endpoint, this.clock.now()), secret: endpoint.secret };
  }

  @Get()
  @ApiOperation({ summary: 'Your endpoints, with their health' })
  @ApiOkResponse({ standardSchema: webhookList })
  async list(@CurrentReader() reader: Reader): Promise<{ items: WebhookView[]; next: null }> {
    const now = this.clock.now();
    const endpoints = await this.webhooks.list(reader);
    return { items: endpoints.map((endpoint) => webhookViewOf(endpoint, now)), next: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One endpoint' })
  @ApiOkResponse({ standardSchema: webhook })
  @ApiNotFoundResponse()
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<WebhookView> {
    return webhookViewOf(await this.webhooks.find(reader, id), this.clock.now());
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change, disable or enable an endpoint' })
  @ApiOkResponse({ standardSchema: webhook })
  @ApiNotFoundResponse()
  async change(
    @CurrentReader() reader: Reader,
    @Param('id') id: string,
    @Body({ schema: webhookChange }) change: WebhookChange,
  ): Promise<WebhookView> {
    return webhookViewOf(await this.webhooks.change(reader, id, change), this.clock.now());
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an endpoint; what was not yet sent is cancelled' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  async remove(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<void> {
    await this.webhooks.remove(reader, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'Messages to an endpoint and what came of them, the newest first' })
  @ApiOkResponse({ standardSchema: deliveryList })
  @ApiNotFoundResponse()
  async deliveries(
    @CurrentReader() reader: Reader,
    @Param('id') id: string,
    @Query({ schema: deliveryQuery }) query: DeliveryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: DeliveryView[]; next: string | null }> {
    const limit = limitOf(query.limit);
    const before = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const found = await this.webhooks.deliveriesOf(reader, id, before, limit + 1);
    const items = found.slice(0, limit).map(deliveryViewOf);
    const last = items.at(-1);
    if (found.length <= limit || last === undefined) return { items, next: null };
    const next = Buffer.from(`${last.index} ${last.id}`, 'utf8').toString('base64url');
    void reply.header(
      'link',
      nextLink(`/v1/webhooks/${id}/deliveries`, { ...query, cursor: next }),
    );
    return { items, next };
  }

  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a message again, with the same webhook-id' })
  @ApiAcceptedResponse({ standardSchema: delivery })
  @ApiNotFoundResponse()
  async redeliver(
    @CurrentReader() reader: Reader,
    @Param('id') id: string,
    @Param('delivery') deliveryId: string,
  ): Promise<DeliveryView> {
    return deliveryViewOf(await this.webhooks.redeliver(reader, id, deliveryId));
  }
}

function readCursor(cursor: string): { logIndex: number; id: string } {
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(?<index>\d{1,15}) (?<id>[!-~]{1,120})$/u.exec(decoded);
  if (match?.groups === undefined) throw badCursor();
  return { logIndex: Number(match.groups['index']), id: match.groups['id'] ?? '' };
}
