import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { registration } from '../../custody/vocabulary/registration.js';
import { equalBytes, toHex } from '../../protocol/index.js';
import { readStatement } from '../admission/admit-bytes.js';
import { identityOf } from '../admission/identity.js';
import { AppendConnection } from '../append/append-connection.js';
import { linkBatch } from '../append/link-batch.js';
import { type LedgerIdentity, signStored } from '../ledger-identity.js';
import { queriesOf } from '../own-connections.js';
import type { SignedHead } from '../signing/signer-state.js';
import { TileStore } from '../tree/tile-store.js';
import { RecoveryRefused } from './recovery-plan.js';

export interface DeclarationOptions {
  readonly pool: pg.Pool;
  readonly identity: LedgerIdentity;
  readonly ledgerKey: Uint8Array;
  readonly registrarKey: Uint8Array;
  /** What is left: the log must still be at this head. */
  readonly left: SignedHead;
  /** The head that was signed and is given up. */
  readonly abandoned: SignedHead;
  readonly reason: string;
  readonly now: number;
}

/**
 * Writes into the log that its entries from here on were lost, and which signed head is given up for it. The service
 * takes it up when it starts.
 *
 * @returns the index of the declaration
 * @throws RecoveryRefused when the database itself records a larger head, or the log moved
 */
export async function declareRecovery(options: DeclarationOptions): Promise<number> {
  const { pool, left, now } = options;
  await refuseRecordedHeads(pool, left.size);
  const stored = declarationOf(options);
  const connection = await AppendConnection.open(pool);
  try {
    const { head } = await connection.openBatch([]);
    if (head.size !== left.size || !equalBytes(head.root, left.root))
      throw new RecoveryRefused('the log grew while it was being recovered: stop every process');
    const window = await new TileStore(queriesOf(pool)).windowAt(head.size, head.frontier);
    const read = readStatement(stored, 'registration');
    if (!read.ok) throw new RecoveryRefused(read.refusal.detail);
    const { hash, payload, envelope } = read;
    const statement = { kind: 'registration', stored, hash, changesSigners: false } as const;
    const linked = linkBatch(head, [statement], now, window);
    const identity = identityOf(payload.facts, envelope.signatures);
    await connection.addPartition(head.size);
    await connection.writeBatch({
      linked,
      identities: [[identity, head.size]],
      window,
      sizeBefore: head.size,
    });
    return head.size;
  } finally {
    connection.close();
  }
}

/** Restored backups hold no head beyond their entries; a database that does was changed. */
async function refuseRecordedHeads(pool: pg.Pool, size: number): Promise<void> {
  const { rows } = await pool.query<{ size: number }>(
    'select size from log_checkpoints where size > $1 order by size desc limit 1',
    [size],
  );
  if (rows[0] === undefined) return;
  throw new RecoveryRefused(
    `the database records a signed head of ${rows[0].size} entries and holds only ${size}: entries were removed from it, ` +
      'it was not set back. Recover from a copy that audits clean',
  );
}

function declarationOf(options: DeclarationOptions): Uint8Array {
  const { identity, registrarKey, ledgerKey, left, abandoned, reason } = options;
  const payload = registration.safeParse({
    schema: 'custody-registration/1',
    ledger: identity.origin,
    registrationId: randomUUID(),
    kind: 'recovery',
    recovery: {
      lostFrom: left.size,
      lostTo: abandoned.size - 1,
      // Ed25519 is deterministic: this is the very note that was signed and lost.
      signed: identity.signCheckpoint(abandoned),
      foundRoot: toHex(left.root),
      reason,
    },
  });
  if (!payload.success)
    throw new RecoveryRefused('the reason must be a text of 1 to 200 characters');
  return signStored('registration', JSON.parse(JSON.stringify(payload.data)), [
    registrarKey,
    ledgerKey,
  ]);
}
