import { Injectable } from '@nestjs/common';
import { accountsOf, causeOf, type Taint, taintedIntake } from '../custody/uses/tainted-intake.js';
import type { KnownUses } from '../custody/uses/use.js';
import { parseInstant } from '../custody/vocabulary/times.js';
import { LogReader } from '../ledger/log-reader.js';
import type { Tx } from '../platform/database/transaction.js';
import { envelopeJsonOf, eventOf } from '../provenance/log-statement.js';
import { UsesStore } from '../provenance/uses/uses.store.js';
import type { Alert } from './alert.js';
import { countsAgainstGoods } from './alert-state.js';
import { AlertAccountsStore } from './alert-accounts.store.js';

/** Which intake of which accounts was under a CRITICAL alert: what MASS_BALANCE_OVERDRAWN does not count. */
@Injectable()
export class TaintedAccounts {
  constructor(
    private readonly uses: UsesStore,
    private readonly store: AlertAccountsStore,
    private readonly reader: LogReader,
  ) {}

  /** Notes into which accounts the lots of alerts came by now. Safe to call again. */
  async note(alerts: readonly Alert[], tx?: Tx): Promise<void> {
    const grave = alerts.filter(isTaint);
    const intake = await this.uses.intakeOf([...new Set(grave.flatMap(({ items }) => items))], tx);
    const pairs = grave.flatMap(({ id, items }) => {
      const lots = new Set(items);
      const own = intake.filter((use) => use.items.some((lot) => lots.has(lot)));
      return [...new Set(own.map(({ key }) => key))].map((account) => ({ account, alert: id }));
    });
    await this.store.add(pairs, tx);
  }

  /** What is known, with the tainted intake of the accounts it names. */
  async added(known: KnownUses): Promise<KnownUses> {
    const accounts = accountsOf(known.uses);
    const alerts = (await this.store.criticalOn([...accounts])).filter(isTaint);
    if (alerts.length === 0) return known;
    const entries = await this.uses.intakeOf([...new Set(alerts.flatMap(({ items }) => items))]);
    const taints: Taint[] = [];
    for (const alert of alerts) {
      const since = await this.timeOf(causeOf(alert));
      if (since !== undefined) taints.push({ lots: alert.items, since });
    }
    return { ...known, tainted: taintedIntake(accounts, entries, taints) };
  }

  /** When an act happened by its signer's word, epoch milliseconds. */
  private async timeOf(hash: string | undefined): Promise<number | undefined> {
    if (hash === undefined) return undefined;
    const index = await this.reader.indexOfHash(Buffer.from(hash, 'hex'));
    const entry = index === undefined ? undefined : await this.reader.entry(index);
    if (entry?.kind !== 'event') return undefined;
    return parseInstant(eventOf(envelopeJsonOf(entry.statement)).occurredAt);
  }
}

function isTaint({ severity, state, outcome }: Alert): boolean {
  return severity === 'CRITICAL' && countsAgainstGoods(state, outcome);
}
