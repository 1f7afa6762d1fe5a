import type pg from 'pg';
import {
  equalBytes,
  kindOfPayloadType,
  parseEnvelope,
  parseTime,
  TILE_WIDTH,
  toHex,
} from '../../protocol/index.js';
import { readStatement } from '../admission/admit-bytes.js';
import { claimOf, identitiesOf, identityOf } from '../admission/identity.js';
import {
  AppendConnection,
  PARTITION_ENTRIES,
  type SignedNote,
} from '../append/append-connection.js';
import { type Head, type Linkable, linkBatch, type LinkedEntry } from '../append/link-batch.js';
import { isAboutSigners } from '../append/plan-batch.js';
import type { LogKind } from '../log-entry.js';
import { queriesOf } from '../own-connections.js';
import { TileStore } from '../tree/tile-store.js';
import type { TreeWindow } from '../tree/tree-window.js';
import type { FittingEntry, FoundLog } from './known-entries.js';
import { RecoveryRefused } from './recovery-plan.js';

export interface PutBackOptions {
  readonly pool: pg.Pool;
  readonly found: FoundLog;
  readonly fitting: readonly FittingEntry[];
  /** Stored bytes by statement hash in lower-case hex. */
  readonly statement: (hash: string) => Uint8Array | undefined;
  /** Heads signed before, with their notes; recorded again where the log reaches them. */
  readonly heads: readonly SignedNote[];
  readonly onProgress?: (done: number) => void;
}

interface Returning extends Linkable {
  readonly identities: readonly Uint8Array[];
  readonly recordedAt: number;
  readonly leafHash: Uint8Array;
}

const PART = 1000;

/**
 * Puts entries back at their old indexes with their old times, in one transaction: all or none. Every leaf hash is
 * computed anew from the bytes that are written and compared with the proven one before anything is committed.
 *
 * @returns size and root of the log afterwards
 * @throws RecoveryRefused when the log moved meanwhile, or a statement is not what its entry says
 */
export async function putBack(options: PutBackOptions): Promise<Pick<Head, 'size' | 'root'>> {
  const connection = await AppendConnection.open(options.pool);
  try {
    const { head } = await connection.openBatch([]);
    const { found } = options;
    if (head.size !== found.size || !equalBytes(head.root, found.root))
      throw new RecoveryRefused('the log grew while it was being recovered: stop every process');
    const window = await new TileStore(queriesOf(options.pool)).windowAt(head.size, head.frontier);
    const after = await writeAll(connection, options, head, window);
    await connection.commit();
    return after;
  } finally {
    // Closing an open transaction rolls it back.
    connection.close();
  }
}

async function writeAll(
  connection: AppendConnection,
  { found, fitting, statement, heads, onProgress }: PutBackOptions,
  before: Head,
  window: TreeWindow,
): Promise<Head> {
  const end = found.size + fitting.length;
  for (let index = found.size; index < end + PARTITION_ENTRIES; index += PARTITION_ENTRIES)
    await connection.addPartition(index);
  const notes = new Map(heads.map((head) => [head.size, head]));
  let head = before;
  for (let at = 0; at < fitting.length; at += PART) {
    const part = fitting.slice(at, at + PART).map((one) => returning(one, statement));
    head = await writePart(connection, part, head, window);
    for (let size = head.size - part.length + 1; size <= head.size; size++) {
      const note = notes.get(size);
      if (note !== undefined && equalBytes(window.root(size), note.root))
        await connection.writeCheckpoint(note);
    }
    window.forget(head.size - (head.size % TILE_WIDTH));
    onProgress?.(at + part.length);
  }
  return head;
}

async function writePart(
  connection: AppendConnection,
  part: readonly Returning[],
  before: Head,
  window: TreeWindow,
): Promise<Head> {
  const entries: LinkedEntry<Returning>[] = [];
  let head = before;
  for (const one of part) {
    const linked = linkBatch(head, [one], one.recordedAt, window);
    const entry = linked.entries[0]!;
    if (!equalBytes(entry.leafHash, one.leafHash))
      throw new RecoveryRefused(`entry ${entry.index} does not hash to what was signed`);
    entries.push(entry);
    head = linked.head;
  }
  const identities = entries.flatMap(({ index, statement }) =>
    statement.identities.map((key) => [key, index] as const),
  );
  const linked = { entries, recordedAt: head.recordedAt, head };
  await connection.writePart({ linked, identities, window, sizeBefore: before.size });
  return head;
}

function returning(
  { entry, leafHash }: FittingEntry,
  statement: PutBackOptions['statement'],
): Returning {
  const bytes = statement(toHex(entry.statementHash));
  if (bytes === undefined)
    throw new RecoveryRefused(`the statement of entry ${entry.index} is gone`);
  const kind = kindOfStored(bytes, entry.index);
  const read = readStatement(bytes, kind);
  if (!read.ok)
    throw new RecoveryRefused(`entry ${entry.index} cannot be read: ${read.refusal.detail}`);
  const { facts } = read.payload;
  const claim = claimOf(facts);
  const identity = identityOf(facts, read.envelope.signatures);
  return {
    kind,
    stored: read.stored,
    hash: entry.statementHash,
    changesSigners: isAboutSigners(facts),
    identities: identitiesOf({ identity, claim }),
    recordedAt: parseTime(entry.recordedAt),
    leafHash,
  };
}

function kindOfStored(bytes: Uint8Array, index: number): LogKind {
  const kind = kindOfPayloadType(parseEnvelope(bytes).payloadType);
  if (kind !== undefined && kind !== 'login') return kind;
  throw new RecoveryRefused(
    `entry ${index} holds a statement of a kind that never stands in a log`,
  );
}
