import { ledgerKeyOf, type LedgerKeys } from '../protocol/index.js';
import type { KeyPeriod } from './ledger-identity.js';
import { checkedRegistration, readLoggedRegistrations } from './logged-registrations.js';
import type { Queries } from './own-connections.js';

/** Keys that replaced the one of entry 0, oldest first. */
export async function readRotations(database: Queries): Promise<KeyPeriod[]> {
  const logged = await readLoggedRegistrations(database, 'ledger-key');
  return logged.flatMap(({ index, statement }) => {
    const read = checkedRegistration(statement);
    return read.kind === 'ledger-key' ? [{ vkey: read.rotation.vkey, from: index }] : [];
  });
}

export function keysOfPeriods(periods: readonly KeyPeriod[]): LedgerKeys {
  return periods.map(({ vkey, from }) => ({ key: ledgerKeyOf(vkey), from }));
}
