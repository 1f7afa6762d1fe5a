import { Big } from 'big.js';
import { accountOf, isA, type Act } from '../replay/act.js';
import { containedIn } from '../vocabulary/assays.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { formatDecimal, sumQuantities } from '../vocabulary/quantity.js';
import { contentsOf, mainInput } from '../vocabulary/reagents.js';
import { areLogs, isLog } from '../vocabulary/timber.js';
import type { UseTold } from './uses-of.js';

/** Material whose yield tells something. */
const YIELDING: ReadonlySet<Commodity> = new Set(['3T', 'GOLD', 'TIMBER']);

/**
 * What a run of a process used and gave, by what its record alone says: the metal contained by the assays stated there,
 * and the volume or mass of timber; residue is not counted. A run that does not state both sides is none.
 */
export function runsOf(act: Act): UseTold[] {
  if (!isA(act, 'TRANSFORM')) return [];
  const { inputs, process, place } = act.event;
  if (!YIELDING.has(commodityOfHs(mainInput(inputs)?.hs ?? ''))) return [];
  const run = sawingOf(act) ?? metalRunOf(act);
  if (run === undefined || run.input.eq(0)) return [];
  const where = place?.site ?? place?.locode ?? '';
  return [
    {
      kind: 'run',
      key: JSON.stringify([accountOf(act), where, process.toLowerCase(), run.measure]),
      items: [],
      detail: { input: formatDecimal(run.input), output: formatDecimal(run.output) },
    },
  ];
}

interface Run {
  readonly measure: string;
  readonly input: Big;
  readonly output: Big;
}

function sawingOf({ event: { inputs, outputs } }: Act<'TRANSFORM'>): Run | undefined {
  if (!areLogs(inputs)) return undefined;
  const made = outputs.filter((item) => item.residue !== true && !isLog(item));
  const logs = sumQuantities(inputs.map(({ qty }) => qty));
  const sawn = sumQuantities(made.map(({ qty }) => qty));
  if (logs === undefined || sawn?.dimension !== logs.dimension) return undefined;
  return { measure: logs.dimension, input: logs.value, output: sawn.value };
}

function metalRunOf({ event: { inputs, outputs } }: Act<'TRANSFORM'>): Run | undefined {
  const used = contentsOf(inputs, ({ assay }) => assay);
  const measure = used[0]?.metal;
  if (measure === undefined || used.some((each) => each?.metal !== measure)) return undefined;
  const useful = outputs.filter(({ residue }) => residue !== true);
  const made = useful.map(({ qty, assay }) => containedIn(qty, assay));
  if (made.length === 0 || made.some((each) => each?.metal !== measure)) return undefined;
  const total = (parts: typeof used) =>
    parts.reduce((sum, part) => sum.plus(part?.mass ?? 0), new Big(0));
  return { measure, input: total(used), output: total(made) };
}
