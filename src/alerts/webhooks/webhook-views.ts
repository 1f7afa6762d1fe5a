import { formatTime } from '../../protocol/index.js';
import type { Delivery, WebhookEndpoint } from './webhook.js';
import type { DeliveryView, WebhookView } from './webhooks.schemas.js';

/** Without the secret, which is shown only when the endpoint is made. */
export function webhookViewOf(endpoint: WebhookEndpoint, now: number): WebhookView {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description ?? null,
    leastSeverity: endpoint.leastSeverity,
    state: endpoint.state,
    disabledBecause: endpoint.disabledBecause ?? null,
    createdAt: formatTime(endpoint.createdAt),
    health: {
      failuresInARow: endpoint.failures,
      lastSuccessAt: timeOf(endpoint.lastSuccessAt),
      lastFailureAt: timeOf(endpoint.lastFailureAt),
      lastStatus: endpoint.lastStatus ?? null,
      lastError: endpoint.lastError ?? null,
      pausedUntil: endpoint.pausedUntil > now ? formatTime(endpoint.pausedUntil) : null,
    },
  };
}

export function deliveryViewOf(delivery: Delivery): DeliveryView {
  return {
    id: delivery.id,
    alert: delivery.alert ?? null,
    version: delivery.version ?? null,
    index: delivery.logIndex,
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.state === 'pending' ? formatTime(delivery.nextAt) : null,
    createdAt: formatTime(delivery.createdAt),
    settledAt: timeOf(delivery.settledAt),
    lastStatus: delivery.lastStatus ?? null,
    lastError: delivery.lastError ?? null,
    lastLatencyMs: delivery.lastLatencyMs ?? null,
    body: delivery.body,
  };
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : formatTime(ms);
}
