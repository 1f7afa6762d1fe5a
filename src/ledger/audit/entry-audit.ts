import { entryBytes, equalBytes, formatTime, hashLeaf } from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { AuditFindings } from './audit-findings.js';

export interface AuditedRow {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly kind: number;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
  readonly statement: Buffer;
}

/** Dense indexes, times that never go back, statement hashes, and the hash chain. */
export class EntryAudit {
  /** Leaf hash of the newest entry, as derived. */
  lastLeaf: Uint8Array = new Uint8Array(32);
  /** Epoch milliseconds of the newest entry. */
  lastTime = 0;
  private next = 0;

  constructor(private readonly findings: AuditFindings) {}

  check(rows: readonly AuditedRow[]): void {
    for (const row of rows) this.checkEntry(row);
  }

  private checkEntry(row: AuditedRow): void {
    const { findings } = this;
    const index = row.idx;
    const where = `entry ${index}`;
    if (index !== this.next) findings.add(`entry ${this.next}`, `it is missing: ${where} follows`);
    this.next = index + 1;
    const recordedAt = row.recorded_at.getTime();
    if (recordedAt < this.lastTime) {
      const [before, now] = [formatTime(this.lastTime), formatTime(recordedAt)];
      findings.add(where, `it was recorded at ${now}, before its predecessor at ${before}`);
    }
    this.lastTime = recordedAt;
    if (!nativeSha256(row.statement).equals(row.statement_hash))
      findings.add(where, 'its statement is not the one that was hashed');
    const leaf = hashLeaf(
      entryBytes({
        index,
        previous: this.lastLeaf,
        statementHash: row.statement_hash,
        recordedAt: formatTime(recordedAt),
      }),
      nativeSha256,
    );
    if (!equalBytes(leaf, row.leaf_hash))
      findings.add(
        where,
        'its leaf hash is not that of its index, predecessor, statement and time',
      );
    // What is stored is gone on with, so that one changed row is one fault and not all that follow.
    this.lastLeaf = row.leaf_hash;
  }
}
