import { Inject, Injectable } from '@nestjs/common';
import { severityRank } from '../../custody/vocabulary/finding.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Readership } from '../alert-readership.js';
import { ReaderDirectory } from '../alert-readership.js';
import type { AlertStep } from '../alerts.store.js';
import { WebhookDeliveriesStore } from './webhook-deliveries.store.js';
import { WebhookEndpointsStore } from './webhook-endpoints.store.js';
import {
  alertMessage,
  digestMessage,
  digestOf,
  type DigestRange,
  webhookIdOf,
} from './webhook-message.js';
import type { NewDelivery, WebhookEndpoint } from './webhook.js';

/** An endpoint with more pending messages than this gets one digest in place of further ones. */
const DIGEST_ABOVE = 1000;

/**
 * Writes the messages that a step of an alert causes, in the transaction that records the step: a message exists if
 * and only if its alert does, whatever crashes.
 */
@Injectable()
export class WebhookOutbox {
  constructor(
    private readonly endpoints: WebhookEndpointsStore,
    private readonly deliveries: WebhookDeliveriesStore,
    private readonly readers: ReaderDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns ids of the endpoints that have something new */
  async write(tx: Tx, steps: readonly AlertStep[]): Promise<string[]> {
    if (steps.length === 0) return [];
    const endpoints = await this.endpoints.enabled(tx);
    if (endpoints.length === 0) return [];
    const pending = await this.deliveries.pendingCounts(tx);
    const touched: string[] = [];
    for (const endpoint of endpoints) {
      const readership = this.readers.readershipOf(endpoint.party);
      const wanted = steps.filter((step) => isFor(step, endpoint, readership));
      if (wanted.length === 0) continue;
      touched.push(endpoint.id);
      const room = Math.max(0, DIGEST_ABOVE - (pending.get(endpoint.id) ?? 0));
      const messages = wanted.slice(0, room).map((step) => messageTo(endpoint, step));
      await this.deliveries.add(tx, messages, this.clock.now());
      if (wanted.length > room) await this.digest(tx, endpoint, wanted.slice(room));
    }
    return touched;
  }

  private async digest(
    tx: Tx,
    endpoint: WebhookEndpoint,
    steps: readonly AlertStep[],
  ): Promise<void> {
    const [first] = steps;
    if (first === undefined) return;
    const open = await this.deliveries.openDigest(tx, endpoint.id);
    const before: DigestRange | undefined = open && digestOf(open.body);
    const range: DigestRange = {
      count: (before?.count ?? 0) + steps.length,
      firstIndex: before?.firstIndex ?? first.index,
      lastIndex: steps.at(-1)?.index ?? first.index,
    };
    const body = digestMessage(range, this.clock.now());
    if (open !== undefined) return this.deliveries.setBody(tx, open.id, body);
    const message: NewDelivery = {
      id: `digest.${first.index}.${endpoint.id}`,
      endpoint: endpoint.id,
      logIndex: first.index,
      alert: undefined,
      version: undefined,
      body,
    };
    return this.deliveries.add(tx, [message], this.clock.now());
  }
}

function isFor(
  { alert, index }: AlertStep,
  endpoint: WebhookEndpoint,
  readership: Readership | undefined,
): boolean {
  if (readership === undefined || index < endpoint.sinceIndex) return false;
  if (severityRank(alert.severity) < severityRank(endpoint.leastSeverity)) return false;
  return readership.mayRead(alert);
}

function messageTo(endpoint: WebhookEndpoint, step: AlertStep): NewDelivery {
  return {
    id: webhookIdOf(step.alert.id, step.alert.version, endpoint.id),
    endpoint: endpoint.id,
    logIndex: step.index,
    alert: step.alert.id,
    version: step.alert.version,
    body: alertMessage(step),
  };
}
