import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Reader } from '../../access/reader.js';
import { LogReader } from '../../ledger/log-reader.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Problem } from '../../platform/http/problem.js';
import { refuseEndpointUrl } from './webhook-address.js';
import { WebhookDeliveriesStore } from './webhook-deliveries.store.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookEndpointsStore } from './webhook-endpoints.store.js';
import { makeSecret } from './webhook-signature.js';
import { testMessage } from './webhook-message.js';
import type { Delivery, NewDelivery, WebhookEndpoint } from './webhook.js';
import type { NewWebhook, WebhookChange } from './webhooks.schemas.js';

const MAX_ENDPOINTS = 20;

/** Long enough to change a receiver in office hours anywhere. */
const BOTH_SECRETS_MS = 24 * 3_600_000;

/** Endpoints of a party; those of others are not there. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly endpoints: WebhookEndpointsStore,
    private readonly deliveries: WebhookDeliveriesStore,
    private readonly dispatcher: WebhookDispatcher,
    private readonly database: Database,
    private readonly log: LogReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Messages begin with what enters the log from now on.
   * @throws Problem 400 for a URL that is not delivered to, 409 when the party has too many endpoints
   */
  async create(owner: Reader, wish: NewWebhook): Promise<WebhookEndpoint> {
    this.checkUrl(wish.url);
    if ((await this.endpoints.ofParty(owner.party)).length >= MAX_ENDPOINTS) {
      throw new Problem({
        status: 409,
        code: 'too-many-webhooks',
        detail: `A party has at most ${MAX_ENDPOINTS} endpoints; delete one first.`,
      });
    }
    const endpoint: WebhookEndpoint = {
      id: `ep_${randomBytes(15).toString('base64url')}`,
      party: owner.party,
      url: wish.url,
      description: wish.description,
      secret: makeSecret(),
      previousSecret: undefined,
      previousUntil: 0,
      leastSeverity: wish.leastSeverity ?? 'INFO',
      state: 'enabled',
      disabledBecause: undefined,
      sinceIndex: await this.log.size(),
      createdAt: this.clock.now(),
      failures: 0,
      lastSuccessAt: undefined,
      lastFailureAt: undefined,
      lastStatus: undefined,
      lastError: undefined,
      pausedUntil: 0,
    };
    await this.endpoints.add(endpoint);
    return endpoint;
  }

  async list(owner: Reader): Promise<WebhookEndpoint[]> {
    return this.endpoints.ofParty(owner.party);
  }

  /** @throws Problem 404 */
  async find(owner: Reader, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.find(id);
    if (endpoint === undefined || endpoint.party !== owner.party) throw notFound();
    return endpoint;
  }

  /** @throws Problem 404, or 400 for a URL that is not delivered to */
  async change(owner: Reader, id: string, change: WebhookChange): Promise<WebhookEndpoint> {
    await this.find(owner, id);
    if (change.url !== undefined) this.checkUrl(change.url);
    await this.endpoints.change(id, change);
    if (change.state === 'enabled') this.dispatcher.wakeNow(id);
    return this.find(owner, id);
  }

  /**
   * A new secret; for 24 hours each message is signed with the one before too.
   * @throws Problem 404
   */
  async rotateSecret(owner: Reader, id: string): Promise<WebhookEndpoint> {
    await this.find(owner, id);
    await this.endpoints.rotateSecret(id, makeSecret(), this.clock.now() + BOTH_SECRETS_MS);
    return this.find(owner, id);
  }

  /**
   * Sends a message that tells nothing. While one is still to be sent there is no second.
   * @throws Problem 404
   */
  async test(owner: Reader, id: string): Promise<Delivery> {
    await this.find(owner, id);
    const logIndex = await this.log.size();
    const sent = await this.database.transaction(async (tx) => {
      const open = await this.deliveries.openTest(tx, id);
      if (open !== undefined) return open.id;
      const now = this.clock.now();
      const message: NewDelivery = {
        id: `test.${randomBytes(9).toString('base64url')}.${id}`,
        endpoint: id,
        logIndex,
        alert: undefined,
        version: undefined,
        body: testMessage(id, now),
      };
      await this.deliveries.add(tx, [message], now);
      return message.id;
    });
    await this.endpoints.unpause(id);
    this.dispatcher.wakeNow(id);
    return this.deliveryOf(id, sent);
  }

  /** @throws Problem 404 */
  async remove(owner: Reader, id: string): Promise<void> {
    await this.find(owner, id);
    await this.endpoints.remove(id, this.clock.now());
  }

  /** @throws Problem 404 */
  async deliveriesOf(
    owner: Reader,
    id: string,
    before: { logIndex: number; id: string } | undefined,
    limit: number,
  ): Promise<Delivery[]> {
    await this.find(owner, id);
    return this.deliveries.ofEndpoint(id, before, limit);
  }

  /**
   * Sends a message again as soon as possible, whatever came of it.
   * @throws Problem 404
   */
  async redeliver(owner: Reader, id: string, deliveryId: string): Promise<Delivery> {
    await this.find(owner, id);
    await this.deliveryOf(id, deliveryId);
    await this.deliveries.redeliver(deliveryId, this.clock.now());
    await this.endpoints.unpause(id);
    this.dispatcher.wakeNow(id);
    return this.deliveryOf(id, deliveryId);
  }

  private async deliveryOf(id: string, deliveryId: string): Promise<Delivery> {
    const known = await this.deliveries.find(id, deliveryId);
    if (known === undefined) throw notFound();
    return known;
  }

  private checkUrl(url: string): void {
    const reason = refuseEndpointUrl(url, this.config.webhooks.allowPrivateAddresses);
    if (reason === undefined) return;
    throw new Problem({
      status: 400,
      code: 'schema',
      detail: `This URL cannot be an endpoint: ${reason}.`,
      errors: [{ pointer: '/url', detail: reason }],
    });
  }
}
