import type { Severity } from '../custody/vocabulary/finding.js';

export interface WebhookRequest {
  readonly url: string;
  readonly description?: string;
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
  readonly [member: string]: unknown;
}

/** A webhook as just made: its secret (Standard Webhooks, `whsec_…`) is told this once. */
export interface NewWebhook extends Webhook {
  readonly secret: string;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly state: 'pending' | 'delivered' | 'failed' | 'cancelled';
  readonly attempts: number;
  readonly [member: string]: unknown;
}
