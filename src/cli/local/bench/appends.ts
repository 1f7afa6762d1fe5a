import { batchOf } from './baseline.js';
import type { BenchLedger } from './bench-ledger.js';
import { rawPost, runLoad, type LoadResult, type RawRequest } from './http-load.js';
import { rateOf, type Measurement } from './measurements.js';

/**
 * Requests made before the clock starts, `stock` events for each second (a load that uses them up ends early): signing them takes as
 * long as the service takes to verify them.
 */
function prepared(make: () => RawRequest, count: number): () => RawRequest | undefined {
  const stock = Array.from({ length: count }, make).values();
  return () => stock.next().value;
}

export async function measureSingles(
  ledger: BenchLedger,
  connections: number,
  seconds: number,
  { rate, stock = 14_000 }: { readonly rate?: number; readonly stock?: number } = {},
): Promise<LoadResult> {
  const count = Math.ceil((rate ?? stock) * seconds);
  const next = prepared(() => rawPost('/v1/events', Buffer.from(ledger.mill.next())), count);
  return runLoad({
    port: ledger.service.port,
    connections,
    seconds,
    next,
    ...(rate === undefined ? {} : { rate }),
  });
}

export async function measureBatches(
  ledger: BenchLedger,
  size: number,
  seconds: number,
  stock = 30_000,
): Promise<Measurement> {
  const count = Math.ceil((stock * seconds) / size);
  const next = prepared(() => rawPost('/v1/events', batchOf(ledger.mill, size)), count);
  const load = await runLoad({ port: ledger.service.port, connections: 4, seconds, next });
  return rateOf(`batches of ${size.toLocaleString('en-GB')}, 4 connections`, load, size);
}

/** Seconds to append `count` more entries in batches of 1,000. */
export async function fill(ledger: BenchLedger, count: number): Promise<number> {
  const started = performance.now();
  let left = Math.ceil(count / 1000);
  const next = () => {
    if (left === 0) return undefined;
    left -= 1;
    return rawPost('/v1/events', batchOf(ledger.mill, 1000));
  };
  const load = await runLoad({ port: ledger.service.port, connections: 2, seconds: 3600, next });
  if (load.errors > 0) throw new Error(`${load.errors} batches failed while filling the log`);
  return (performance.now() - started) / 1000;
}
