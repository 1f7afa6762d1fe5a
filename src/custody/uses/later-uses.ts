import type { Use, UseKind } from './use.js';

/** Uses that are judged by those of the same key before them: yields by earlier yields, prices by earlier prices. */
export const JUDGED_BY_EARLIER: readonly UseKind[] = ['run', 'price'];

/** So many follow an earlier one and are judged again when it changes: no rule looks back further. */
export const MOST_LATER = 100;

export function isJudgedByEarlier({ kind }: Use): boolean {
  return JUDGED_BY_EARLIER.includes(kind);
}

/** The uses nearest behind some that came, went or changed, earliest first: what was said of them may no longer hold. */
export function laterUses(changed: readonly Use[], all: readonly Use[]): Use[] {
  const later = new Set<Use>();
  for (const { kind, key, at, index } of changed.filter(isJudgedByEarlier)) {
    const behind = all.filter(
      (use) => use.kind === kind && use.key === key && use.at > at && use.index !== index,
    );
    for (const use of behind.toSorted((a, b) => a.at - b.at).slice(0, MOST_LATER)) later.add(use);
  }
  return [...later];
}
