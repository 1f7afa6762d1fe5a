import { entryBytes, equalBytes, formatTime, hashLeaf } from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { AuditFindings } from './audit-findings.js';

/** SQL: a time finer than the milliseconds of an entry's bytes, which no hash would show. */
export const IS_FINER = `(recorded_at <> date_trunc('milliseconds', recorded_at))`;

/** SQL: the columns of an {@link AuditedRow}. */
export const AUDITED_COLUMNS = `idx, recorded_at, ${IS_FINER} as is_finer, kind, statement_hash, leaf_hash, statement`;

export interface AuditedRow {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly is_finer: boolean;
  readonly kind: number;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
  readonly statement: Buffer;
}

/** The entry before the first that is looked at. */
export interface EntryBefore {
  readonly index: number;
  readonly leafHash: Uint8Array;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}

/** Dense indexes, times that never go back, statement hashes, and the hash chain. */
export class EntryAudit {
  /** Leaf hash of the newest entry, as derived. */
  lastLeaf: Uint8Array = new Uint8Array(32);
  /** Epoch milliseconds of the newest entry. */
  lastTime = 0;
  /** Index that must come next. */
  next = 0;

  /** @param before where it goes on from; without it, it begins with entry 0 */
  constructor(
    private readonly findings: AuditFindings,
    before?: EntryBefore,
  ) {
    if (before === undefined) return;
    this.lastLeaf = before.leafHash;
    this.lastTime = before.recordedAt;
    this.next = before.index + 1;
  }

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
    findings.require(!row.is_finer, where, 'its time is not one of whole milliseconds');
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
