import { equalBytes, fromHex, isSameLedgerKey, type LedgerKeys } from '../../protocol/index.js';
import type { SignedHead } from '../signing/signer-state.js';
import type { GivenUpFind, GivenUpHistories } from './given-up.js';
import type { FoundLog } from './known-entries.js';
import type { JudgedFinds, RecoveryFinds } from './recovery-finds.js';
import { planRecovery, type RecoveryPlan, RecoveryRefused } from './recovery-plan.js';

export interface Recovery {
  readonly found: FoundLog;
  /** As the log that was found tells them; of an empty one, the key of entry 0. */
  readonly keys: LedgerKeys;
  /** What the signer's state holds. */
  readonly signed: readonly SignedHead[];
  readonly finds: RecoveryFinds;
  readonly givenUp: GivenUpHistories;
}

export interface KeyedPlan {
  /** Those of the log that was found, and those whose rotation is among what was lost. */
  readonly keys: LedgerKeys;
  readonly judged: JudgedFinds;
  /** Signed for, but of a history that the log has given up: not used. */
  readonly givenUp: readonly GivenUpFind[];
  readonly plan: RecoveryPlan;
}

/**
 * Plans under every key the ledger is shown to have had. A rotation that sources bring counts where it is proven to
 * stand: its keys have both signed it, and a head signed by the new one covers it at that index.
 *
 * @throws RecoveryRefused see {@link planRecovery}
 */
export function planUnderKeys(recovery: Recovery): KeyedPlan {
  const rotations = recovery.finds.rotations;
  let keyed = planWith(recovery, recovery.keys);
  for (;;) {
    const next = withNextKey(recovery, keyed.keys, rotations);
    if (next === undefined) return keyed;
    keyed = next;
  }
}

function planWith(recovery: Recovery, keys: LedgerKeys): KeyedPlan {
  const { found, finds, signed } = recovery;
  const judged = finds.judge(keys);
  const claimed = [...finds.entries, ...judged.pieces.flatMap(({ entries }) => entries)];
  const { own, givenUp } = recovery.givenUp.sort(judged.pieces, claimed);
  const plan = planRecovery(found, {
    entries: [...finds.entries, ...own.flatMap(({ entries }) => entries)],
    leaves: own.flatMap(({ leaves }) => leaves),
    heads: [...recovery.givenUp.binding(signed), ...own.map(({ head }) => head)],
    has: finds.has,
  });
  return { keys, judged: { ...judged, pieces: own }, givenUp, plan };
}

/** Sources may claim several indexes for one rotation; only the true one can be proven. */
function withNextKey(
  recovery: Recovery,
  keys: LedgerKeys,
  rotations: RecoveryFinds['rotations'],
): KeyedPlan | undefined {
  const { key: current, from: since } = keys.at(-1)!;
  let refused: RecoveryRefused | undefined;
  for (const { replaces, key, hash, indexes } of rotations) {
    const isNext =
      isSameLedgerKey(replaces, current) && !keys.some((one) => isSameLedgerKey(one.key, key));
    if (!isNext) continue;
    for (const from of indexes) {
      if (from <= since || from < recovery.found.size) continue;
      try {
        const keyed = planWith(recovery, [...keys, { key, from }]);
        if (stands(keyed.plan, from, fromHex(hash))) return keyed;
      } catch (error) {
        if (!(error instanceof RecoveryRefused)) throw error;
        refused = error;
      }
    }
  }
  if (refused !== undefined) throw refused;
  return undefined;
}

function stands({ fitting, stranded }: RecoveryPlan, index: number, hash: Uint8Array): boolean {
  return [...fitting, ...stranded].some(
    ({ entry }) => entry.index === index && equalBytes(entry.statementHash, hash),
  );
}
