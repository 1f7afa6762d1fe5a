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
  ApiCallbacks,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentReader, Roles } from '../../access/auth.guard.js';
import type { Reader } from '../../access/reader.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { ApiPage } from '../../platform/http/api-page.js';
import { ApiProblems } from '../../platform/http/api-problems.js';
import { ApiParts, apiSchemaOf } from '../../platform/http/api-schema.js';
import { badCursor, nextLink } from '../../platform/http/paging.js';
import { limitOf } from '../alerts.schemas.js';
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
  webhookMessage,
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
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Have alerts sent to an endpoint of yours (Standard Webhooks)',
    description:
      'At most 20 endpoints a party. Messages begin with what enters the log from now on.',
  })
  @ApiCreatedResponse({
    description: 'The only answer with the secret.',
    standardSchema: createdWebhook,
  })
  @ApiProblems({ 400: ['malformed-json', 'schema'], 409: ['too-many-webhooks'] })
  @ApiParts(apiSchemaOf(webhookMessage, 'output').parts)
  @ApiCallbacks({
    name: 'alert',
    callbackUrl: '{$request.body#/url}',
    method: 'post',
    requestBody: { type: 'WebhookMessage' },
    expectedResponse: {
      status: 204,
      description:
        'Any 2xx says that it arrived. 410 disables the endpoint; anything else is tried again.',
    },
  })
  async create(
    @CurrentReader() reader: Reader,
    @Body({ schema: newWebhook }) wish: NewWebhook,
  ): Promise<CreatedWebhook> {
    const endpoint = await this.webhooks.create(reader, wish);
    return { ...webhookViewOf(endpoint, this.clock.now()), secret: endpoint.secret };
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhooks', summary: 'Your endpoints, with their health' })
  @ApiOkResponse({ description: 'All of them.', standardSchema: webhookList })
  async list(@CurrentReader() reader: Reader): Promise<{ items: WebhookView[]; next: null }> {
    const now = this.clock.now();
    const endpoints = await this.webhooks.list(reader);
    return { items: endpoints.map((endpoint) => webhookViewOf(endpoint, now)), next: null };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getWebhook', summary: 'One endpoint' })
  @ApiOkResponse({ description: 'The endpoint, without its secret.', standardSchema: webhook })
  @ApiProblems({ 404: ['not-found'] })
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<WebhookView> {
    return webhookViewOf(await this.webhooks.find(reader, id), this.clock.now());
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Change, disable or enable an endpoint',
  })
  @ApiOkResponse({ description: 'As it is now.', standardSchema: webhook })
  @ApiProblems({ 400: ['malformed-json', 'schema'], 404: ['not-found'] })
  async change(
    @CurrentReader() reader: Reader,
    @Param('id') id: string,
    @Body({ schema: webhookChange }) change: WebhookChange,
  ): Promise<WebhookView> {
    return webhookViewOf(await this.webhooks.change(reader, id, change), this.clock.now());
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhook',
    summary: 'Delete an endpoint; what was not yet sent is cancelled',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems({ 404: ['not-found'] })
  async remove(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<void> {
    await this.webhooks.remove(reader, id);
  }

  @Post(':id/secret')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Change the secret of an endpoint',
    description:
      'For 24 hours each message carries two signatures, of the new secret and of the one before; the receiver believes either.',
  })
  @ApiCreatedResponse({
    description: 'The only answer with the new secret.',
    standardSchema: createdWebhook,
  })
  @ApiProblems({ 404: ['not-found'] })
  async rotate(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<CreatedWebhook> {
    const endpoint = await this.webhooks.rotateSecret(reader, id);
    return { ...webhookViewOf(endpoint, this.clock.now()), secret: endpoint.secret };
  }

  @Post(':id/test')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a test message, which tells nothing',
    description: 'While one is still to be sent, it is that one that is answered.',
  })
  @ApiAcceptedResponse({ description: 'It will be sent.', standardSchema: delivery })
  @ApiProblems({ 404: ['not-found'] })
  async test(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<DeliveryView> {
    return deliveryViewOf(await this.webhooks.test(reader, id));
  }

  @Get(':id/deliveries')
  @ApiOperation({
    operationId: 'listDeliveries',
    summary: 'Messages to an endpoint and what came of them, the newest first',
  })
  @ApiPage(deliveryList)
  @ApiProblems({ 404: ['not-found'] })
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
  @ApiOperation({
    operationId: 'redeliver',
    summary: 'Send a message again, with the same webhook-id',
  })
  @ApiAcceptedResponse({ description: 'It will be sent.', standardSchema: delivery })
  @ApiProblems({ 404: ['not-found'] })
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
