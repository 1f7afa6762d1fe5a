import type { Act } from '../replay/act.js';
import type { Use, UseKind } from '../uses/use.js';
import type { RuleContext } from './rule.js';

/** A use of something that lineages share, and the act that made it. */
export interface FocusUse {
  readonly act: Act;
  readonly use: Use;
}

/** The uses of these kinds that acts of the focus make, act by act. */
export function usesInFocus(
  { lineage, focus, shared }: Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared'>,
  ...kinds: readonly UseKind[]
): FocusUse[] {
  const found: FocusUse[] = [];
  const told = kinds.filter((kind) => shared.has(kind));
  if (told.length === 0) return found;
  for (const act of lineage.acts) {
    if (!focus.acts.has(act.hash)) continue;
    for (const kind of told) for (const use of shared.of(kind, act.hash)) found.push({ act, use });
  }
  return found;
}
