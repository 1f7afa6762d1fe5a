import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Attempt } from './send-webhook.js';
import type { Delivery, DeliveryState, NewDelivery } from './webhook.js';

/** SQL of deliveries. Rows are the truth; jobs of the queue only say that it is time to look. */
@Injectable()
export class WebhookDeliveriesStore {
  constructor(private readonly database: Database) {}

  /** Due at once. A message that is there already stays as it is. */
  async add(tx: Tx, deliveries: readonly NewDelivery[], now: number): Promise<void> {
    if (deliveries.length === 0) return;
    await tx.query(
      `insert into webhook_deliveries
         (id, endpoint, log_index, alert, version, body, state, next_at, created_at)
       select id, endpoint, "logIndex", alert, version, body, 'pending', $2, $2
       from jsonb_to_recordset($1::jsonb) as d
         (id text, endpoint text, "logIndex" bigint, alert text, version integer, body text)
       on conflict (id) do nothing`,
      [JSON.stringify(deliveries), now],
    );
  }

  /** Pending messages by endpoint; endpoints without any are left out. */
  async pendingCounts(tx: Tx): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ endpoint: string; count: number }>(
      `select endpoint, count(*) as count from webhook_deliveries
       where state = 'pending' group by endpoint`,
    );
    return new Map(rows.map(({ endpoint, count }) => [endpoint, count]));
  }

  /** The digest of an endpoint that no attempt has been made for yet, locked for the transaction. */
  async openDigest(tx: Tx, endpoint: string): Promise<Delivery | undefined> {
    const rows = await tx.query<DeliveryRow>(
      `select * from webhook_deliveries
       where endpoint = $1 and state = 'pending' and id like 'digest.%' and attempts = 0
       order by log_index desc limit 1 for update`,
      [endpoint],
    );
    return rows.map(deliveryOf)[0];
  }

  /** A test message that is still to be sent. */
  async openTest(tx: Tx, endpoint: string): Promise<Delivery | undefined> {
    const rows = await tx.query<DeliveryRow>(
      `select * from webhook_deliveries
       where endpoint = $1 and state = 'pending' and id like 'test.%' limit 1`,
      [endpoint],
    );
    return rows.map(deliveryOf)[0];
  }

  async setBody(tx: Tx, id: string, body: string): Promise<void> {
    await tx.query('update webhook_deliveries set body = $2 where id = $1', [id, body]);
  }

  /** What is due at an endpoint, in log order. */
  async due(endpoint: string, now: number, limit: number): Promise<Delivery[]> {
    const rows = await this.database.query<DeliveryRow>(
      `select * from webhook_deliveries
       where endpoint = $1 and state = 'pending' and next_at <= $2
       order by log_index, id limit $3`,
      [endpoint, now, limit],
    );
    return rows.map(deliveryOf);
  }

  /** Endpoints that could be sent to now and are not being sent to. */
  async dueEndpoints(now: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select e.id from webhook_endpoints e
       where e.state = 'enabled' and e.deleted_at is null
         and e.leased_until < now() and e.paused_until <= $1
         and exists (select from webhook_deliveries d
                     where d.endpoint = e.id and d.state = 'pending' and d.next_at <= $1)`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** When the next attempt at an endpoint is due, epoch milliseconds. */
  async nextDue(endpoint: string): Promise<number | undefined> {
    const rows = await this.database.query<{ at: number | null }>(
      `select min(greatest(d.next_at, e.paused_until)) as at
       from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint
       where d.endpoint = $1 and d.state = 'pending'
         and e.state = 'enabled' and e.deleted_at is null`,
      [endpoint],
    );
    return rows[0]?.at ?? undefined;
  }

  /** Writes down an attempt. `nextAt` is `undefined` when the message is settled. */
  async record(
    tx: Tx,
    id: string,
    attempt: Attempt,
    settled: { state: DeliveryState; nextAt: number | undefined; now: number },
  ): Promise<void> {
    await tx.query(
      `update webhook_deliveries set
         attempts = attempts + 1, state = $2, next_at = coalesce($3, next_at), settled_at = $4,
         last_status = $5, last_error = $6, last_latency_ms = $7
       where id = $1 and state = 'pending'`,
      [
        id,
        settled.state,
        settled.nextAt,
        settled.state === 'pending' ? null : settled.now,
        attempt.status,
        attempt.error,
        attempt.latencyMs,
      ],
    );
  }

  /** Newest first, below `before` (log index and id of the last one seen). */
  async ofEndpoint(
    endpoint: string,
    before: { logIndex: number; id: string } | undefined,
    limit: number,
  ): Promise<Delivery[]> {
    const rows = await this.database.query<DeliveryRow>(
      `select * from webhook_deliveries
       where endpoint = $1 and ($2::bigint is null or log_index < $2 or (log_index = $2 and id > $3))
       order by log_index desc, id limit $4`,
      [endpoint, before?.logIndex, before?.id, limit],
    );
    return rows.map(deliveryOf);
  }

  async find(endpoint: string, id: string): Promise<Delivery | undefined> {
    const rows = await this.database.query<DeliveryRow>(
      'select * from webhook_deliveries where endpoint = $1 and id = $2',
      [endpoint, id],
    );
    return rows.map(deliveryOf)[0];
  }

  /** Starts the schedule of a message anew, whatever came of it before. */
  async redeliver(id: string, now: number): Promise<void> {
    await this.database.query(
      `update webhook_deliveries
       set state = 'pending', attempts = 0, next_at = $2, settled_at = null where id = $1`,
      [id, now],
    );
  }
}

interface DeliveryRow {
  id: string;
  endpoint: string;
  log_index: number;
  alert: string | null;
  version: number | null;
  body: string;
  state: DeliveryState;
  attempts: number;
  next_at: number;
  created_at: number;
  settled_at: number | null;
  last_status: number | null;
  last_error: string | null;
  last_latency_ms: number | null;
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    endpoint: row.endpoint,
    logIndex: row.log_index,
    alert: row.alert ?? undefined,
    version: row.version ?? undefined,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.next_at,
    createdAt: row.created_at,
    settledAt: row.settled_at ?? undefined,
    lastStatus: row.last_status ?? undefined,
    lastError: row.last_error ?? undefined,
    lastLatencyMs: row.last_latency_ms ?? undefined,
  };
}
