import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';
import { alertOf, type AlertRow, type PlacedAlert } from './alerts.store.js';

/** SQL of which CRITICAL alerts are about lots that came into which mass-balance accounts. */
@Injectable()
export class AlertAccountsStore {
  constructor(private readonly database: Database) {}

  async add(
    pairs: readonly { readonly account: string; readonly alert: string }[],
    tx?: Tx,
  ): Promise<void> {
    if (pairs.length === 0) return;
    await (tx ?? this.database).query(
      `insert into alert_accounts (account, alert)
       select * from unnest($1::text[], $2::text[]) as p (account, alert) order by account, alert
       on conflict do nothing`,
      [pairs.map(({ account }) => account), pairs.map(({ alert }) => alert)],
    );
  }

  /** CRITICAL alerts about lots of the accounts, whatever became of them. */
  async criticalOn(accounts: readonly string[]): Promise<PlacedAlert[]> {
    if (accounts.length === 0) return [];
    const rows = await this.database.query<AlertRow>(
      `select * from alerts where severity = 'CRITICAL'
         and id in (select alert from alert_accounts where account = any($1::text[]))
       order by opened_index`,
      [accounts],
    );
    return rows.map(alertOf);
  }
}
