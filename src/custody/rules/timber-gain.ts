import { Big } from 'big.js';
import type { Act } from '../replay/act.js';
import type { Item } from '../vocabulary/event.js';
import { formatBase, percentage, type BaseQuantity } from '../vocabulary/quantity.js';
import { isLog, isRoughWood, isWood, isWorkedWood } from '../vocabulary/timber.js';
import { boundsOf, measuresOf, sumOfBounds, type Measures } from './bounds.js';

/** Wood in and out, in one dimension: by what there is at least of what came out, and at most of what went in. */
interface Wood {
  readonly rough: BaseQuantity;
  readonly worked: BaseQuantity;
  readonly logsOut: BaseQuantity;
  readonly sawn: BaseQuantity;
  /** Weights were held against volumes. */
  readonly isConverted: boolean;
}

/** How much more sawn timber, or more logs, came of logs than can; `undefined` when no more did. */
export function timberGain(
  { event: { inputs, outputs } }: Act<'TRANSFORM'>,
  { timberYieldMax, logScale }: { readonly timberYieldMax: number; readonly logScale: number },
): string | undefined {
  const wood = woodOf(inputs, outputs);
  if (wood === undefined) return undefined;
  const { rough, worked, logsOut, sawn } = wood;
  const least = wood.isConverted ? 'At least ' : '';
  const most = wood.isConverted ? 'at most ' : '';
  const scale = rough.value.times(String(logScale));
  if (logsOut.value.gt(rough.value.plus(scale))) {
    return `${least}${formatBase(logsOut)} of logs came of ${most}${formatBase(rough)}, with ${percent(logScale)} allowed between two measurings.`;
  }
  // What came out as logs was not sawn.
  const left = logsOut.value.eq(0) ? rough.value : rough.value.minus(logsOut.value).plus(scale);
  const yielded = sawn.value.minus(worked.value);
  if (yielded.lte(left.times(String(timberYieldMax)))) return undefined;
  const from = [
    `${most}${formatBase({ ...rough, value: left })} of logs`,
    ...(worked.value.gt(0) ? [`${most}${formatBase(worked)} of worked wood`] : []),
  ];
  return `${least}${formatBase(sawn)} of sawn timber came of ${from.join(' and ')}, a yield of ${shareBeside(yielded, left, timberYieldMax)}; at most ${percent(timberYieldMax)} is plausible.`;
}

function woodOf(inputs: readonly Item[], outputs: readonly Item[]): Wood | undefined {
  const used = inputs.filter(isWood);
  const logs = outputs.filter(isLog);
  const isOfWood = inputs.every(isWood) ? () => true : isWood;
  // Sawdust and slabs are left over; planks are not, whatever they are called.
  const made = outputs.filter(
    (item) => !isLog(item) && isOfWood(item) && (item.residue !== true || isWorkedWood(item)),
  );
  const measures = measuresOf([...used, ...logs, ...made]);
  if (measures.dimension === undefined) return undefined;
  const rough = total(used.filter(isRoughWood), measures, 'most');
  const worked = total(
    used.filter((item) => !isRoughWood(item)),
    measures,
    'most',
  );
  const logsOut = total(logs, measures, 'least');
  const sawn = total(made, measures, 'least');
  if (!rough || !worked || !logsOut || !sawn) return undefined;
  return { rough, worked, logsOut, sawn, isConverted: !measures.isOneDimension };
}

function total(
  items: readonly Item[],
  measures: Measures,
  end: 'least' | 'most',
): BaseQuantity | undefined {
  if (measures.dimension === undefined) return undefined;
  if (items.length === 0) return { dimension: measures.dimension, value: new Big(0) };
  const sum = sumOfBounds(items.map((item) => boundsOf(item, asTold(measures), {})));
  return sum === undefined ? undefined : { dimension: sum.dimension, value: sum[end] };
}

/** Packing and water of wood do not matter here: a yield leaves room enough for both. */
function asTold(measures: Measures): Measures {
  return { ...measures, isPackingMixed: false, isWaterMixed: false };
}

export function percent(share: number): string {
  return `${new Big(String(share)).times(100).toFixed()} %`;
}

/** With as many decimals as it takes to differ from what is allowed. */
export function shareBeside(part: Big, whole: Big, limit: number): string {
  const allowed = new Big(String(limit)).times(100);
  for (let places = 1; ; places++) {
    const share = percentage(part, whole, places);
    if (share === undefined) return 'all of it';
    if (places === 6 || !allowed.eq(share)) return `${share} %`;
  }
}
