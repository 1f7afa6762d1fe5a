import type { AdmittedStatement } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';

/** A recovery is declared where the signer's state lies, and only as what it stands on is written. */
export function judgeRecovery({ facts }: AdmittedStatement): Refusal | undefined {
  if (facts.kind !== 'registration' || facts.registers !== 'recovery') return undefined;
  return {
    status: 422,
    code: 'role',
    detail: 'A recovery is declared by the operator with "custody recover --declare", not posted.',
  };
}
