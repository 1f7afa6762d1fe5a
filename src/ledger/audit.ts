import type { Pool, PoolClient } from 'pg';
import { inSnapshot } from '../platform/database/snapshot.js';
import { toHex } from '../protocol/index.js';
import { AdmissionPool } from './admission/admission-pool.js';
import { AuditFindings, type AuditFault } from './audit/audit-findings.js';
import { CheckpointAudit } from './audit/checkpoint-audit.js';
import { auditCosignatures } from './audit/cosignature-audit.js';
import { AUDITED_COLUMNS, EntryAudit, type AuditedRow } from './audit/entry-audit.js';
import { auditIdentities, auditStatementIndex } from './audit/look-up-audit.js';
import { auditRecovery } from './audit/recovery-audit.js';
import { TreeAudit } from './audit/tree-audit.js';
import { StatementAudit, type AuditedRegistry } from './audit/statement-audit.js';
import type { SignedHead } from './signing/signer-state.js';

export type { AuditFault } from './audit/audit-findings.js';
export type { AuditedRegistry } from './audit/statement-audit.js';

export type AuditStage = 'entries' | 'look-ups';

export interface AuditOptions {
  /** `Database.pool`, or one with its type parsers. Everything is read in one snapshot, nothing is written. */
  readonly pool: Pool;
  /** A registry that knows nothing yet; it is fed each registration after the entry was judged. */
  readonly registry: AuditedRegistry;
  /** The ledger's verification key as known from elsewhere; without it, what entry 0 says is believed. */
  readonly vkey?: string;
  /** Heads kept outside the database (the signer's state): each must be a head of this log. */
  readonly signedHeads?: readonly SignedHead[];
  readonly threads?: number;
  /** Threads that run already, for who audits many times; they stay open. */
  readonly admission?: AdmissionPool;
  readonly onProgress?: (stage: AuditStage, done: number, of: number) => void;
  /** Told at once; all are in the report too. */
  readonly onFault?: (fault: AuditFault) => void;
}

export interface AuditReport {
  readonly origin: string | undefined;
  readonly vkey: string | undefined;
  readonly entries: number;
  readonly signatures: number;
  readonly checkpoints: number;
  readonly tiles: number;
  /** Root over the entries as they are, lower-case hex. */
  readonly root: string;
  readonly isSound: boolean;
  /** The first thousand, in the order found. */
  readonly faults: readonly AuditFault[];
  /** Faults in all. */
  readonly faultCount: number;
}

const PAGE = 1000;

/**
 * Reads the whole log again and derives everything anew: dense indexes, times that never go back, statement hashes,
 * the chain, the tree, its tiles, the head, every signed checkpoint, identities, and each statement judged by the
 * registry as of the entry before. Faults are reported, not thrown; it goes on as far as it can.
 */
export async function auditLog(options: AuditOptions): Promise<AuditReport> {
  const threads = options.admission ?? new AdmissionPool(options.threads ?? 2);
  try {
    return await inSnapshot(options.pool, (client) => auditSnapshot(client, threads, options));
  } finally {
    if (options.admission === undefined) await threads.close();
  }
}

async function auditSnapshot(
  client: PoolClient,
  threads: AdmissionPool,
  options: AuditOptions,
): Promise<AuditReport> {
  const findings = new AuditFindings(options.onFault);
  const tree = new TreeAudit(client, findings);
  const entries = new EntryAudit(findings);
  const statements = new StatementAudit(client, threads, options.registry, findings);
  const checkpoints = new CheckpointAudit(client, findings, options.signedHeads ?? []);
  const head = await checkpoints.readHead();
  let at = 0;
  for (;;) {
    const { rows } = await client.query<AuditedRow>(
      `select ${AUDITED_COLUMNS} from log_entries where idx >= $1 order by idx limit ${PAGE}`,
      [at],
    );
    if (rows.length === 0) break;
    entries.check(rows);
    await statements.check(rows);
    checkpoints.keys = statements.keys;
    for (const row of rows) {
      await checkpoints.checkSize(tree.size, () => tree.root());
      auditRecovery(row, () => tree.root(), checkpoints.keys, findings);
      await tree.append(row.leaf_hash);
    }
    await auditIdentities(client, rows, statements.identities, findings);
    at = rows.at(-1)!.idx + 1;
    options.onProgress?.('entries', at, Math.max(at, head.size));
  }
  await checkpoints.checkSize(tree.size, () => tree.root());
  await checkpoints.finish(tree.size);
  checkpoints.checkHead(head, {
    size: tree.size,
    root: tree.root(),
    frontier: tree.frontier,
    lastLeaf: entries.lastLeaf,
    recordedAt: entries.lastTime,
    registryIndex: statements.registryIndex,
  });
  await tree.finish();
  options.onProgress?.('look-ups', 0, 1);
  await auditStatementIndex(client, findings);
  await auditCosignatures(client, findings);
  await statements.finish();
  options.onProgress?.('look-ups', 1, 1);
  if (options.vkey !== undefined && !statements.names(options.vkey)) {
    findings.add(
      'entry 0',
      `it names the key ${statements.vkey}, and no rotation leads from or to ${options.vkey}`,
    );
  }
  return {
    origin: statements.origin,
    vkey: statements.vkey,
    entries: tree.size,
    signatures: statements.signatures,
    checkpoints: checkpoints.count,
    tiles: tree.tiles,
    root: toHex(tree.root()),
    isSound: findings.count === 0,
    faults: findings.faults,
    faultCount: findings.count,
  };
}
