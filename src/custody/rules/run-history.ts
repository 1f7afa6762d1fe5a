import type { Use } from '../uses/use.js';
import { medianDeviation, medianOf } from './median.js';

export interface HistoryLimits {
  readonly z: number;
  readonly minRuns: number;
  readonly mostRuns: number;
  /** Least deviation, as a share of the median. */
  readonly madFloor: number;
  /** Share of the median input below which a batch is not compared. */
  readonly smallBatch: number;
}

/** A run whose yield is not that of the runs before it. Yields are shares, 1 = all. */
export interface Outlier {
  readonly yield: number;
  readonly median: number;
  readonly runs: number;
  /** Lowest and highest yield that would not have been told. */
  readonly usual: readonly [low: number, high: number];
}

/** For values that scatter normally, a standard deviation is so many median deviations (robust z-score). */
const DEVIATIONS = 1.4826;

/** @param earlier runs of the same process before it, the newest last */
export function outlierOf(
  run: Use,
  earlier: readonly Use[],
  limits: HistoryLimits,
): Outlier | undefined {
  const recent = earlier.slice(-limits.mostRuns);
  const least = limits.smallBatch * medianOf(recent.map(inputOf));
  const counted = recent.filter((each) => inputOf(each) >= least);
  if (counted.length < limits.minRuns || inputOf(run) < least) return undefined;
  const yields = counted.map(yieldOf);
  const median = medianOf(yields);
  const deviation = Math.max(medianDeviation(yields), limits.madFloor * median) * DEVIATIONS;
  const own = yieldOf(run);
  const width = limits.z * deviation;
  if (Math.abs(own - median) <= width) return undefined;
  const usual = [Math.max(0, median - width), median + width] as const;
  return { yield: own, median, runs: counted.length, usual };
}

function inputOf({ detail }: Use): number {
  return Number(detail['input']);
}

function yieldOf(run: Use): number {
  return Number(run.detail['output']) / inputOf(run);
}
