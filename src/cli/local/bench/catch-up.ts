import type { BenchLedger } from './bench-ledger.js';
import type { Measurement } from './measurements.js';

const LOOK_EVERY_MS = 100;
const LONGEST_MS = 600_000;
const WAITING = ['custody_projector_lag_entries', 'custody_judgements_waiting'];

/** What the load left to be projected and judged, and how fast that is done once posting stops. */
export async function measureCatchUp(ledger: BenchLedger): Promise<Measurement> {
  const began = performance.now();
  const backlog = await waiting(ledger);
  for (let left = backlog; left > 0; left = await waiting(ledger)) {
    if (performance.now() - began > LONGEST_MS)
      throw new Error(`${left} events are still to be projected and judged after ten minutes`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const seconds = (performance.now() - began) / 1000;
  return {
    what: 'projected and judged after the load',
    value: backlog / seconds,
    unit: 'per second',
    note: `${backlog.toLocaleString('en-GB')} events behind, caught up in ${seconds.toFixed(1)} s`,
  };
}

async function waiting({ service }: BenchLedger): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${service.port}/metrics`);
  const text = await answer.text();
  return WAITING.reduce((sum, name) => {
    const value = new RegExp(`^${name} (\\d+)$`, 'mu').exec(text)?.[1];
    if (value === undefined) throw new Error(`the service has no metric ${name}`);
    return sum + Number(value);
  }, 0);
}
