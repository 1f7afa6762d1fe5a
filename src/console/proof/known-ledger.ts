import type { WellKnown } from '../../client/answers.js';
import { checkRotations, ledgerKeyOf, type LedgerVkey } from '../../protocol/index.js';

/** The ledger's key as this browser first saw it: later answers are judged by it, not by what the service says then. */
export interface KnownLedger {
  readonly origin: string;
  readonly vkey: string;
  /** ISO 8601. */
  readonly since: string;
}

export type Acquaintance = KnownLedger & {
  /** `other`: this address answered for another ledger before. */
  readonly kind: 'new' | 'known' | 'other';
  /** How the ledger says its keys followed each other; not believed, but checked from the key known here. */
  readonly rotations: WellKnown['rotations'];
  /** Which witnesses the ledger says it has; their keys are as good as its word. */
  readonly policy: WellKnown['policy'];
};

const PLACE = 'custody-ledgers';

/** Remembers a ledger by its name at first sight (trust on first use). */
export function meet(told: WellKnown, storage: Storage, now: Date): Acquaintance {
  const { origin, vkey, rotations, policy } = told;
  const ledgers = remembered(storage);
  const known = ledgers.find((ledger) => ledger.origin === origin);
  if (known !== undefined) return { ...known, kind: 'known', rotations, policy };
  const met = { origin, vkey, since: now.toISOString() };
  storage.setItem(PLACE, JSON.stringify([...ledgers, met]));
  return { ...met, kind: ledgers.length === 0 ? 'new' : 'other', rotations, policy };
}

/** Every key of the ledger, as far as signatures lead from the one known here; that one alone where they do not. */
export function keysOf({ vkey, rotations }: Acquaintance): LedgerVkey {
  if (rotations.length === 0) return vkey;
  const followed = checkRotations(rotations, [ledgerKeyOf(vkey)]);
  return followed.ok ? followed.value : vkey;
}

function remembered(storage: Storage): readonly KnownLedger[] {
  try {
    const ledgers: KnownLedger[] = JSON.parse(storage.getItem(PLACE) ?? '[]');
    return Array.isArray(ledgers) ? ledgers : [];
  } catch {
    return [];
  }
}
