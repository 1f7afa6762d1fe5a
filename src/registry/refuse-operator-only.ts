import type { RegistrationKind } from '../custody/vocabulary/registration.js';
import type { AdmittedStatement } from '../ledger/append-statement.js';
import { refuse } from '../ledger/judgement/refuse.js';
import type { Refusal } from '../ledger/refusal.js';

const REFUSALS: Readonly<Partial<Record<RegistrationKind, string>>> = {
  // Declared where the signer's state lies, and only as what it stands on is written.
  recovery: 'A recovery is declared by the operator with "custody recover --declare", not posted.',
  // A key that came from outside might be in no process's hands, and the ledger could sign nothing more.
  'ledger-key':
    "A new key of the ledger is registered by custody rotate-ledger-key on the operator's side.",
};

/** Registrations that only the operator makes, beside the ledger's own files: nobody may post them. */
export function refuseOperatorOnly({ facts }: AdmittedStatement): Refusal | undefined {
  const detail = facts.kind === 'registration' ? REFUSALS[facts.registers] : undefined;
  return detail === undefined ? undefined : refuse('role', detail);
}
