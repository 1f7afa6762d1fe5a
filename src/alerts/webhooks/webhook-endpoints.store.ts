import { Injectable } from '@nestjs/common';
import type { Severity } from '../../custody/vocabulary/finding.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Attempt } from './send-webhook.js';
import type { WebhookEndpoint } from './webhook.js';

export interface EndpointChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly leastSeverity?: Severity | undefined;
  readonly state?: 'enabled' | 'disabled' | undefined;
}

/** SQL of endpoints. A deleted endpoint keeps its row, because its deliveries are history. */
@Injectable()
export class WebhookEndpointsStore {
  constructor(private readonly database: Database) {}

  async add(endpoint: WebhookEndpoint): Promise<void> {
    await this.database.query(
      `insert into webhook_endpoints
         (id, party, url, description, secret, least_severity, state, since_index, created_at)
       values ($1, $2, $3, $4, $5, $6, 'enabled', $7, $8)`,
      [
        endpoint.id,
        endpoint.party,
        endpoint.url,
        endpoint.description,
        endpoint.secret,
        endpoint.leastSeverity,
        endpoint.sinceIndex,
        endpoint.createdAt,
      ],
    );
  }

  async ofParty(party: string): Promise<WebhookEndpoint[]> {
    const rows = await this.database.query<EndpointRow>(
      `select * from webhook_endpoints
       where party = $1 and deleted_at is null order by created_at, id`,
      [party],
    );
    return rows.map(endpointOf);
  }

  async find(id: string): Promise<WebhookEndpoint | undefined> {
    const rows = await this.database.query<EndpointRow>(
      'select * from webhook_endpoints where id = $1 and deleted_at is null',
      [id],
    );
    return rows.map(endpointOf)[0];
  }

  /** Endpoints that get messages; read in the projection's transaction. */
  async enabled(tx: Tx): Promise<WebhookEndpoint[]> {
    const rows = await tx.query<EndpointRow>(
      `select * from webhook_endpoints where state = 'enabled' and deleted_at is null order by id`,
    );
    return rows.map(endpointOf);
  }

  /** Enabling an endpoint again forgets its failures. */
  async change(id: string, change: EndpointChange): Promise<void> {
    await this.database.query(
      `update webhook_endpoints set
         url = coalesce($2, url),
         description = coalesce($3, description),
         least_severity = coalesce($4, least_severity),
         state = coalesce($5, state),
         disabled_because = case when $5 = 'enabled' then null
                                 when $5 = 'disabled' then 'by its owner'
                                 else disabled_because end,
         failures = case when $5 = 'enabled' then 0 else failures end,
         paused_until = case when $5 = 'enabled' then 0 else paused_until end
       where id = $1`,
      [id, change.url, change.description, change.leastSeverity, change.state],
    );
  }

  /** @param until when the secret before stops signing, epoch milliseconds */
  async rotateSecret(id: string, secret: string, until: number): Promise<void> {
    await this.database.query(
      `update webhook_endpoints
       set previous_secret = secret, previous_until = $3, secret = $2 where id = $1`,
      [id, secret, until],
    );
  }

  async remove(id: string, now: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        `update webhook_endpoints set deleted_at = $2, state = 'disabled' where id = $1`,
        [id, now],
      );
      await cancelPending(tx, id, now);
    });
  }

  /**
   * Takes the endpoint for one sender, for as long as an attempt can take: `undefined` when another has it, when it is
   * paused, or when it gets nothing. A sender that dies holds it no longer than that.
   */
  async lease(id: string, now: number, leaseSeconds: number): Promise<WebhookEndpoint | undefined> {
    const rows = await this.database.query<EndpointRow>(
      `update webhook_endpoints set leased_until = now() + make_interval(secs => $3)
       where id = $1 and state = 'enabled' and deleted_at is null
         and leased_until < now() and paused_until <= $2
       returning *`,
      [id, now, leaseSeconds],
    );
    return rows.map(endpointOf)[0];
  }

  async renew(id: string, leaseSeconds: number): Promise<void> {
    await this.database.query(
      'update webhook_endpoints set leased_until = now() + make_interval(secs => $2) where id = $1',
      [id, leaseSeconds],
    );
  }

  async release(id: string): Promise<void> {
    await this.database.query(
      `update webhook_endpoints set leased_until = '-infinity' where id = $1`,
      [id],
    );
  }

  async recordSuccess(tx: Tx, id: string, attempt: Attempt, now: number): Promise<void> {
    await tx.query(
      `update webhook_endpoints set failures = 0, paused_until = 0, last_success_at = $2,
         last_status = $3, last_error = null
       where id = $1`,
      [id, now, attempt.status],
    );
  }

  /** @returns how many attempts failed in a row, this one included */
  async recordFailure(tx: Tx, id: string, attempt: Attempt, now: number): Promise<number> {
    const rows = await tx.query<{ failures: number }>(
      `update webhook_endpoints set failures = failures + 1, last_failure_at = $2,
         last_status = $3, last_error = $4
       where id = $1 returning failures`,
      [id, now, attempt.status, attempt.error],
    );
    return rows[0]?.failures ?? 0;
  }

  async pause(tx: Tx, id: string, until: number): Promise<void> {
    await tx.query('update webhook_endpoints set paused_until = $2 where id = $1', [id, until]);
  }

  /** The next attempt is made without regard to earlier failures. */
  async unpause(id: string): Promise<void> {
    await this.database.query('update webhook_endpoints set paused_until = 0 where id = $1', [id]);
  }

  async disable(tx: Tx, id: string, because: string, now: number): Promise<void> {
    await tx.query(
      `update webhook_endpoints set state = 'disabled', disabled_because = $2 where id = $1`,
      [id, because],
    );
    await cancelPending(tx, id, now);
  }
}

async function cancelPending(tx: Tx, endpoint: string, now: number): Promise<void> {
  await tx.query(
    `update webhook_deliveries set state = 'cancelled', settled_at = $2
     where endpoint = $1 and state = 'pending'`,
    [endpoint, now],
  );
}

interface EndpointRow {
  id: string;
  party: string;
  url: string;
  description: string | null;
  secret: string;
  previous_secret: string | null;
  previous_until: number | null;
  least_severity: Severity;
  state: 'enabled' | 'disabled';
  disabled_because: string | null;
  since_index: number;
  created_at: number;
  failures: number;
  last_success_at: number | null;
  last_failure_at: number | null;
  last_status: number | null;
  last_error: string | null;
  paused_until: number;
}

function endpointOf(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    party: row.party,
    url: row.url,
    description: row.description ?? undefined,
    secret: row.secret,
    previousSecret: row.previous_secret ?? undefined,
    previousUntil: row.previous_until ?? 0,
    leastSeverity: row.least_severity,
    state: row.state,
    disabledBecause: row.disabled_because ?? undefined,
    sinceIndex: row.since_index,
    createdAt: row.created_at,
    failures: row.failures,
    lastSuccessAt: row.last_success_at ?? undefined,
    lastFailureAt: row.last_failure_at ?? undefined,
    lastStatus: row.last_status ?? undefined,
    lastError: row.last_error ?? undefined,
    pausedUntil: row.paused_until,
  };
}
