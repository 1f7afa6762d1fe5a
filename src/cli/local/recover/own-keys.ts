import type { KeyPeriod } from '../../../ledger/ledger-identity.js';
import { LEDGER_KEY_FILE, readKeyIfThere } from '../../../ledger/ledger-keys.js';
import { keysOfPeriods, readRotations } from '../../../ledger/logged-keys.js';
import type { Queries } from '../../../ledger/own-connections.js';
import { readFirstEntry } from '../../../ledger/recovery/found-log.js';
import type { Config } from '../../../platform/config/config.js';
import {
  formatVkey,
  isSameLedgerKey,
  ledgerKeyOf,
  type LedgerKeys,
  ledgerKeysOf,
  publicKeyOf,
} from '../../../protocol/index.js';
import { CommandError, EXIT } from '../../exit-codes.js';

/** The keys the log in a database names, oldest first: that of entry 0 and those that replaced it; none if it is empty. */
export async function loggedPeriods(database: Queries): Promise<KeyPeriod[]> {
  const first = await readFirstEntry(database);
  if (first === undefined) return [];
  return [{ vkey: first.vkey, from: 0 }, ...(await readRotations(database))];
}

/** The same, to verify with; `undefined` for an empty log. */
export async function loggedKeys(database: Queries): Promise<LedgerKeys | undefined> {
  const periods = await loggedPeriods(database);
  return periods.length === 0 ? undefined : keysOfPeriods(periods);
}

/**
 * A key of the ledger when nothing of its log is left: the one given, or that of the data folder under the configured
 * origin.
 */
export async function keyOfEmptyLog(
  { dataDir, ledger }: Config,
  given: string | undefined,
): Promise<LedgerKeys> {
  const key = await readKeyIfThere(dataDir, LEDGER_KEY_FILE);
  const isConfigured = key !== undefined && ledger.origin !== undefined;
  const vkey = given ?? (isConfigured ? formatVkey(ledger.origin, publicKeyOf(key)) : undefined);
  if (vkey !== undefined) return ledgerKeysOf(ledgerKeyOf(vkey));
  throw new CommandError(
    'the log is empty, so nothing in it says which ledger it was: give --vkey',
    EXIT.usage,
  );
}

/** @throws CommandError when the key the operator knows is none of the ledger's, those before a rotation included */
export function requireOwn(given: string | undefined, keys: LedgerKeys): void {
  if (given === undefined) return;
  const own = ledgerKeyOf(given);
  if (keys.some(({ key }) => isSameLedgerKey(key, own))) return;
  const known = keys.map(({ key }) => formatVkey(key.name, key.publicKey)).join(', ');
  throw new CommandError(
    `this database is of the ledger with the key ${known}, not of the one given with --vkey`,
    EXIT.usage,
  );
}
