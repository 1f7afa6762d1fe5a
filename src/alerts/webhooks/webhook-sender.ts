import {
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Agent } from 'undici';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/transaction.js';
import { guardedAgent } from './guarded-agent.js';
import { nextAttemptAt } from './retry-schedule.js';
import { type Attempt, sendWebhook } from './send-webhook.js';
import { WebhookDeliveriesStore } from './webhook-deliveries.store.js';
import { WebhookEndpointsStore } from './webhook-endpoints.store.js';
import type { Delivery, WebhookEndpoint } from './webhook.js';

/** Attempts to one endpoint at the same time. */
const PARALLEL = 4;

/** Longer than an attempt can take: a sender that died is replaced after this. */
const LEASE_SECONDS = 20;

/** After so many failures in a row an endpoint is probed with one message at a time, at growing intervals. */
const PATIENCE = 5;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 300_000;

/** Sends what is due, endpoint by endpoint; at most one sender works on an endpoint. */
@Injectable()
export class WebhookSender implements OnModuleDestroy, OnApplicationShutdown {
  private readonly agent: Agent;
  private isStopping = false;

  constructor(
    private readonly endpoints: WebhookEndpointsStore,
    private readonly deliveries: WebhookDeliveriesStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.agent = guardedAgent(config.webhooks.allowPrivateAddresses);
  }

  /** Sends everything that is due at one endpoint; returns at once when another sender has it. */
  async sendDue(endpointId: string): Promise<void> {
    while (!this.isStopping) {
      const endpoint = await this.endpoints.lease(endpointId, this.clock.now(), LEASE_SECONDS);
      if (endpoint === undefined) return;
      try {
        await this.drain(endpoint);
      } finally {
        await this.endpoints.release(endpointId);
      }
      // A message written while the lease was held found it taken: look once more now that it is free.
      const [missed] = await this.deliveries.due(endpointId, this.clock.now(), 1);
      if (missed === undefined) return;
    }
  }

  /** The attempts under way end; the rest is sent after the next start. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async drain(leased: WebhookEndpoint): Promise<void> {
    let endpoint: WebhookEndpoint | undefined = leased;
    while (endpoint !== undefined && !this.isStopping) {
      const now = this.clock.now();
      if (endpoint.state !== 'enabled' || endpoint.pausedUntil > now) return;
      const parallel = endpoint.failures >= PATIENCE ? 1 : PARALLEL;
      const due = await this.deliveries.due(endpoint.id, now, parallel);
      if (due.length === 0) return;
      await this.endpoints.renew(endpoint.id, LEASE_SECONDS);
      const target = endpoint;
      await Promise.all(due.map(async (delivery) => this.attempt(target, delivery)));
      endpoint = await this.endpoints.find(endpoint.id);
    }
  }

  private async attempt(endpoint: WebhookEndpoint, delivery: Delivery): Promise<void> {
    const { id, body } = delivery;
    const attempt = await sendWebhook(this.agent, {
      id,
      body,
      url: endpoint.url,
      secrets: secretsOf(endpoint, this.clock.now()),
    });
    await this.database.transaction(async (tx) => this.record(tx, endpoint, delivery, attempt));
  }

  /** Locks the endpoint's row before the delivery's, as every writer does. */
  private async record(
    tx: Tx,
    endpoint: WebhookEndpoint,
    delivery: Delivery,
    attempt: Attempt,
  ): Promise<void> {
    const now = this.clock.now();
    if (attempt.outcome === 'delivered') {
      await this.endpoints.recordSuccess(tx, endpoint.id, attempt, now);
      const settled = { state: 'delivered', nextAt: undefined, now } as const;
      return this.deliveries.record(tx, delivery.id, attempt, settled);
    }
    const failures = await this.endpoints.recordFailure(tx, endpoint.id, attempt, now);
    const nextAt = nextAttemptAt(delivery.attempts + 1, now, attempt.retryAfterMs);
    const state = nextAt === undefined ? 'failed' : 'pending';
    await this.deliveries.record(tx, delivery.id, attempt, { state, nextAt, now });
    if (attempt.outcome === 'gone') {
      return this.endpoints.disable(tx, endpoint.id, 'it answered 410 Gone', now);
    }
    const pause = Math.max(pauseAfter(failures), attempt.retryAfterMs ?? 0);
    if (pause > 0) await this.endpoints.pause(tx, endpoint.id, now + Math.min(pause, MAX_PAUSE_MS));
  }
}

/** Both, while the receiver changes from one to the other. */
function secretsOf(endpoint: WebhookEndpoint, now: number): readonly string[] {
  const { secret, previousSecret, previousUntil } = endpoint;
  return previousSecret === undefined || previousUntil <= now ? [secret] : [secret, previousSecret];
}

const MAX_PAUSE_MS = 86_400_000;

/** So that a dead endpoint with a thousand messages costs one attempt now and then, and no worker waits for it. */
function pauseAfter(failures: number): number {
  if (failures < PATIENCE) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - PATIENCE), LONGEST_PAUSE_MS);
}
