import { z } from 'zod';
import { DECISION_ACTIONS } from '../../custody/vocabulary/decision.js';
import { FINDING_CHANGES, SEVERITIES } from '../../custody/vocabulary/finding.js';
import { pageCursor } from '../../platform/http/paging.js';
import { ALERT_STATES } from '../alert-state.js';
import { alertIdParam, limit } from '../alerts.schemas.js';

const url = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: 'Where to POST. https; ports 443 and 8443; a public address.' });
const description = z.string().max(200);
const leastSeverity = z
  .enum(SEVERITIES)
  .meta({ description: 'Alerts below it are not sent; INFO if absent.' });
const state = z.enum(['enabled', 'disabled']);

export const newWebhook = z
  .strictObject({
    url,
    description: description.optional(),
    leastSeverity: leastSeverity.optional(),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof newWebhook>;

export const webhookChange = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    leastSeverity: leastSeverity.optional(),
    state: state.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'must change something' })
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof webhookChange>;

export const deliveryQuery = z.strictObject({ limit, cursor: pageCursor });
export type DeliveryQuery = z.infer<typeof deliveryQuery>;

const time = z.string().meta({ format: 'date-time' });

const webhookShape = {
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  leastSeverity: z.enum(SEVERITIES),
  state,
  disabledBecause: z.string().nullable(),
  createdAt: time,
  health: z
    .strictObject({
      failuresInARow: z.int(),
      lastSuccessAt: time.nullable(),
      lastFailureAt: time.nullable(),
      lastStatus: z.int().nullable(),
      lastError: z.string().nullable(),
      pausedUntil: time.nullable(),
    })
    .meta({ description: 'What came of the latest attempts.' }),
};

export const webhook = z.strictObject(webhookShape).meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhook>;

export const createdWebhook = z
  .strictObject({
    ...webhookShape,
    secret: z
      .string()
      .meta({ description: 'Standard Webhooks secret (`whsec_…`). Shown this once: keep it.' }),
  })
  .meta({ id: 'CreatedWebhook' });
export type CreatedWebhook = z.infer<typeof createdWebhook>;

export const webhookList = z
  .strictObject({ items: z.array(webhook), next: z.string().nullable() })
  .meta({ id: 'WebhookList' });

export const delivery = z
  .strictObject({
    id: z.string().meta({ description: 'The `webhook-id`: de-duplicate by it.' }),
    alert: z.string().nullable(),
    version: z.int().nullable(),
    index: z.int().meta({ description: 'Log index of what it tells.' }),
    state: z.enum(['pending', 'delivered', 'failed', 'cancelled']),
    attempts: z.int(),
    nextAttemptAt: time.nullable(),
    createdAt: time,
    settledAt: time.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    lastLatencyMs: z.int().nullable(),
    body: z.string().meta({
      description:
        'What is posted, the same at each attempt. What the receiver answers is not kept.',
    }),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.infer<typeof delivery>;

export const deliveryList = z
  .strictObject({ items: z.array(delivery), next: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryList' });

const change = z.enum([...FINDING_CHANGES, ...DECISION_ACTIONS]);

/** What an endpoint is sent. Nothing of it says what the goods are: the receiver logs in and reads. */
export const webhookMessage = z
  .union([
    z.strictObject({
      type: z.templateLiteral(['alert.', change]),
      timestamp: time,
      data: z.strictObject({
        alert: alertIdParam,
        version: z.int(),
        rule: z.string(),
        severity: z.enum(SEVERITIES),
        state: z.enum(ALERT_STATES),
        change,
        index: z.int().meta({ description: 'Log index of the finding or decision.' }),
        url: z.string().meta({ description: 'Path of the alert at this service.' }),
      }),
    }),
    z.strictObject({
      type: z
        .literal('webhook.test')
        .meta({ description: 'Asked for by the owner; tells nothing.' }),
      timestamp: time,
      data: z.strictObject({ endpoint: z.string(), url: z.string() }),
    }),
    z.strictObject({
      type: z.literal('alerts.digest').meta({ description: 'Many at once: read the list.' }),
      timestamp: time,
      data: z.strictObject({
        count: z.int(),
        firstIndex: z.int(),
        lastIndex: z.int(),
        url: z.string(),
      }),
    }),
  ])
  .meta({
    id: 'WebhookMessage',
    description:
      'Body of a webhook. Headers `webhook-id`, `webhook-timestamp`, `webhook-signature` (Standard Webhooks, `v1`).',
  });
