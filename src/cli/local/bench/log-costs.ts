import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fill, measureBatches, measureSingles } from './appends.js';
import { BenchLedger } from './bench-ledger.js';
import type { Measurement } from './measurements.js';

/**
 * Every second round goes backwards: a machine that slows down, or a service that leaves it busy, slows the ones before
 * and the ones behind alike. In one fixed order, two services that were the same came out 11 % apart.
 */
const ROUNDS = 4;
const WARM_UP_ENTRIES = 20_000;
/** Signed beforehand: more than two cores can take. */
const SINGLES_A_SECOND = 5_000;
const BATCHED_A_SECOND = 10_000;
/** The map looks for new entries at this interval at most; a measurement holds several. */
const MAP_INTERVAL_MS = 2_000;
const A_DAY_MS = 86_400_000;

const LEAVES_LOG_OUT = pathToFileURL(join(import.meta.dirname, 'log-left-out.js')).href;

interface MeasuredService {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

const NO_MAP = { MAP_INTERVAL_MS: String(A_DAY_MS) };
/** Posts and nothing else: who follows the log takes its own share, which is not what is asked here. */
const POSTS_ONLY = { ...NO_MAP, ROLE: 'api' };

/** In each list from everything to nothing but entries; a service is compared with the one that follows it. */
const COMPARISONS: readonly (readonly MeasuredService[])[] = [
  [
    { name: 'with the map', env: { MAP_INTERVAL_MS: String(MAP_INTERVAL_MS) } },
    { name: 'without the map', env: NO_MAP },
  ],
  [
    { name: 'nothing beside posts', env: POSTS_ONLY },
    {
      name: 'nothing beside posts, without tiles',
      env: { ...POSTS_ONLY, NODE_OPTIONS: `--import ${LEAVES_LOG_OUT}` },
    },
    {
      name: 'nothing beside posts, without tiles and signed heads',
      env: {
        ...POSTS_ONLY,
        NODE_OPTIONS: `--import ${LEAVES_LOG_OUT}`,
        BENCH_LEAVE_OUT: 'tiles and heads',
      },
    },
  ],
];

const LOADS = [
  'single posts, 64 connections',
  'single posts, 256 connections',
  'batches of 100',
] as const;

type Rates = Record<(typeof LOADS)[number], number[]>;

/**
 * What the map beside the log takes from posting, and what tiles and signed heads do: the means of services that
 * leave them out, one after the other under the same load.
 */
export async function measureCosts(seconds: number): Promise<Measurement[]> {
  const rates = new Map<MeasuredService, Rates>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const services = COMPARISONS.flat();
    for (const service of round % 2 === 0 ? services : services.toReversed()) {
      const measured = rates.get(service) ?? { [LOADS[0]]: [], [LOADS[1]]: [], [LOADS[2]]: [] };
      rates.set(service, measured);
      await measureOnce(service.env, seconds, measured);
    }
  }
  const meanOf = (service: MeasuredService, load: (typeof LOADS)[number]): number =>
    mean(rates.get(service)![load]);
  return LOADS.flatMap((load) =>
    COMPARISONS.flatMap((services) =>
      services.map((service, place): Measurement => {
        const value = meanOf(service, load);
        const leaner = services[place + 1];
        return {
          what: `${load}, ${service.name}`,
          value,
          unit: 'per second',
          ...(leaner !== undefined && {
            note: `costs ${shareLost(value, meanOf(leaner, load))} % of what follows`,
          }),
        };
      }),
    ),
  );
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shareLost(value: number, leaner: number): string {
  return (100 * (1 - value / leaner)).toFixed(1);
}
