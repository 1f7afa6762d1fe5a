import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../src/platform/clock.js';
import { AlertsFixture, DAY, lot } from './alerts-fixture.js';

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

async function alertsOf(rule: string) {
  await fixture.rest();
  return fixture.alerts(fixture.parties.inspector, `?rule=${rule}`);
}

function tagged(itemId: string, tag: number) {
  return fixture.post(fixture.parties.mine, {
    type: 'COMMISSION',
    basis: 'mined',
    items: [lot(itemId)],
    tags: [{ prefix: 'RW-MT-', from: tag, to: tag }],
    place: { locode: 'RWKGL' },
  });
}

describe('what lineages share', () => {
  it('raises one alert about the goods of both', async () => {
    await tagged('LOT-TAG-A', 7);
    await fixture.rest();
    await tagged('LOT-TAG-B', 7);

    expect(await alertsOf('TAG_REUSE')).toMatchObject([
      { subject: 'tag/RWMT7', severity: 'HIGH', items: ['LOT-TAG-B', 'LOT-TAG-A'] },
    ]);
  });

  it('is summed while a site brings out more and more', async () => {
    await fixture.act.site('PIT-1', 'P-MINE', { capacityPerMonth: 1500, unit: 'KGM' });
    for (const itemId of ['LOT-S1', 'LOT-S2', 'LOT-S3']) {
      await fixture.post(fixture.parties.mine, {
        type: 'COMMISSION',
        basis: 'mined',
        items: [lot(itemId)],
        place: { site: 'PIT-1' },
      });
      await fixture.rest();
    }

    const alerts = await alertsOf('PRODUCTION_IMPLAUSIBLE');
    expect(alerts).toMatchObject([{ subject: 'PIT-1/2026-06', version: 2 }]);
    expect(alerts[0].sentence).toContain('3\u202f000 kg were registered');
    expect(alerts[0].items).toEqual(['LOT-S1', 'LOT-S2', 'LOT-S3']);
  });

  it('marks what is made of goods that travelled with a gap, though the alert names no item', async () => {
    const { mine, inspector } = fixture.parties;
    const consign = async (ucr: string, itemId: string) => {
      const plan = { countries: ['RW', 'DE'], transitCountries: [] };
      const to = { consignee: 'P-SMELT', endUser: 'P-SMELT', commodity: '3T', plan };
      await fixture.post(mine, { type: 'CONSIGN', ucr, ...to, items: [lot(itemId)] });
    };
    const document = {
      docType: 'ICGLR_CERT',
      number: 'RW-1',
      issuer: 'RW',
      issuedOn: '2026-05-01',
      expiresOn: '2026-12-31',
      singleUse: true,
      sha256: 'ab'.repeat(32),
      fields: {},
    };
    for (const [ucr, itemId] of [
      ['6RW1-FIRST', 'LOT-C1'],
      ['6RW1-SECOND', 'LOT-C2'],
    ] as const) {
      await fixture.commission(itemId);
      await consign(ucr, itemId);
      await fixture.post(mine, { type: 'ATTACH_DOCUMENT', ucr, document });
    }
    await fixture.post(mine, {
      type: 'TRANSFORM',
      process: 'washing',
      inputs: [lot('LOT-C2')],
      outputs: [lot('PRODUCT')],
    });
    await consign('6RW1-THIRD', 'PRODUCT');
    expect(await alertsOf('DOC_REUSE')).toMatchObject([{ ucr: '6RW1-SECOND', items: [] }]);

    const token = await fixture.act.logIn(inspector);
    const { body } = await fixture.act.get('/v1/consignments/6RW1-THIRD', token);
    const first = await fixture.act.get('/v1/consignments/6RW1-FIRST', token);

    expect(body.gaps).toContainEqual(
      expect.objectContaining({ rule: 'DOC_REUSE', isUpstream: true, isStanding: true }),
    );
    expect(body.verdict).toBe('BROKEN');
    expect(first.body.gaps.map(({ rule }: { rule: string }) => rule)).not.toContain('DOC_REUSE');
  });

  it('tells which consignments carried the goods of an alert, as far as its reader may know', async () => {
    const { mine, inspector, auditor } = fixture.parties;
    const consign = async (ucr: string, itemId: string, countries: readonly string[]) => {
      const plan = { countries, transitCountries: [] };
      const to = { consignee: 'P-SMELT', endUser: 'P-SMELT', commodity: '3T', plan };
      await fixture.post(mine, { type: 'CONSIGN', ucr, ...to, items: [lot(itemId)] });
    };
    const make = (from: string, to: string) =>
      fixture.post(mine, {
        type: 'TRANSFORM',
        process: 'washing',
        inputs: [lot(from)],
        outputs: [lot(to)],
      });
    await tagged('LOT-ROAD-A', 70);
    await tagged('LOT-ROAD-B', 70);
    await consign('6RW1-ROAD', 'LOT-ROAD-B', ['RW', 'DE']);
    await make('LOT-ROAD-B', 'ROAD-1');
    await make('ROAD-1', 'ROAD-2');
    await consign('6RW1-MADE', 'ROAD-2', ['RW', 'DE']);
    await make('ROAD-2', 'ROAD-3');
    await consign('6BE1-FAR', 'ROAD-3', ['BE', 'DE']);
    const alert = (await alertsOf('TAG_REUSE')).find(({ subject }) => subject === 'tag/RWMT70');

    const of = async (reader: typeof auditor) => {
      const token = await fixture.act.logIn(reader);
      return (await fixture.act.get(`/v1/alerts/${alert.id}`, token)).body;
    };
    const own = await of(inspector);
    const whole = await of(auditor);

    const road = { consignment: '6RW1-ROAD;2026', ucr: '6RW1-ROAD', isInherited: false };
    const made = { consignment: '6RW1-MADE;2026', ucr: '6RW1-MADE', isInherited: true };
    const far = { consignment: '6BE1-FAR;2026', ucr: '6BE1-FAR', isInherited: true };
    expect(own).toMatchObject({ consignment: null, items: ['LOT-ROAD-B', 'LOT-ROAD-A'] });
    expect(own.carriedIn).toEqual({ consignments: [road, made], isComplete: true });
    expect(whole.carriedIn).toEqual({ consignments: [road, far, made], isComplete: true });
  });

  it.each(['before', 'after'])(
    'knows a container of goods whose record names no consignment, consigned %s it',
    async (order) => {
      const { mine } = fixture.parties;
      const container = order === 'before' ? 'CSQU3054383' : 'MSKU6011672';
      const consign = (ucr: string, itemId: string) =>
        fixture.post(mine, {
          type: 'CONSIGN',
          ucr,
          occurredAt: new Date(clock.now() - 60_000).toISOString(),
          commodity: '3T',
          consignee: 'P-SMELT',
          endUser: 'P-SMELT',
          plan: { countries: ['RW', 'TZ'], transitCountries: [] },
          items: [lot(itemId)],
        });
      const arrive = (locode: string, goods: object) =>
        fixture.post(mine, {
          type: 'ARRIVE',
          place: { locode },
          transport: { mode: 'road', container },
          ...goods,
        });
      const stay = { ucr: `6RW1-STAY-${order}`.toUpperCase() };
      await fixture.commission(`LOT-LOOSE-${order}`);
      clock.advanceTo(clock.now() + 3_600_000);
      if (order === 'before') await consign(`6RW1-LOOSE-B`, `LOT-LOOSE-${order}`);
      await arrive('TZDAR', stay);
      await arrive('RWKGL', { items: [lot(`LOT-LOOSE-${order}`)] });
      await arrive('TZDAR', stay);
      await fixture.rest();
      if (order === 'after') await consign(`6RW1-LOOSE-A`, `LOT-LOOSE-${order}`);

      const alerts = await alertsOf('CONTAINER_ANOMALY');
      const conflict = alerts.find(({ subject }) => subject === container);
      expect(conflict?.sentence).toContain(`at RWKGL with 6RW1-LOOSE-`);
    },
  );

  it('does not count what was taken in under a CRITICAL alert, though that comes to light after it was claimed', async () => {
    const { mine, inspector } = fixture.parties;
    const smelter = await fixture.act.party('P-BUYS', ['smelter', 'exporter']);
    await fixture.commission('LOT-HELD');
    const claimed = lot('LOT-HELD');
    const goods = { handover: 'H-HELD', items: [claimed] };
    const hour = (hours: number) => new Date(clock.now() + hours * 3_600_000).toISOString();
    await fixture.post(mine, { type: 'DISPATCH', ...goods, to: 'P-BUYS', expectedBy: hour(1) });
    await fixture.post(smelter, { type: 'RECEIVE', ...goods });
    await fixture.post(smelter, {
      type: 'CONSIGN',
      ucr: '6RW1-HELD',
      commodity: '3T',
      consignee: 'P-MINE',
      endUser: 'P-MINE',
      plan: { countries: ['RW'], transitCountries: [] },
      items: [claimed],
    });
    expect(await alertsOf('MASS_BALANCE_OVERDRAWN')).toEqual([]);

    // The lot was used up before it was handed over: the record of that comes last.
    const before = new Date(clock.now() - 3_600_000).toISOString();
    for (const output of ['HALF-1', 'HALF-2'])
      await fixture.post(mine, {
        type: 'SPLIT',
        occurredAt: before,
        inputs: [claimed],
        outputs: [lot(output)],
      });
    await fixture.rest();

    const forks = await fixture.alerts(inspector, '?rule=CUSTODY_FORK');
    expect(forks).toMatchObject([{ severity: 'CRITICAL' }]);
    const [overdrawn] = await alertsOf('MASS_BALANCE_OVERDRAWN');
    expect(overdrawn).toMatchObject({ subject: 'P-BUYS/3T' });
    expect(overdrawn.sentence).toContain('they were under a CRITICAL alert when taken in');
  });

  it('is judged again when the runs before it are recorded after it', async () => {
    const saw = await fixture.act.party('P-SAW', ['producer', 'processor']);
    const logs = (id: string) => ({ itemId: id, hs: '440349', qty: { value: '100', unit: 'MTQ' } });
    const run = async (id: string, sawn: string, hoursAgo: number) => {
      const planks = { itemId: `${id}-P`, hs: '440729', qty: { value: sawn, unit: 'MTQ' } };
      await fixture.post(saw, {
        type: 'TRANSFORM',
        process: 'sawing',
        occurredAt: new Date(clock.now() - hoursAgo * 3_600_000).toISOString(),
        place: { locode: 'RWKGL' },
        inputs: [logs(`${id}-L`)],
        outputs: [planks],
      });
    };
    await run('ODD', '60', 1);
    expect(await alertsOf('YIELD_ANOMALY')).toEqual([]);

    for (let at = 0; at < 11; at++) await run(`RUN-${at}`, '50', 20 - at);
    expect(await alertsOf('YIELD_ANOMALY')).toEqual([]);
    await run('RUN-11', '50', 2);

    expect(await alertsOf('YIELD_ANOMALY')).toMatchObject([{ severity: 'MEDIUM' }]);
  });

  it('is judged again when a key turns out to have been in other hands', async () => {
    const { mine } = fixture.parties;
    await tagged('LOT-BEFORE', 101);
    await fixture.rest();
    clock.advanceTo(clock.now() + DAY);
    await tagged('LOT-AFTER', 102);
    await fixture.rest();
    expect(await alertsOf('KEY_COMPROMISE_RETRO')).toEqual([]);

    const compromisedSince = new Date(clock.now() - DAY / 2).toISOString();
    await fixture.act.revoke(mine.key.keyid, { compromisedSince });

    expect(await alertsOf('KEY_COMPROMISE_RETRO')).toMatchObject([
      { subject: 'LOT-AFTER', anchor: mine.key.keyid, severity: 'HIGH' },
    ]);
  });
});
