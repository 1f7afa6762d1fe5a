import type { PoolClient } from 'pg';
import {
  appendToFrontier,
  type Frontier,
  type LedgerKeys,
  rootOfFrontier,
  TILE_WIDTH,
} from '../../protocol/index.js';
import type { AuditFindings } from '../audit/audit-findings.js';
import { CheckpointAudit, type DerivedHead } from '../audit/checkpoint-audit.js';
import {
  AUDITED_COLUMNS,
  EntryAudit,
  type AuditedRow,
  type EntryBefore,
} from '../audit/entry-audit.js';
import { nativeSha256 } from '../native-sha256.js';
import type { SignedHead } from '../signing/signer-state.js';
import { TilesAgain } from './tiles-again.js';

export interface Snapshot {
  /** In a transaction that sees one state of the log. */
  readonly client: PoolClient;
  /** Every key that had signed when the snapshot was taken. */
  readonly keys: LedgerKeys;
  /** Heads that the signer kept outside the database before the snapshot was taken. */
  readonly kept: readonly SignedHead[];
  readonly findings: AuditFindings;
}

export interface Window {
  /** Index of the first entry, a multiple of 256. */
  readonly from: number;
  /** Index behind the last one, a multiple of 256; `undefined` = to the end of the log. */
  readonly to: number | undefined;
}

/** So few that posts between two pages do not wait long for the thread. */
const PAGE = TILE_WIDTH;

/**
 * Derives part of the log again from its statements, beginning with the tree as its tiles give it: hashes, chain,
 * times, tiles and signed checkpoints; at the end of the log the head too.
 */
export async function checkWindow(snapshot: Snapshot, { from, to }: Window): Promise<void> {
  const { client, findings, keys, kept } = snapshot;
  const tiles = new TilesAgain(client, findings);
  const before = await entryBefore(client, from);
  const edge = await tiles.frontierAt(from);
  if (edge === undefined) return;
  let frontier: Frontier = edge;
  if (from > 0 && before === undefined)
    return findings.add(`entry ${from - 1}`, 'it is missing, and others follow');
  const entries = new EntryAudit(findings, before);
  const checkpoints = new CheckpointAudit(client, findings, kept);
  checkpoints.keys = keys;
  await checkpoints.goOnFrom(from === 0 ? -1 : from);
  let size = from;
  const root = (): Uint8Array => rootOfFrontier(frontier, size, nativeSha256);
  for (;;) {
    const rows = await readPage(client, size, to);
    entries.check(rows);
    for (const row of rows) {
      await checkpoints.checkSize(size, root);
      frontier = appendToFrontier(frontier, size, row.leaf_hash, nativeSha256);
      size++;
    }
    if (rows.length < PAGE) break;
    await tiles.checkFull(size / TILE_WIDTH - 1, Buffer.concat(rows.map((row) => row.leaf_hash)));
  }
  await checkpoints.checkSize(size, root);
  if (to !== undefined)
    return findings.require(size >= to, `entry ${size}`, 'it is missing, and others follow');
  const { rows } = await client.query<{ last: number | null }>(
    'select max(idx) as last from log_entries',
  );
  findings.require(
    (rows[0]?.last ?? -1) < size,
    `entry ${size}`,
    'it is missing, and others follow',
  );
  await checkpoints.finish(size);
  const stored = await checkpoints.readHead();
  checkpoints.checkHead(stored, {
    size,
    root: root(),
    frontier,
    lastLeaf: entries.lastLeaf,
    recordedAt: entries.lastTime,
    registryIndex: stored.registryIndex,
  } satisfies DerivedHead);
}

/** Pages begin at multiples of 256, so that a full one is a tile. */
async function readPage(
  client: PoolClient,
  from: number,
  to: number | undefined,
): Promise<AuditedRow[]> {
  const end = Math.min(from + PAGE, to ?? Number.MAX_SAFE_INTEGER);
  const { rows } = await client.query<AuditedRow>(
    `select ${AUDITED_COLUMNS} from log_entries where idx >= $1 and idx < $2 order by idx`,
    [from, end],
  );
  return rows;
}

async function entryBefore(client: PoolClient, from: number): Promise<EntryBefore | undefined> {
  const { rows } = await client.query<{ leaf_hash: Buffer; recorded_at: Date }>(
    'select leaf_hash, recorded_at from log_entries where idx = $1',
    [from - 1],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return { index: from - 1, leafHash: row.leaf_hash, recordedAt: row.recorded_at.getTime() };
}
