import type { AdmittedStatement } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';

/**
 * A new key of the ledger comes by `custody rotate-ledger-key`, where the ledger's keys lie: one that came from outside
 * might be in no process's hands, and the ledger could sign nothing more.
 */
export function refuseRotation({ facts }: AdmittedStatement): Refusal | undefined {
  if (facts.kind !== 'registration' || facts.registers !== 'ledger-key') return undefined;
  return {
    status: 422,
    code: 'role',
    detail:
      "A new key of the ledger is registered by custody rotate-ledger-key on the operator's side.",
  };
}
