import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { JudgementOutbox } from '../../src/provenance/judgement-outbox.js';
import { startTestApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { until } from '../support/until.js';
import { AlertsFixture } from './alerts-fixture.js';

let fixture: AlertsFixture;

beforeAll(async () => {
  fixture = await AlertsFixture.start();
}, 60_000);

afterAll(async () => {
  await fixture?.close();
}, 60_000);

/** Findings in the alerts' history about an item. */
async function stepsOf(item: string): Promise<{ idx: number; change: string }[]> {
  return fixture.service.database.query(
    `select h.idx, h.change from alert_history h join alerts a on a.id = h.alert
     where a.rule = 'CUSTODY_BREAK' and $1 = any(a.items) order by h.idx`,
    [item],
  );
}

describe('alerts', () => {
  it('come within a second of the append', async () => {
    await fixture.breakCustody('warm-up');
    await fixture.rest();
    const latencies: number[] = [];
    for (let at = 0; at < 30; at++) {
      const item = `LOT-L${at}`;
      await fixture.commission(item);
      await fixture.dispatch(item, `H-L${at}`);
      await fixture.rest();
      const began = performance.now();
      await fixture.receive(fixture.parties.stranger, item, `H-L${at}`);
      const answered = performance.now();
      await until(async () => (await stepsOf(item)).length > 0, 5000);
      latencies.push(performance.now() - answered);
      expect(performance.now() - began).toBeLessThan(5000);
    }
    latencies.sort((a, b) => a - b);
    process.stdout.write(
      `append to alert: p50 ${latencies[15]?.toFixed(0)} ms, max ${latencies.at(-1)?.toFixed(0)} ms\n`,
    );
    expect(latencies[15]).toBeLessThan(1000);
  }, 120_000);

  it('are made by the sweep when every job was lost', async () => {
    const { queue } = fixture.service;
    // A queue that loses all it is given, as one that is flushed right after each add.
    const add = queue.add.bind(queue);
    queue.add = async () => undefined;
    try {
      await fixture.breakCustody('lost');
      await until(async () => (await stepsOf('LOT-lost')).length === 1);
    } finally {
      queue.add = add;
    }
  }, 30_000);

  it('are made by the sweep while the queue does not answer', async () => {
    const { queue } = fixture.service;
    const add = queue.add.bind(queue);
    queue.add = async () => new Promise(() => undefined);
    try {
      await fixture.breakCustody('silent');
      await until(async () => (await stepsOf('LOT-silent')).length === 1);
    } finally {
      queue.add = add;
    }
  }, 30_000);

  it('come within ten seconds and once when the worker that had them in hand was killed', async () => {
    const outbox = fixture.service.app.get(JudgementOutbox, { strict: false });
    await fixture.commission('LOT-K');
    await fixture.dispatch('LOT-K', 'H-K');
    await fixture.rest();
    // As a killed worker leaves it: taken, neither renewed nor done.
    const take = outbox.take.bind(outbox);
    let taken = 0;
    outbox.take = async (limit) => {
      const rows = await take(limit);
      taken += rows.length;
      return [];
    };
    await fixture.receive(fixture.parties.stranger, 'LOT-K', 'H-K');
    await until(() => taken > 0);
    outbox.take = take;
    const killedAt = Date.now();

    await until(async () => (await stepsOf('LOT-K')).length > 0, 15_000);

    expect(Date.now() - killedAt).toBeLessThan(10_000);
    await fixture.rest();
    expect(await stepsOf('LOT-K')).toHaveLength(1);
  }, 30_000);

  it('that cannot be judged are put aside and hold up no others', async () => {
    const { database } = fixture.service;
    // As judging that killed its worker five times leaves it.
    await database.query(
      `insert into judgement_outbox (up_to, items, consignments, attempts)
       values (0, array['LOT-poison'], '{}', 5)`,
    );
    await fixture.breakCustody('beside');
    await fixture.rest();

    expect(await stepsOf('LOT-beside')).toHaveLength(1);
    const parked = await database.query<{ items: string[]; error: string }>(
      'select items, error from parked_judgements',
    );
    expect(parked).toMatchObject([{ items: ['LOT-poison'] }]);
  }, 30_000);
});

describe('a service that stops', () => {
  it('leaves the judgements that wait to the next start', async () => {
    const database = await createTestDatabase();
    const service = await startTestApp({ database });
    const outbox = service.app.get(JudgementOutbox, { strict: false });
    await service.database.query(
      `insert into judgement_outbox (up_to, items, consignments)
       select 0, array['LOT-' || n], '{}' from generate_series(1, 200000) n`,
    );
    await until(async () => (await outbox.count()) < 199_000, 30_000);

    const began = performance.now();
    await service.close();
    expect(performance.now() - began).toBeLessThan(10_000);

    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('select count(*)::integer as left from judgement_outbox');
    await client.end();
    await database.drop();
    expect(rows[0].left).toBeGreaterThan(100_000);
  }, 60_000);
});
