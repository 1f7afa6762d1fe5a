import type { PoolClient } from 'pg';
import {
  encodeUtf8,
  equalBytes,
  HASH_BYTES,
  isLineOf,
  ledgerKeyAt,
  type LedgerKeys,
  parseCheckpointText,
  parseNote,
} from '../../protocol/index.js';
import { keyObjectOf, verifyNatively } from '../admission/key-ring.js';
import type { SignedHead } from '../signing/signer-state.js';
import type { AuditFindings } from './audit-findings.js';
import { IS_FINER } from './entry-audit.js';

export interface StoredHead extends SignedHead {
  /** Its time is not one of whole milliseconds, as the log writes them. */
  readonly isFiner: boolean;
  readonly frontier: Uint8Array;
  readonly lastLeaf: Uint8Array;
  readonly recordedAt: number;
  readonly registryIndex: number;
}

export interface DerivedHead extends SignedHead {
  readonly frontier: readonly Uint8Array[];
  readonly lastLeaf: Uint8Array;
  readonly recordedAt: number;
  readonly registryIndex: number;
}

interface CheckpointRow {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  /** Size of the head before it; null in a database that was not migrated since heads say so. */
  readonly follows: number | null;
}

const PAGE = 1000;
/** Where the size of a signed head is kept because it is shown to somebody. */
const SHOWN = [
  ['log_published', 'size', 'published checkpoint'],
  ['log_published', 'quorum_size', 'published checkpoint with its quorum'],
  ['log_proposed', 'size', 'proposed checkpoint'],
] as const;

/** Every signed head against the tree of its size, and the head row against the whole. */
export class CheckpointAudit {
  /** The ledger's keys as far as the log was read; empty before entry 0. */
  keys: LedgerKeys = [];
  count = 0;
  private waiting: CheckpointRow[] = [];
  private readThrough = -1;
  private isRead = false;
  /** Size of the checkpoint that was looked at last. */
  private before = 0;

  constructor(
    private readonly client: PoolClient,
    private readonly findings: AuditFindings,
    /** Heads kept elsewhere. */
    private readonly kept: readonly SignedHead[],
  ) {}

  /** Goes on behind the checkpoints of up to this many entries. */
  async goOnFrom(size: number): Promise<void> {
    const { rows } = await this.client.query<{ size: number | null }>(
      'select max(size) as size from log_checkpoints where size <= $1',
      [size],
    );
    this.before = rows[0]?.size ?? 0;
    this.readThrough = size;
  }

  async readHead(): Promise<StoredHead> {
    const { rows } = await this.client.query<{
      size: number;
      root: Buffer;
      frontier: Buffer;
      last_leaf: Buffer;
      recorded_at: Date;
      registry_index: number;
      is_finer: boolean;
    }>(`select *, ${IS_FINER} as is_finer from log_head`);
    const row = rows[0];
    if (row === undefined) throw new Error('cannot audit: the database holds no log');
    return {
      size: row.size,
      root: row.root,
      frontier: row.frontier,
      lastLeaf: row.last_leaf,
      recordedAt: row.recorded_at.getTime(),
      registryIndex: row.registry_index,
      isFiner: row.is_finer,
    };
  }

  /** Called for each size in order. */
  async checkSize(size: number, root: () => Uint8Array): Promise<void> {
    for (const head of this.kept)
      if (head.size === size && !equalBytes(head.root, root()))
        this.findings.add(
          `size ${size}`,
          'the signer kept another root for it: this is another history',
        );
    await this.read();
    while (this.waiting[0] !== undefined && this.waiting[0].size <= size) {
      this.checkNote(this.waiting.shift()!, size, root());
      await this.read();
    }
  }

  /** Nothing may have been signed that is larger than the log. */
  async finish(size: number): Promise<void> {
    await this.read();
    for (const row of this.waiting) {
      this.checkLink(row);
      this.findings.add(`checkpoint ${row.size}`, `it was signed, but the log has ${size} entries`);
    }
    for (const head of this.kept)
      if (head.size > size)
        this.findings.add('log', `a head of ${head.size} entries was signed; the log has ${size}`);
    for (const [table, column, where] of SHOWN) {
      const { rows } = await this.client.query<{ size: number }>(
        `select p.${column} from ${table} p
         where p.${column} <> 0 and not exists (select from log_checkpoints c where c.size = p.${column})`,
      );
      if (rows.length > 0) this.findings.add(where, 'it was never signed');
    }
  }

  checkHead(stored: StoredHead, derived: DerivedHead): void {
    const { findings } = this;
    const where = 'head';
    findings.require(
      stored.size === derived.size,
      where,
      `it counts ${stored.size} entries; the log has ${derived.size}`,
    );
    findings.require(
      equalBytes(stored.root, derived.root),
      where,
      'its root is not that of the log',
    );
    findings.require(
      equalBytes(stored.lastLeaf, derived.lastLeaf),
      where,
      'its last leaf hash is not that of the newest entry',
    );
    findings.require(
      equalBytes(stored.frontier, Buffer.concat(derived.frontier)) &&
        stored.frontier.length % HASH_BYTES === 0,
      where,
      'its right edge is not that of the tree',
    );
    findings.require(
      stored.recordedAt === derived.recordedAt && !stored.isFiner,
      where,
      'its time is not that of the newest entry',
    );
    findings.require(
      stored.registryIndex === derived.registryIndex,
      where,
      `it says entry ${stored.registryIndex} was the last to change who may sign; it was ${derived.registryIndex}`,
    );
  }

  private checkNote(row: CheckpointRow, at: number, expected: Uint8Array): void {
    this.count++;
    const { size, root, note } = row;
    const where = `checkpoint ${size}`;
    const { findings } = this;
    this.checkLink(row);
    if (size !== at) return findings.add(where, 'there is no tree of this size');
    findings.require(equalBytes(root, expected), where, 'its stored root is not that of the tree');
    try {
      const { text, signatures } = parseNote(note);
      const checkpoint = parseCheckpointText(text);
      findings.require(checkpoint.size === size, where, `its note is for size ${checkpoint.size}`);
      findings.require(
        equalBytes(checkpoint.root, expected),
        where,
        'a root was signed that is not that of the tree',
      );
      if (this.keys.length === 0) return;
      const key = ledgerKeyAt(this.keys, size);
      findings.require(checkpoint.origin === key.name, where, `it is of ${checkpoint.origin}`);
      const own = signatures.find((line) => isLineOf(line, key));
      const holds =
        own !== undefined &&
        verifyNatively(keyObjectOf(key.publicKey), encodeUtf8(text), own.signature);
      findings.require(holds, where, 'it is not signed with the key that was the ledger\u2019s');
    } catch (error) {
      findings.add(where, error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * With one that is gone would go the first receipts that were given against it. A recovery may bring one back behind
   * its successor, which then follows an older one than stands before it.
   */
  private checkLink({ size, follows }: CheckpointRow): void {
    const { before } = this;
    this.before = size;
    const fault = `it followed that of ${follows} entries, but the one before it is of ${before}`;
    this.findings.require(follows === null || follows <= before, `checkpoint ${size}`, fault);
  }

  private async read(): Promise<void> {
    if (this.waiting.length > 0 || this.isRead) return;
    const { rows } = await this.client.query<CheckpointRow>(
      `select size, root, note, (to_jsonb(c) ->> 'follows')::bigint as follows
       from log_checkpoints c where size > $1 order by size limit ${PAGE}`,
      [this.readThrough],
    );
    this.waiting = rows;
    this.readThrough = this.waiting.at(-1)?.size ?? this.readThrough;
    this.isRead = rows.length < PAGE;
  }
}
