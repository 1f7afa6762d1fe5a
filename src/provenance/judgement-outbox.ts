import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database } from '../platform/database/database.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import {
  JUDGEMENT_REQUESTS,
  type JudgementFocus,
  type JudgementRequests,
} from './judgement-request.js';

/** A request for judgement, leased to whoever took it. */
export interface OutboxRow extends JudgementFocus {
  readonly id: number;
  /** Judge with every entry up to and including this index. */
  readonly upTo: number;
  /** Times the row was taken, this one included: a judgement that kills its worker is noticed by it. */
  readonly attempts: number;
}

/**
 * A lease that is not renewed for so long is given to another, so that the work of a killed worker is done again
 * within 10 s. Real time, by the database's clock.
 */
const LEASE_SECONDS = 6;

/**
 * Goods that changed and are to be judged. Rows are written in the projector's transaction and leave only when
 * judged, so that a lost queue or a killed worker loses nothing.
 */
@Injectable()
export class JudgementOutbox {
  private listener: JudgementRequests | undefined;

  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Tells alerts that there is work. */
  announce(): void {
    this.listener ??= this.modules.get<JudgementRequests>(JUDGEMENT_REQUESTS, { strict: false });
    try {
      this.listener.requested();
    } catch (error) {
      this.logger.error({ err: error }, 'cannot announce judgements; the sweep will find them');
    }
  }

  /** Leases the oldest rows that nobody holds. Goods that somebody is judging wait. */
  async take(limit: number): Promise<OutboxRow[]> {
    const rows = await this.database.query<OutboxRow>(
      `update judgement_outbox set
          leased_until = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1
        where id in (
          select o.id
          from judgement_outbox o
          where (o.leased_until is null or o.leased_until < clock_timestamp())
            and not exists (
              select from judgement_outbox held
              where held.leased_until >= clock_timestamp()
                and (held.items && o.items or held.consignments && o.consignments)
            )
          order by o.id
          limit $1
          for update skip locked
        )
        returning id, up_to as "upTo", items, consignments, attempts`,
      [limit, LEASE_SECONDS],
    );
    return rows.toSorted((a, b) => a.id - b.id);
  }

  /** Keeps rows leased while they are judged; call it well within {@link LEASE_SECONDS}. */
  async renew(...ids: readonly number[]): Promise<void> {
    await this.database.query(
      `update judgement_outbox set leased_until = clock_timestamp() + make_interval(secs => $2)
        where id = any($1)`,
      [ids, LEASE_SECONDS],
    );
  }

  /** The judgement is on record: forgets the rows. */
  async done(...ids: readonly number[]): Promise<void> {
    await this.database.query('delete from judgement_outbox where id = any($1)', [ids]);
  }

  /** Gives a row back, to be taken again at once. */
  async giveBack(...ids: readonly number[]): Promise<void> {
    await this.database.query(
      'update judgement_outbox set leased_until = null where id = any($1)',
      [ids],
    );
  }

  /** Rows waiting or being judged. */
  async count(): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'select count(*) as count from judgement_outbox',
    );
    return rows[0]?.count ?? 0;
  }
}
