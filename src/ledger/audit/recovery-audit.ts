import { equalBytes, fromHex, type LedgerKeys, openCheckpoint } from '../../protocol/index.js';
import { kindOfCode } from '../log-entry.js';
import { recoveryOf } from '../recovery/declared-recovery.js';
import type { AuditFindings } from './audit-findings.js';
import type { AuditedRow } from './entry-audit.js';

/** Does a declared recovery say the truth about the log it stands in? Who signed it is judged with all statements. */
export function auditRecovery(
  { idx, kind, statement }: AuditedRow,
  root: () => Uint8Array,
  keys: LedgerKeys,
  findings: AuditFindings,
): void {
  if (kindOfCode(kind) !== 'registration') return;
  const recovery = recoveryOf(statement);
  if (recovery === undefined) return;
  const where = `entry ${idx}`;
  const { lostFrom, lostTo, foundRoot, signed } = recovery;
  findings.require(lostFrom === idx, where, `it declares entries lost from ${lostFrom} on`);
  findings.require(
    equalBytes(fromHex(foundRoot), root()),
    where,
    'the root it was declared on is not that of the log before it',
  );
  if (keys.length === 0) return;
  const opened = openCheckpoint(signed, keys);
  if (!opened.ok) return findings.add(where, `the checkpoint it gives up: ${opened.reason}`);
  findings.require(
    opened.checkpoint.size === lostTo + 1,
    where,
    `it gives up a checkpoint of ${opened.checkpoint.size} entries, not of ${lostTo + 1}`,
  );
}
