import type { Webhook, WebhookDelivery } from '../../client/webhook-answers.js';
import type { MessageKey } from '../../messages/messages.js';
import type { Tone } from '../../messages/verdict-lines.js';

type Words = readonly [name: MessageKey, tone: Tone];

export const DELIVERY_STATES: Readonly<Record<WebhookDelivery['state'], Words>> = {
  pending: ['delivery.pending', 'wait'],
  delivered: ['delivery.delivered', 'good'],
  failed: ['delivery.failed', 'bad'],
  cancelled: ['delivery.cancelled', 'unknown'],
};

/** Is it delivering, and if not, why. */
export function standingOf({ state, health }: Webhook): Words {
  if (state === 'disabled') return ['webhook.disabled', 'unknown'];
  if (health.failuresInARow > 0) return ['webhook.failing', 'bad'];
  return health.lastSuccessAt === null ? ['webhook.idle', 'wait'] : ['webhook.works', 'good'];
}

/** What the receiver said, or what the network said in its stead. */
export function lastWord({
  lastStatus,
  lastError,
}: Pick<WebhookDelivery, 'lastStatus' | 'lastError'>): string {
  return [lastStatus ?? '', lastError ?? ''].join(' ').trim();
}
