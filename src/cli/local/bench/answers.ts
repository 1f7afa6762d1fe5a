import { LedgerClient } from '../../../client/ledger-client.js';
import { jwkOfSecretKey } from '../../../protocol/index.js';
import { fill } from './appends.js';
import type { BenchLedger } from './bench-ledger.js';
import { rawGet, runLoad, summarise } from './http-load.js';
import type { Measurement } from './measurements.js';
import { makeParties } from './signed-events.js';
import { Shipment } from './stories.js';

const LEGS = 24;
const WARM_UP_SECONDS = 4;
const ALERT_SAMPLES = 40;

async function officer(ledger: BenchLedger) {
  const [customs] = makeParties(1).map((party) => ({ ...party, id: `CUSTOMS-${Date.now()}` }));
  if (!customs) throw new Error('no officer');
  await ledger.register(customs, ['customs', 'inspector']);
  const url = `http://127.0.0.1:${ledger.service.port}`;
  return new LedgerClient({
    url,
    key: { party: customs.id, jwk: jwkOfSecretKey(customs.pair.secretKey) },
  });
}

/** The provenance answer of a lineage of 50 events. */
export async function measureAnswers(ledger: BenchLedger, seconds: number): Promise<Measurement[]> {
  const [giver, taker] = ledger.parties;
  if (!giver || !taker) throw new Error('the measurement needs two parties');
  const shipment = new Shipment(ledger, `b50x${Date.now().toString(36)}`, giver, taker);
  await shipment.commission();
  await shipment.consign();
  for (let leg = 0; leg < LEGS; leg += 1) {
    await shipment.handOver(
      ...(leg % 2 === 0 ? ([giver, taker] as const) : ([taker, giver] as const)),
    );
  }
  const client = await officer(ledger);
  const path = `/v1/consignments/${encodeURIComponent(shipment.ucr)}`;
  await untilAnswered(client, shipment.ucr, LEGS * 2 + 2);
  const token = (await client.logIn())?.token ?? '';
  const next = () => rawGet(path, token);
  const { port } = ledger.service;
  await runLoad({ port, connections: 1, seconds: WARM_UP_SECONDS, next });
  const one = await runLoad({ port, connections: 1, seconds, next });
  const eight = await runLoad({ port, connections: 8, seconds, next });
  return [
    {
      what: 'provenance answers (50 events), 1 client',
      value: one.perSecond,
      unit: 'per second',
      p50: one.p50,
      p99: one.p99,
    },
    {
      what: 'provenance answers (50 events), 8 clients',
      value: eight.perSecond,
      unit: 'per second',
      p50: eight.p50,
      p99: eight.p99,
    },
  ];
}

async function untilAnswered(client: LedgerClient, ucr: string, events: number): Promise<void> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    const answer = await client.consignment(ucr).catch(() => undefined);
    if (answer && answer.timeline.length >= events) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the answer about ${ucr} did not become complete within 120 s`);
}

/** From the post of the event that breaks provenance to the alert in the inspector's stream, on an idle service. */
export async function measureAlerts(ledger: BenchLedger): Promise<Measurement> {
  const [giver, taker] = ledger.parties;
  if (!giver || !taker) throw new Error('the measurement needs two parties');
  const client = await officer(ledger);
  const closing = new AbortController();
  const arrived = new Map<string, number>();
  const stream = (async () => {
    for await (const { alert } of client.alertStream({ signal: closing.signal })) {
      if (alert.ucr) arrived.set(alert.ucr, performance.now());
    }
  })();
  const latencies: number[] = [];
  for (let sample = 0; sample < ALERT_SAMPLES; sample += 1) {
    const shipment = new Shipment(ledger, `al${sample}x${Date.now().toString(36)}`, giver, taker);
    await shipment.commission();
    await shipment.consign();
    const receipt = shipment.shortReceipt(await shipment.dispatch(giver, taker));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const posted = performance.now();
    await ledger.post('/v1/events', receipt);
    latencies.push((await seen(arrived, shipment.ucr)) - posted);
  }
  closing.abort();
  await stream;
  const { p50, p99 } = summarise(latencies, 0, 1);
  return { what: 'append to alert in the stream, idle', value: p50, unit: 'ms', p50, p99 };
}

async function seen(arrived: ReadonlyMap<string, number>, ucr: string): Promise<number> {
  const until = performance.now() + 30_000;
  while (performance.now() < until) {
    const at = arrived.get(ucr);
    if (at !== undefined) return at;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`no alert about ${ucr} within 30 s`);
}

/** What appending costs on a log of `entries`, against what it cost at the start. */
export async function measureGrowth(ledger: BenchLedger, entries: number): Promise<Measurement[]> {
  const sample = Math.min(20_000, Math.floor(entries / 5));
  const empty = sample / (await fill(ledger, sample));
  const middle = Math.max(0, entries - 2 * sample);
  await fill(ledger, middle);
  const full = sample / (await fill(ledger, sample));
  return [
    {
      what: `appends in batches of 1,000, first ${sample.toLocaleString('en-GB')} entries`,
      value: empty,
      unit: 'per second',
    },
    {
      what: `the same up to ${entries.toLocaleString('en-GB')} entries`,
      value: full,
      unit: 'per second',
    },
    { what: 'append cost against an empty log', value: empty / full, unit: 'ratio' },
  ];
}
