import { cpus } from 'node:os';
import { EXIT } from '../../exit-codes.js';
import type { BenchOptions } from '../../local-commands.js';
import { printJson, printLine, printNotice } from '../../terminal.js';
import { measureAlerts, measureAnswers, measureGrowth } from './answers.js';
import { measureCatchUp } from './catch-up.js';
import { measureBatches, measureSingles } from './appends.js';
import { measureBaseline, type Baseline } from './baseline.js';
import { BenchLedger } from './bench-ledger.js';
import { measureCosts } from './log-costs.js';
import { measureJudging } from './judging.js';
import {
  against,
  brokenPromises,
  lineOf,
  rateOf,
  tableOf,
  type Measurement,
} from './measurements.js';
import { measureMap } from './map-size.js';
import { measureVerifyCeiling } from './verify-ceiling.js';

/** Measured unless others are named; `map`, `costs` and `judge` take minutes and are measured only when named. */
const OF_ONE_LEDGER = ['singles', 'batches', 'answers', 'alerts'] as const;
const PARTS = [...OF_ONE_LEDGER, 'growth'] as const;
const WARM_UP_SECONDS = 8;
type Part = (typeof PARTS)[number] | 'map' | 'costs' | 'judge';

/** Runs the measurements and prints a table and, below it, one JSON object. */
export async function bench(options: BenchOptions): Promise<void> {
  const seconds = Number(options.seconds);
  const wanted = new Set<string>(options.only?.split(',') ?? PARTS);
  const measurements: Measurement[] = [];
  const add = (...found: Measurement[]): void => {
    measurements.push(...found);
    for (const measurement of found) printNotice(`  ${lineOf(measurement)}`);
  };
  const isWanted = (part: Part): boolean => wanted.has(part);

  try {
    if (OF_ONE_LEDGER.some(isWanted)) {
      const yardsticks = await measureYardsticks(seconds, add);
      printNotice('measuring Custody Ledger');
      await measureOneLedger(isWanted, yardsticks, add);
    }
    if (isWanted('map')) add(...(await measureMap(Number(options.keys))));
    if (isWanted('judge')) add(...(await measureJudging()));
    if (isWanted('costs')) add(...(await measureCosts(seconds)));
    if (isWanted('growth')) add(...(await growth(Number(options.entries))));
  } finally {
    report(measurements, options);
  }
}

async function measureYardsticks(
  seconds: number,
  add: (...found: Measurement[]) => void,
): Promise<Yardsticks> {
  printNotice('measuring the baseline');
  const noble = await measureBaseline('noble', seconds);
  const native = await measureBaseline('native', seconds);
  const ceiling = await measureVerifyCeiling(Math.min(3, seconds));
  add(noble.singles, noble.batches, native.singles, native.batches);
  add({
    what: 'verify ceiling: nothing but Ed25519, all cores',
    value: ceiling,
    unit: 'per second',
  });
  return { native, ceiling, seconds };
}

/** What our figures are held against. */
interface Yardsticks {
  readonly native: Baseline;
  readonly ceiling: number;
  readonly seconds: number;
}

async function measureOneLedger(
  isWanted: (part: Part) => boolean,
  { native, ceiling, seconds }: Yardsticks,
  add: (...found: Measurement[]) => void,
): Promise<void> {
  const ledger = await BenchLedger.start();
  try {
    if (isWanted('singles')) add(...(await singles(ledger, native, seconds)));
    if (isWanted('batches')) add(...(await batches(ledger, native, ceiling, seconds)));
    add({
      what: 'resident memory of the service under load',
      value: ledger.service.memory(),
      unit: 'MB',
    });
    if (isWanted('singles') || isWanted('batches')) add(await measureCatchUp(ledger));
    if (isWanted('alerts')) add(await measureAlerts(ledger));
    if (isWanted('answers')) add(...(await measureAnswers(ledger, seconds)));
  } finally {
    await ledger.service.stop();
  }
}

async function singles(
  ledger: BenchLedger,
  baseline: Baseline,
  seconds: number,
): Promise<Measurement[]> {
  // Compilers of the service need some ten thousand posts before they are done.
  await measureSingles(ledger, 64, WARM_UP_SECONDS);
  const results: Measurement[] = [];
  let peak = 0;
  for (const connections of [16, 64, 256]) {
    const load = await measureSingles(ledger, connections, seconds);
    peak = Math.max(peak, load.perSecond);
    const measured = rateOf(`single posts, ${connections} connections`, load);
    results.push(connections === 64 ? against(baseline.singles, measured) : measured);
  }
  const half = await measureSingles(ledger, 64, seconds, { rate: peak / 2 });
  results.push(rateOf('single posts at half of the peak, 64 connections', half));
  return results;
}

async function batches(
  ledger: BenchLedger,
  baseline: Baseline,
  ceiling: number,
  seconds: number,
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const size of [100, 1000]) {
    const measured = against(baseline.batches, await measureBatches(ledger, size, seconds));
    const share = Math.round((100 * measured.value) / ceiling);
    results.push({ ...measured, note: `${share} % of the verify ceiling` });
  }
  return results;
}

/** On a log of its own, which begins empty. */
async function growth(entries: number): Promise<Measurement[]> {
  const ledger = await BenchLedger.start();
  try {
    return await measureGrowth(ledger, entries);
  } finally {
    await ledger.service.stop();
  }
}

function report(measurements: readonly Measurement[], options: BenchOptions): void {
  const [cpu] = cpus();
  const machine = { cores: cpus().length, cpu: cpu?.model, node: process.version };
  if (!options.json) printLine(`\n${tableOf(measurements)}\n`);
  printJson({ machine, at: new Date().toISOString(), measurements });
  const broken = brokenPromises(measurements);
  for (const line of broken) printNotice(`not kept: ${line}`);
  if (broken.length > 0) process.exitCode = EXIT.negative;
}
