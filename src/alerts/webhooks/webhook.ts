import type { Severity } from '../../custody/vocabulary/finding.js';

/** A party's endpoint for alerts. Times are epoch milliseconds. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Who owns it: it gets what this party may read. */
  readonly party: string;
  readonly url: string;
  readonly description: string | undefined;
  readonly secret: string;
  /** The secret before, and until when it signs beside the new one. */
  readonly previousSecret: string | undefined;
  readonly previousUntil: number;
  readonly leastSeverity: Severity;
  readonly state: 'enabled' | 'disabled';
  readonly disabledBecause: string | undefined;
  /** Changes of alerts below this log index are not sent. */
  readonly sinceIndex: number;
  readonly createdAt: number;
  /** Attempts that failed since the last that succeeded. */
  readonly failures: number;
  readonly lastSuccessAt: number | undefined;
  readonly lastFailureAt: number | undefined;
  readonly lastStatus: number | undefined;
  readonly lastError: string | undefined;
  /** No attempt is made before: the endpoint fails again and again. */
  readonly pausedUntil: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'cancelled';

/** One message to one endpoint, with what came of it. */
export interface Delivery {
  /** The `webhook-id`: `<alert>.<version>.<endpoint>`, `digest.<log index>.<endpoint>`, or `test.<random>.<endpoint>`. */
  readonly id: string;
  readonly endpoint: string;
  readonly logIndex: number;
  readonly alert: string | undefined;
  readonly version: number | undefined;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: number;
  readonly createdAt: number;
  readonly settledAt: number | undefined;
  readonly lastStatus: number | undefined;
  readonly lastError: string | undefined;
  readonly lastLatencyMs: number | undefined;
}

/** A message that is to be sent as soon as possible. */
export type NewDelivery = Pick<
  Delivery,
  'id' | 'endpoint' | 'logIndex' | 'alert' | 'version' | 'body'
>;
