import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertsRebuild } from '../../src/alerts/alerts-rebuild.js';
import { AlertsRest } from '../../src/alerts/alerts-rest.js';
import { JudgeWorker } from '../../src/alerts/judge.worker.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { SimulatedClock } from '../../src/platform/clock.js';
import { JudgementOutbox } from '../../src/provenance/judgement-outbox.js';
import { LineageStore } from '../../src/provenance/lineage.store.js';
import { Projector } from '../../src/provenance/projector.js';
import { ProvenanceRebuild } from '../../src/provenance/provenance-rebuild.js';
import { AlertsFixture, DAY } from './alerts-fixture.js';

const START = Date.parse('2026-06-01T08:00:00Z');

let clock: SimulatedClock;
let fixture: AlertsFixture;

beforeAll(async () => {
  clock = new SimulatedClock(START);
  fixture = await AlertsFixture.start({ clock });
}, 60_000);

afterAll(async () => {
  await fixture?.close();
}, 60_000);

afterEach(() => {
  the(Projector).start();
});

function the<T>(type: abstract new (...args: never[]) => T): T {
  return fixture.service.app.get<T>(type, { strict: false });
}

/** As a rebuild leaves it that was killed before it had projected anything. */
async function interruptRebuild(): Promise<void> {
  await the(Projector).stop();
  const interrupted = the(ProvenanceRebuild).rebuild(() => {
    throw new Error('the process was killed');
  });
  await expect(interrupted).rejects.toThrow('killed');
}

async function sizeOfLog(): Promise<number> {
  return the(LogReader).size();
}

async function alertsOf(rule: string, subject: string) {
  const alerts = await fixture.alerts(fixture.parties.inspector, `?rule=${rule}`);
  return alerts.filter((alert) => alert.subject === subject);
}

describe('while the projections are being made again', () => {
  it('nothing is judged: a lineage that is not all there would cure and accuse at random', async () => {
    await fixture.breakCustody('A');
    await fixture.commission('LOT-B');
    await fixture.dispatch('LOT-B', 'H-B', clock.now() + DAY);
    await fixture.rest();
    clock.advanceTo(clock.now() + 5 * DAY);
    await fixture.deadlines.sweepDue();
    await fixture.rest();
    const before = await alertsOf('HANDOVER_UNCONFIRMED', 'H-B');
    expect(before).toMatchObject([{ state: 'OPEN' }]);

    await interruptRebuild();
    const size = await sizeOfLog();
    await fixture.service.database.query(
      `insert into judgement_outbox (up_to, items, consignments)
       values (0, array['LOT-A'], '{}'), (0, array['LOT-B'], '{}')`,
    );
    await the(JudgeWorker).drain();

    expect(await sizeOfLog()).toBe(size);
    expect(await the(JudgementOutbox).count()).toBe(2);

    the(Projector).start();
    await fixture.rest();
    expect(await sizeOfLog()).toBe(size);
    expect(await alertsOf('HANDOVER_UNCONFIRMED', 'H-B')).toEqual(before);
  });

  it('a deadline that comes meanwhile is judged when they are whole', async () => {
    await fixture.commission('LOT-C');
    await fixture.dispatch('LOT-C', 'H-C', clock.now() + DAY);
    await fixture.rest();
    await interruptRebuild();
    clock.advanceTo(clock.now() + 5 * DAY);

    await fixture.deadlines.sweepDue();
    await the(JudgeWorker).drain();
    expect(await the(JudgementOutbox).count()).toBeGreaterThan(0);

    the(Projector).start();
    await fixture.rest();
    expect(await alertsOf('HANDOVER_UNCONFIRMED', 'H-C')).toMatchObject([{ state: 'OPEN' }]);
  });

  it('a judgement that was under way when they were begun anew writes nothing, and is made again', async () => {
    await fixture.breakCustody('D');
    await fixture.rest();
    const size = await sizeOfLog();
    const lineages = the(LineageStore);
    const lineagesOf = lineages.lineagesOf.bind(lineages);
    const rebuild = the(ProvenanceRebuild);
    let rebuilt = 0;
    lineages.lineagesOf = async (focuses) => {
      const read = await lineagesOf(focuses);
      if (rebuilt++ > 0) return read;
      await rebuild.rebuild();
      // As if it had been read while the tables were empty.
      return read.map((lineage) => ({ ...lineage, events: [] }));
    };
    try {
      await fixture.service.database.query(
        `insert into judgement_outbox (up_to, items, consignments) values (0, array['LOT-D'], '{}')`,
      );
      await fixture.rest();
    } finally {
      lineages.lineagesOf = lineagesOf;
    }

    expect(rebuilt).toBeGreaterThan(1);
    expect(await sizeOfLog()).toBe(size);
    const parked = await fixture.service.database.query('select * from parked_judgements');
    expect(parked).toEqual([]);
  });

  it('what a lost key signed is judged again, all of it', async () => {
    const { truck } = fixture.parties;
    const lost = await fixture.secondKey(truck);
    await fixture.commission('LOT-E');
    await fixture.dispatch('LOT-E', 'H-E');
    await fixture.receive(lost, 'LOT-E', 'H-E');
    await fixture.rest();
    await interruptRebuild();

    const { registrar } = fixture.act;
    const revocation = {
      keyid: lost.key.keyid,
      reason: 'stolen',
      compromisedSince: new Date(clock.now() - DAY).toISOString(),
    };
    await fixture.act.register('key-revocation', { revocation }, [registrar]);
    await the(AlertsRest).idle();
    the(Projector).start();
    await fixture.rest();

    const alerts = await fixture.alerts(fixture.parties.inspector, '?rule=KEY_COMPROMISE_RETRO');
    expect(alerts.length).toBe(1);
  });

  it('decisions are taken, and the alerts are the same when all is whole again', async () => {
    const [open] = await alertsOf('HANDOVER_UNCONFIRMED', 'H-C');
    await interruptRebuild();
    const { status } = await fixture.decide(fixture.parties.inspector, open, {
      action: 'acknowledge',
    });
    expect(status).toBe(201);
    the(Projector).start();
    await fixture.rest();
    const before = await fixture.alerts(fixture.parties.auditor);
    expect(before).toContainEqual(expect.objectContaining({ id: open.id, state: 'ACKNOWLEDGED' }));

    await the(ProvenanceRebuild).rebuild();
    await the(AlertsRebuild).rebuild();
    await fixture.rest();

    expect(await fixture.alerts(fixture.parties.auditor)).toEqual(before);
  });
});
