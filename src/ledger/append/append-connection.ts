import type pg from 'pg';
import { HASH_BYTES, TILE_WIDTH } from '../../protocol/index.js';
import { KIND_CODES } from '../log-entry.js';
import { hashesIn, hexOf } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';
import type { TreeWindow } from '../tree/tree-window.js';
import { CopyRows, uuidArray } from './copy-rows.js';
import type { Head, LinkedBatch, LinkedEntry } from './link-batch.js';
import { exchange, type Row, runScript } from './pg-exchange.js';

/** A statement of the log found by one of its identities. */
export interface KnownIdentity {
  readonly index: number;
  readonly statementHash: Buffer;
}

export interface OpenedBatch {
  readonly head: Head;
  /** By identity in hex. */
  readonly known: ReadonlyMap<string, KnownIdentity>;
}

export interface BatchToWrite {
  readonly linked: LinkedBatch;
  /** Key and index of every identity and claim of the batch. */
  readonly identities: readonly (readonly [key: Uint8Array, index: number])[];
  readonly window: TreeWindow;
  readonly sizeBefore: number;
}

/** A head with the note that signs it. */
export interface SignedNote {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** Bytes in memory are not what was hashed: nothing may be signed over them. */
export class StoredBytesDiffer extends Error {
  constructor(index: number) {
    super(`cannot append entry ${index}: the bytes to be stored do not have the statement's hash`);
    this.name = 'StoredBytesDiffer';
  }
}

/**
 * The connection of a sequencer. A batch is two round trips: lock the head and look up identities, then write
 * everything and commit.
 */
export class AppendConnection {
  private constructor(private readonly client: pg.PoolClient) {}

  static async open(pool: pg.Pool): Promise<AppendConnection> {
    const client = await pool.connect();
    client.on('error', ignore);
    // The look-up is by key for any table size; a plan made while the table was empty must not stay a scan.
    await client.query(
      `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
       set enable_mergejoin = off`,
    );
    return new AppendConnection(client);
  }

  /** Begins the transaction, waits for the head's lock and reads what the batch must be compared with. */
  async openBatch(keys: readonly Uint8Array[]): Promise<OpenedBatch> {
    const [, headRows, knownRows] = await exchange(this.client, [
      { name: 'log_begin', text: 'begin', values: [] },
      { name: 'log_lock_head', text: LOCK_HEAD, values: [] },
      { name: 'log_find_identities', text: FIND_IDENTITIES, values: [uuidArray(keys)] },
    ]);
    return {
      head: headOfRow(headRows?.[0]),
      known: new Map(
        knownRows?.map(([key, index, hash]) => [
          key!.replaceAll('-', ''),
          { index: Number(index), statementHash: bytesOf(hash) },
        ]),
      ),
    };
  }

  /**
   * Writes and commits. When it throws after it was called, the outcome is unknown unless the error is one of the
   * server's that say so.
   */
  async writeBatch(batch: BatchToWrite): Promise<void> {
    await this.write(batch, ['commit']);
  }

  /** Writes without committing: others follow in the same transaction. */
  async writePart(batch: BatchToWrite): Promise<void> {
    await this.write(batch, []);
  }

  /** A head signed before, as part of the transaction; one that is recorded already is left as it is. */
  async writeCheckpoint({ size, root, note }: SignedNote): Promise<void> {
    await this.client.query(
      'insert into log_checkpoints (size, root, note) values ($1, $2, $3) on conflict do nothing',
      [size, root, note],
    );
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  private async write(batch: BatchToWrite, end: readonly string[]): Promise<void> {
    const { linked, identities } = batch;
    const script = [
      'copy log_entries from stdin (format binary)',
      'copy log_identities from stdin (format binary)',
      ...tileStatements(batch),
      updateHead(linked.head),
      ...end,
    ].join(';');
    await runScript(this.client, script, [[entryRows(linked)], [identityRows(identities)]]);
  }

  async rollback(): Promise<void> {
    await this.client.query('rollback');
  }

  /** Makes the partition in which entry `index` will lie, if it is missing. */
  async addPartition(index: number): Promise<void> {
    await this.client.query('select log_add_partition($1)', [partitionOf(index)]);
  }

  /** Session settings were changed, so the connection does not go back to the pool. */
  close(): void {
    this.client.off('error', ignore);
    this.client.on('error', ignore);
    this.client.release(true);
  }
}

/** Entries per partition of `log_entries`; the same number stands in `log_add_partition`. */
export const PARTITION_ENTRIES = 500_000;

function partitionOf(index: number): number {
  return Math.floor(index / PARTITION_ENTRIES);
}

const HEAD_COLUMNS = `size, root, (extract(epoch from recorded_at) * 1000)::bigint, last_leaf, frontier,
  registry_index`;

const LOCK_HEAD = `select ${HEAD_COLUMNS} from log_head for update`;

const FIND_IDENTITIES = `select i.key, i.idx, e.statement_hash from log_identities i
  join log_entries e on e.idx = i.idx where i.key = any($1::uuid[])`;

/** The row of {@link HEAD_COLUMNS}, as text. */
function headOfRow(row: Row | undefined): Head {
  if (row === undefined) throw new Error('the log has no head row');
  const [size, root, recordedAt, lastLeaf, frontier, registryIndex] = row;
  return {
    size: Number(size),
    root: bytesOf(root),
    recordedAt: Number(recordedAt),
    lastLeaf: bytesOf(lastLeaf),
    frontier: hashesIn(bytesOf(frontier)),
    registryIndex: Number(registryIndex),
  };
}

/** bytea as text: `\x` and hex. */
function bytesOf(text: string | null | undefined): Buffer {
  return Buffer.from(text?.slice(2) ?? '', 'hex');
}

function ignore(): void {
  // The query in flight gets the error; without a listener an idle connection's error would end the process.
}

function updateHead(head: Head): string {
  const frontier = Buffer.concat(head.frontier).toString('hex');
  return `update log_head set size = ${head.size}, root = '\\x${hexOf(head.root)}',
    recorded_at = to_timestamp(${head.recordedAt} / 1000.0), last_leaf = '\\x${hexOf(head.lastLeaf)}',
    frontier = '\\x${frontier}', registry_index = ${head.registryIndex}`;
}

/** idx, recorded_at, kind, statement_hash, leaf_hash, statement */
function entryRows({ entries }: LinkedBatch): Buffer {
  const FIXED_BYTES = 8 + 8 + 2 + 2 * HASH_BYTES;
  const payload = entries.reduce((sum, { statement }) => sum + statement.stored.length, 0);
  const rows = new CopyRows(6, entries.length, payload + entries.length * FIXED_BYTES);
  for (const entry of entries) {
    rows.beginRow();
    rows.int8(entry.index);
    rows.timestamptz(entry.recordedAt);
    rows.int2(KIND_CODES[entry.statement.kind]);
    const hash = rows.bytes(entry.statement.hash);
    rows.bytes(entry.leafHash);
    checkStored(rows.bytes(entry.statement.stored), hash, entry);
  }
  return rows.finish();
}

/** Hashed again from the very bytes that go to the server: a bit that flipped in memory is not signed over. */
function checkStored(stored: Buffer, hash: Buffer, { index }: LinkedEntry): void {
  if (!nativeSha256(stored).equals(hash)) throw new StoredBytesDiffer(index);
}

function identityRows(identities: BatchToWrite['identities']): Buffer {
  const rows = new CopyRows(2, identities.length, identities.length * 24);
  for (const [key, index] of identities) {
    rows.beginRow();
    rows.bytes(key);
    rows.int8(index);
  }
  return rows.finish();
}

/** Level 0: tiles that became full. Levels above: the hashes that were added. */
function tileStatements({ linked, window, sizeBefore }: BatchToWrite): string[] {
  const rows: string[] = [];
  let before = Math.floor(sizeBefore / TILE_WIDTH);
  let after = Math.floor(linked.head.size / TILE_WIDTH);
  for (let n = before; n < after; n++)
    rows.push(`(0, ${n}, '\\x${hexOfNodes(window, 0, n * TILE_WIDTH, (n + 1) * TILE_WIDTH)}')`);
  for (let level = 1; after > before; level++) {
    for (let at = before; at < after;) {
      const n = Math.floor(at / TILE_WIDTH);
      const end = Math.min(after, (n + 1) * TILE_WIDTH);
      rows.push(`(${level}, ${n}, '\\x${hexOfNodes(window, level * 8, at, end)}')`);
      at = end;
    }
    [before, after] = [Math.floor(before / TILE_WIDTH), Math.floor(after / TILE_WIDTH)];
  }
  if (rows.length === 0) return [];
  return [
    `insert into log_tiles (level, n, hashes) values ${rows.join(', ')}
     on conflict (level, n) do update set hashes = log_tiles.hashes || excluded.hashes`,
  ];
}

function hexOfNodes(window: TreeWindow, level: number, from: number, to: number): string {
  let hex = '';
  for (let index = from; index < to; index++) {
    const node = window.node(level, index);
    if (node === undefined) throw new Error(`node ${level}/${index} is not in the window`);
    hex += hexOf(node);
  }
  return hex;
}
