import { AppendStatement, type AppendResult } from '../../../ledger/append-statement.js';
import type { Config } from '../../../platform/config/config.js';
import { kindOfPayloadType, parseEnvelope, statementHash, toHex } from '../../../protocol/index.js';
import { judgeDelegation } from '../../../registry/judge-delegation.js';
import { judgeRuleSet } from '../../../registry/judge-rule-set.js';
import { RegistryCache } from '../../../registry/registry-cache.js';
import { openQuietly } from '../open-quietly.js';

/** A statement whose old place is lost, and what became of it. */
export interface AppendedAgain {
  readonly statementHash: string;
  readonly kind: string;
  /** Its new index; `null` when it was not appended. */
  readonly index: number | null;
  /** Why not. */
  readonly refused?: string;
}

/**
 * Posts statements again whose old places are given up: the same bytes at new indexes, with new receipts, judged as
 * anybody's post is. Opening the ledger makes its signer take up the declaration.
 *
 * Findings and roots of the map are the ledger's own and come again by themselves; decisions are left to those who
 * took them, because the alert they were taken on may be another now.
 */
export async function appendAgain(
  config: Config,
  statements: readonly Uint8Array[],
): Promise<AppendedAgain[]> {
  const context = await openQuietly({ ...config, role: 'api' });
  try {
    const log = context.get(AppendStatement, { strict: false });
    const cache = context.get(RegistryCache, { strict: false });
    const judgeParties = judgeDelegation(cache);
    const again: AppendedAgain[] = [];
    for (const stored of statements) {
      const kind = kindOfPayloadType(parseEnvelope(stored).payloadType);
      const name = { statementHash: toHex(statementHash(stored)), kind: kind ?? 'unknown' };
      if (kind === 'event') again.push({ ...name, ...outcome(await log.append(stored, kind)) });
      else if (kind === 'registration') {
        const result = await log.append(
          stored,
          kind,
          (statement) => judgeRuleSet(statement) ?? judgeParties(statement),
        );
        again.push({ ...name, ...outcome(result) });
      } else if (kind === 'decision')
        again.push({ ...name, index: null, refused: 'to be taken and posted again' });
    }
    return again;
  } finally {
    await context.close();
  }
}

function outcome(result: AppendResult): Pick<AppendedAgain, 'index' | 'refused'> {
  if (!('refusal' in result)) return { index: result.index };
  return { index: null, refused: `${result.refusal.code}: ${result.refusal.detail}` };
}
