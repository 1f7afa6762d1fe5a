import { Big } from 'big.js';
import { accountOf, type Act } from '../replay/act.js';
import { firstAssayBy, recordedAssay } from '../replay/recorded-assay.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { containedIn, mostContainedIn } from '../vocabulary/assays.js';
import type { Item } from '../vocabulary/event.js';
import { contentsOf, isReagent } from '../vocabulary/reagents.js';

export interface Metal {
  readonly name: string;
  readonly input: Big;
  readonly output: Big;
  /** Inputs whose assay does not tell this metal, counted with the most they can hold. */
  readonly guessed: readonly string[];
}

/** Metals that every input tells its content of, reagents apart; outputs that tell none count as holding none. */
export function metalsOf(
  used: readonly Item[],
  made: readonly Item[],
  lineage: ReplayedLineage,
): Metal[] {
  const inputs = contentsOf(used, (item) => recordedAssay(item, lineage));
  const outputs = made.map((item) => containedIn(item.qty, item.assay));
  const metals: Metal[] = [];
  for (const name of namesIn(outputs)) {
    if (inputs.length === 0 || !inputs.every((each) => each?.metal === name)) continue;
    metals.push({
      name,
      input: sumOf(name, inputs),
      output: sumOf(name, outputs),
      guessed: [],
    });
  }
  return metals;
}

/**
 * The same, where an input without an assay counts as holding as much as such goods can: what was found in the outputs
 * beyond that came from elsewhere. An output of which its maker tells the metal later holds that. Not told of a metal where an input is no weight.
 */
export function metalsAtMost(act: Act<'TRANSFORM'>, lineage: ReplayedLineage): Metal[] {
  const { inputs: used, outputs: made } = act.event;
  const maker = accountOf(act);
  const outputs = made.map((item) =>
    containedIn(item.qty, item.assay ?? firstAssayBy(maker, item, lineage)),
  );
  const metals: Metal[] = [];
  for (const name of namesIn(outputs)) {
    const guessed: string[] = [];
    let input: Big | undefined = new Big(0);
    for (const item of used) {
      const assay = recordedAssay(item, lineage);
      const told = containedIn(item.qty, assay);
      if (told === undefined && isReagent(item)) continue;
      if (told?.metal !== name) guessed.push(item.itemId);
      const most = told?.metal === name ? told.mass : mostContainedIn(item, assay, name);
      input = most === undefined ? undefined : input?.plus(most);
    }
    if (input === undefined || used.length === 0) continue;
    metals.push({ name, input, output: sumOf(name, outputs), guessed });
  }
  return metals;
}

function namesIn(outputs: readonly ReturnType<typeof containedIn>[]): Set<string> {
  return new Set(outputs.map((each) => each?.metal).filter((name) => name !== undefined));
}

function sumOf(name: string, parts: readonly ReturnType<typeof containedIn>[]): Big {
  const own = parts.filter((part) => part?.metal === name);
  return own.reduce((sum, part) => sum.plus(part?.mass ?? 0), new Big(0));
}
