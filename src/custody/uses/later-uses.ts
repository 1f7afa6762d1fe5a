import { isSameThing, type Use } from './use.js';

/** So many follow an earlier one and are judged again when it changes: no rule looks back further. */
export const MOST_LATER = 100;

/**
 * Uses by which later ones of the same thing are judged: yields by earlier yields, prices by earlier prices, a weapon
 * that is found by where it came in, was lost or ended.
 */
export function isJudgedByEarlier({ kind, detail }: Use): boolean {
  return kind === 'run' || kind === 'price' || (kind === 'serial' && detail['act'] !== 'RECEIVE');
}

/** The uses nearest behind some that came, went or changed, earliest first: what was said of them may no longer hold. */
export function laterUses(changed: readonly Use[], all: readonly Use[]): Use[] {
  const later = new Set<Use>();
  for (const earlier of changed.filter(isJudgedByEarlier)) {
    const behind = all.filter(
      (use) => isSameThing(use, earlier) && use.at > earlier.at && use.index !== earlier.index,
    );
    for (const use of behind.toSorted((a, b) => a.at - b.at).slice(0, MOST_LATER)) later.add(use);
  }
  return [...later];
}
