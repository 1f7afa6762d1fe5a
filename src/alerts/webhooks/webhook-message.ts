import { formatTime } from '../../protocol/index.js';
import type { AlertStep } from '../alerts.store.js';

/** What a digest stands for. */
export interface DigestRange {
  readonly count: number;
  /** Log indexes of the first and the last step left out. */
  readonly firstIndex: number;
  readonly lastIndex: number;
}

export function webhookIdOf(alert: string, version: number, endpoint: string): string {
  return `${alert}.${version}.${endpoint}`;
}

/**
 * The body for one step of an alert. Thin on purpose: it says that there is something to read, and the receiver logs in
 * to read it. What the goods are, whose and where, does not leave the service this way.
 */
export function alertMessage({ alert, change, index, recordedAt }: AlertStep): string {
  return JSON.stringify({
    type: `alert.${change}`,
    timestamp: formatTime(recordedAt),
    data: {
      alert: alert.id,
      version: alert.version,
      rule: alert.rule,
      severity: alert.severity,
      state: alert.state,
      change,
      index,
      url: `/v1/alerts/${alert.id}`,
    },
  });
}

/** The body that stands for many: the receiver reads them from the list, which is complete. */
export function digestMessage(range: DigestRange, now: number): string {
  return JSON.stringify({
    type: 'alerts.digest',
    timestamp: formatTime(now),
    data: { ...range, url: '/v1/alerts' },
  });
}

/** Says nothing but that messages arrive. */
export function testMessage(endpoint: string, now: number): string {
  return JSON.stringify({
    type: 'webhook.test',
    timestamp: formatTime(now),
    data: { endpoint, url: `/v1/webhooks/${endpoint}` },
  });
}

export function digestOf(body: string): DigestRange {
  const message: { readonly data: DigestRange } = JSON.parse(body);
  return message.data;
}
