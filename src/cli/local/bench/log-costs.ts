import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fill, measureBatches, measureSingles } from './appends.js';
import { BenchLedger } from './bench-ledger.js';
import type { Measurement } from './measurements.js';

/** In turns, so that a machine that slows down slows all of them. */
const ROUNDS = 3;
const WARM_UP_ENTRIES = 20_000;
/** Signed beforehand: more than two cores can take. */
const SINGLES_A_SECOND = 5_000;
const BATCHED_A_SECOND = 10_000;
/** The map looks for new entries at this interval at most; a measurement holds several. */
const MAP_INTERVAL_MS = 2_000;
const A_DAY_MS = 86_400_000;

const LEAVES_LOG_OUT = pathToFileURL(join(import.meta.dirname, 'log-left-out.js')).href;

/** From everything to nothing but entries; each is compared with the one above it. */
const SERVICES = [
  { name: 'with the map', env: { MAP_INTERVAL_MS: String(MAP_INTERVAL_MS) } },
  { name: 'without the map', env: { MAP_INTERVAL_MS: String(A_DAY_MS) } },
  {
    name: 'without map and tiles',
    env: { MAP_INTERVAL_MS: String(A_DAY_MS), NODE_OPTIONS: `--import ${LEAVES_LOG_OUT}` },
  },
  {
    name: 'without map, tiles and signed heads',
    env: {
      MAP_INTERVAL_MS: String(A_DAY_MS),
      NODE_OPTIONS: `--import ${LEAVES_LOG_OUT}`,
      BENCH_LEAVE_OUT: 'tiles and heads',
    },
  },
] as const;

const LOADS = [
  'single posts, 64 connections',
  'single posts, 256 connections',
  'batches of 100',
] as const;

type Rates = Record<(typeof LOADS)[number], number[]>;

/**
 * What the map beside the log takes from posting, and what tiles and signed heads do: the medians of services that
 * leave them out, one after the other under the same load.
 */
export async function measureCosts(seconds: number): Promise<Measurement[]> {
  const rates = SERVICES.map((): Rates => ({ [LOADS[0]]: [], [LOADS[1]]: [], [LOADS[2]]: [] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, { env }] of SERVICES.entries()) {
      await measureOnce(env, seconds, rates[place]!);
    }
  }
  return LOADS.flatMap((load) => {
    const medians = rates.map((measured) => median(measured[load]));
    return SERVICES.map(({ name }, place): Measurement => {
      const value = medians[place]!;
      const leaner = medians[place + 1];
      return {
        what: `${load}, ${name}`,
        value,
        unit: 'per second',
        ...(leaner !== undefined && {
          note: `costs ${shareLost(value, leaner)} % of what follows`,
        }),
      };
    });
  });
}

async function measureOnce(
  env: Readonly<Record<string, string>>,
  seconds: number,
  rates: Rates,
): Promise<void> {
  const ledger = await BenchLedger.start(env);
  try {
    await fill(ledger, WARM_UP_ENTRIES);
    for (const connections of [64, 256] as const) {
      const singles = await measureSingles(ledger, connections, seconds, {
        stock: SINGLES_A_SECOND,
      });
      rates[`single posts, ${connections} connections`].push(singles.perSecond);
    }
    const batches = await measureBatches(ledger, 100, seconds, BATCHED_A_SECOND);
    rates['batches of 100'].push(batches.value);
  } finally {
    await ledger.service.stop();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function shareLost(value: number, leaner: number): string {
  return (100 * (1 - value / leaner)).toFixed(1);
}
