import type { Severity } from '../custody/vocabulary/finding.js';

export interface WebhookRequest {
  /** https, a public address. */
  readonly url: string;
  readonly description?: string;
  /** Alerts below it are not sent; INFO if absent. */
  readonly leastSeverity?: Severity;
}

export interface WebhookChange extends Partial<WebhookRequest> {
  readonly state?: 'enabled' | 'disabled';
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly leastSeverity: Severity;
  readonly state: 'enabled' | 'disabled';
  readonly disabledBecause: string | null;
  readonly createdAt: string;
  /** What came of the latest attempts. */
  readonly health: {
    readonly failuresInARow: number;
    readonly lastSuccessAt: string | null;
    readonly lastFailureAt: string | null;
    readonly lastStatus: number | null;
    readonly lastError: string | null;
    readonly pausedUntil: string | null;
  };
}

/** A webhook as just made: its secret (Standard Webhooks, `whsec_…`) is told this once. */
export interface NewWebhook extends Webhook {
  readonly secret: string;
}

export interface WebhookDelivery {
  /** The `webhook-id`: de-duplicate by it. */
  readonly id: string;
  readonly alert: string | null;
  readonly version: number | null;
  /** Log index of what it tells. */
  readonly index: number;
  readonly state: 'pending' | 'delivered' | 'failed' | 'cancelled';
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastLatencyMs: number | null;
  /** What is posted, the same at each attempt. What the receiver answers is not kept. */
  readonly body: string;
}
