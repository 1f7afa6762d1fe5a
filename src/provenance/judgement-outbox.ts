import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';
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
  /** How often it was taken, this time included. */
  readonly attempts: number;
}

/**
 * After it the row is given to another, so a holder renews it in time; what a killed worker held is judged within
 * 10 s. Real time, by the database's clock.
 */
const LEASE_SECONDS = 6;

/** One process leases at a time; the number spells `JUDG`. */
const LEASE_LOCK = 0x4a554447;

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

  /**
   * Leases the oldest rows that nobody holds. Goods that somebody else is judging wait, so no two judge the same; all
   * wait while the projections are being made again.
   */
  async take(limit: number): Promise<OutboxRow[]> {
    const rows = await this.database.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [LEASE_LOCK]);
      return tx.prepared<OutboxRow>('judgement_take', TAKE, [limit, LEASE_SECONDS]);
    });
    return rows.toSorted((a, b) => a.id - b.id);
  }

  /** Keeps rows for another lease. */
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

  /** Gives rows back untried, to be taken again at once. */
  async giveBack(...ids: readonly number[]): Promise<void> {
    await this.database.query(
      'update judgement_outbox set leased_until = null, attempts = attempts - 1 where id = any($1)',
      [ids],
    );
  }

  /** Asks for judgement of everything a party signed that is projected by now, each consignment or act by itself. */
  async requestSignedBy(tx: Tx, party: string, upTo: number): Promise<void> {
    await tx.query(`${REQUEST_GOODS} where $2 in (actor, witness) ${EACH_ONCE}`, [upTo, party]);
  }

  /**
   * Asks for judgement of what these parties hold, are offered, or are the consignee or end user of while they have not
   * had it yet: each consignment, or item without one, once. Reads the involvements of all parties: it is for what is
   * rare.
   */
  async requestHeldOrAwaited(tx: Tx, parties: readonly string[], upTo: number): Promise<void> {
    await tx.query(REQUEST_HELD_OR_AWAITED, [upTo, parties]);
  }

  /**
   * Asks for judgement of everything that is projected by now, each consignment or act by itself.
   *
   * @returns the ids of the requests
   */
  async requestAll(upTo: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `${REQUEST_GOODS} ${EACH_ONCE} returning id`,
      [upTo],
    );
    return rows.map(({ id }) => id);
  }

  /** How many of these requests wait or are being judged. */
  async countOf(ids: readonly number[]): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'select count(*) as count from judgement_outbox where id = any($1)',
      [ids],
    );
    return rows[0]?.count ?? 0;
  }

  /** Rows waiting or being judged. */
  async count(): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      'select count(*) as count from judgement_outbox',
    );
    return rows[0]?.count ?? 0;
  }
}

const REQUEST_GOODS = `
  insert into judgement_outbox (up_to, items, consignments)
  select $1, items, consignments
  from (
    select distinct
      case when consignment is null then items else '{}' end as items,
      case when consignment is null then '{}' else array[consignment] end as consignments
    from prov_events`;
const EACH_ONCE = `
  ) wanted
  where cardinality(items) + cardinality(consignments) > 0
  order by consignments, items`;

/** Who is involved in an item and never held it was offered it or is who it is meant for. */
const REQUEST_HELD_OR_AWAITED = `
  insert into judgement_outbox (up_to, items, consignments)
  select distinct $1::bigint,
    case when carried is null then array[item_id] else '{}' end,
    case when carried is null then '{}' else array[carried] end
  from (
    select item_id, value as party, trail::jsonb as trail, trail::jsonb -> 'consignments' ->> -1 as carried
    from prov_involved
      join prov_items on item_id = subject
    where kind = 'party' and value = any($2)
  ) concerned
  where trail ->> 'holder' = party
    or not trail -> 'held' ? party
    or trail -> 'offers' @> jsonb_build_array(jsonb_build_object('to', party))`;

const TAKE = `
  update judgement_outbox
  set leased_until = statement_timestamp() + make_interval(secs => $2), attempts = attempts + 1
  where id in (
    select o.id
    from judgement_outbox o
    where (o.leased_until is null or o.leased_until < statement_timestamp())
      and exists (select from prov_cursor where next_idx >= quiet_below)
      and not exists (
        select from judgement_outbox held
        where held.leased_until >= statement_timestamp()
          and (held.items && o.items or held.consignments && o.consignments)
      )
    order by o.id
    limit $1
  )
  returning id, up_to as "upTo", items, consignments, attempts`;
