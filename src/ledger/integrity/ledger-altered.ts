import type { AuditFault } from '../audit/audit-findings.js';

/** X1 LEDGER_INTEGRITY: what the database holds is not what was signed. Nothing is appended; reading goes on. */
export class LedgerAltered extends Error {
  constructor(readonly faults: readonly AuditFault[]) {
    super(
      `LEDGER_INTEGRITY: ${faults.map(({ where, what }) => `${where}: ${what}`).join('; ')}. ` +
        'Nothing is appended. Stop every process and run "custody audit" (docs/how-to/recover-after-a-crash.md)',
    );
    this.name = 'LedgerAltered';
  }
}
