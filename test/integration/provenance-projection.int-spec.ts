import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tantalumClean } from '../../src/cli/local/stories/tantalum-clean.js';
import { recordingLogger } from '../support/logger.js';
import { type Payload, ProvenanceFixture } from './provenance-fixture.js';

const UCR = '6RW1029-A';
const KEY = `${UCR};2026`;

let fixture: ProvenanceFixture;

beforeEach(async () => {
  fixture = await ProvenanceFixture.start();
}, 60_000);

afterEach(async () => {
  await fixture.close();
});

let count = 0;
function event(type: string, actor: string, more: object = {}): Payload {
  count += 1;
  return { eventId: `e-${count}`, type, actor, occurredAt: '2026-05-01T10:00:00Z', ...more };
}

function lot(itemId: string): object {
  return { itemId, hs: '261590', qty: { value: '10', unit: 'KGM' } };
}

function shipment(item: string, ucr = UCR): Payload[] {
  const items = [lot(item)];
  const plan = { countries: ['RW', 'DE'], transitCountries: [] };
  return [
    event('COMMISSION', 'mine', { basis: 'mined', items, place: { locode: 'RWKGL' } }),
    event('CONSIGN', 'mine', { ucr, items, consignee: 'smelter', endUser: 'smelter', plan }),
    event('DISPATCH', 'mine', { ucr, items, handover: `h-${item}`, to: 'carrier' }),
    event('RECEIVE', 'carrier', { ucr, items, handover: `h-${item}` }),
    event('ARRIVE', 'carrier', { ucr, place: { locode: 'TZDAR' } }),
  ];
}

async function involvedIn(subject: string): Promise<string[]> {
  const rows = await fixture.database.query<{ kind: string; value: string }>(
    'select kind, value from prov_involved where subject = $1 order by kind, value',
    [subject],
  );
  return rows.map(({ kind, value }) => `${kind} ${value}`);
}

describe('the projector', () => {
  it('makes the same tables whatever the batches it worked in', async () => {
    const all = [...shipment('L1'), ...shipment('L2', '6RW1029-B')];
    await fixture.append(all);
    await fixture.project();
    const inOneBatch = await fixture.dump();

    const other = await ProvenanceFixture.start();
    try {
      for (const payload of all) {
        await other.append([{ ...payload }]);
        await other.project();
      }
      expect(await other.dump()).toBe(inOneBatch);
    } finally {
      await other.close();
    }
  });

  it('writes each entry once when two processes project at the same time', async () => {
    await fixture.append(
      Array.from({ length: 300 }, (_, n) => shipment(`L${n}`, `6RW${n}`)).flat(),
    );

    await Promise.all([fixture.project(), fixture.project(), fixture.project()]);
    await fixture.project();

    const [events] = await fixture.database.query<{ count: number }>(
      'select count(*) as count from prov_events',
    );
    expect(events?.count).toBe(1500);
  });

  it('follows a whole story without skipping an entry', async () => {
    const steps = tantalumClean.steps.map(({ event: payload }) => ({ ...payload }));
    await fixture.append(steps);
    await fixture.project();

    const skipped = await fixture.database.query('select idx from prov_skipped');
    expect(skipped).toEqual([]);
    expect(fixture.requests).toBeGreaterThan(0);
  });

  it('goes on after an entry it cannot read and says so', async () => {
    const logger = recordingLogger();
    const loud = await ProvenanceFixture.start(logger);
    try {
      await loud.append([event('COMMISSION', 'mine', { items: 'none' }), ...shipment('L1')]);
      await loud.project();

      const skipped = await loud.database.query<{ idx: number }>('select idx from prov_skipped');
      expect(skipped).toEqual([{ idx: 0 }]);
      expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(
        (await loud.lineages.lineageOf({ items: ['L1'], consignments: [] })).events,
      ).not.toEqual([]);
    } finally {
      await loud.close();
    }
  });
});

describe('rebuild', () => {
  it('makes the same tables again, and asks for no judgement of what was judged before', async () => {
    const alert = 'ab'.repeat(16);
    await fixture.append([...shipment('L1'), ...shipment('L2', '6RW1029-B')]);
    await fixture.append([{ alert, ucr: KEY, items: ['L1'] }], 'finding');
    await fixture.project();
    const before = await fixture.dump();
    const judged = await fixture.outbox.take(10);
    await fixture.outbox.done(...judged.map(({ id }) => id));
    const told: number[] = [];

    await fixture.rebuild().rebuild((next) => told.push(next));

    expect(await fixture.dump()).toBe(before);
    expect(await fixture.outbox.count()).toBe(0);
    expect(told.at(-1)).toBe(11);
  });

  it('asks for judgement of what is appended after it', async () => {
    await fixture.append(shipment('L1'));
    await fixture.project();
    const [judged] = await fixture.outbox.take(10);
    await fixture.outbox.done(judged?.id ?? -1);
    await fixture.rebuild().rebuild();
    await fixture.append([event('SEAL', 'carrier', { ucr: UCR, seals: { observed: ['S1'] } })]);
    await fixture.project();

    expect(await fixture.outbox.take(10)).toHaveLength(1);
  });

  it('goes on where it was interrupted', async () => {
    await fixture.append(
      Array.from({ length: 120 }, (_, n) => shipment(`L${n}`, `6RW${n}`)).flat(),
    );
    await fixture.project();
    const before = await fixture.dump();
    const interrupted = fixture.rebuild().rebuild((next) => {
      if (next > 0) throw new Error('the process was killed');
    });
    await expect(interrupted).rejects.toThrow('killed');

    await fixture.project();

    expect(await fixture.dump()).toBe(before);
  });
});

describe('involvement', () => {
  it('counts opener, consignee and whoever a holder named, and where holders placed the goods', async () => {
    await fixture.append(shipment('L1'));
    await fixture.project();

    expect(await involvedIn(KEY)).toEqual([
      'country DE',
      'country RW',
      'country TZ',
      'party carrier',
      'party mine',
      'party smelter',
    ]);
  });

  it('gives nothing to strangers who name the UCR, the item or the handover', async () => {
    const items = [lot('L1')];
    await fixture.append([
      ...shipment('L1'),
      event('RECEIVE', 'stranger', { ucr: UCR, items, handover: 'h-L1' }),
      event('DISPATCH', 'stranger', { ucr: UCR, items, handover: 'h-x', to: 'friend' }),
      event('ARRIVE', 'stranger', { ucr: UCR, items, place: { locode: 'XXXXX' } }),
      event('CONSIGN', 'stranger', {
        ucr: UCR,
        items,
        consignee: 'friend',
        endUser: 'friend',
        plan: { countries: ['XX'], transitCountries: [] },
      }),
    ]);
    await fixture.project();

    const concerned = await involvedIn(KEY);
    expect(concerned.filter((one) => /stranger|friend|XX/u.test(one))).toEqual([]);
  });

  it('routes the goods of an alert to the inspector it is assigned to', async () => {
    const alert = 'ab'.repeat(16);
    await fixture.append(shipment('L1'));
    await fixture.append([{ alert, ucr: KEY, items: ['L1'] }], 'finding');
    await fixture.append(
      [{ alert, actor: 'chief', action: 'assign', assignee: 'inspector-2' }],
      'decision',
    );
    await fixture.project();

    expect(await involvedIn(KEY)).toContain('inspector inspector-2');
  });
});

describe('consignment keys', () => {
  it('parts consignments of one UCR that are ten years apart', async () => {
    const early = event('OBSERVE', 'customs', {
      ucr: UCR,
      items: [lot('OLD')],
      occurredAt: '2016-03-01T00:00:00Z',
      place: { locode: 'RWKGL' },
    });
    await fixture.append([early, ...shipment('L1')]);
    await fixture.project();

    const keys = await fixture.database.query<{ key: string }>(
      'select key from prov_consignments order by key',
    );
    expect(keys.map(({ key }) => key)).toEqual([`${UCR};2016`, KEY]);
  });
});

describe('lineageOf', () => {
  it('holds the goods, their handovers, their consignment and what they were made of', async () => {
    await fixture.append([
      event('COMMISSION', 'mine', {
        basis: 'mined',
        items: [lot('ORE')],
        place: { locode: 'RWKGL' },
      }),
      event('COMMISSION', 'mine', {
        basis: 'mined',
        items: [lot('OTHER')],
        place: { locode: 'RWKGL' },
      }),
      event('TRANSFORM', 'mine', {
        process: 'milling',
        inputs: [lot('ORE')],
        outputs: [lot('L1')],
      }),
      ...shipment('L1').slice(1),
      event('REFUSE', 'carrier', { handover: 'h-L1', reason: 'broken bag' }),
      event('REFUSE', 'stranger', { handover: 'h-L1', reason: 'not mine' }),
    ]);
    await fixture.project();

    const lineage = await fixture.lineages.lineageOf({ items: ['L1'], consignments: [KEY] });

    expect(lineage.events.map(({ index }) => index)).toEqual([0, 2, 3, 4, 5, 6, 7]);
    expect(lineage.events.find(({ index }) => index === 3)?.consignment).toBe(KEY);
  });

  it('takes a correction along with what it corrects', async () => {
    const [hash = ''] = await fixture.append([
      event('COMMISSION', 'mine', {
        basis: 'mined',
        items: [lot('L1')],
        place: { locode: 'RWKGL' },
      }),
    ]);
    await fixture.append([
      event('CORRECT', 'mine', { refs: [hash], reason: 'typing', annul: true }),
    ]);
    await fixture.project();

    const lineage = await fixture.lineages.lineageOf({ items: ['L1'], consignments: [] });

    expect(lineage.events.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('answers as of an earlier entry', async () => {
    await fixture.append(shipment('L1'));
    await fixture.project();

    const lineage = await fixture.lineages.lineageOf({ items: ['L1'], consignments: [KEY] }, 2);

    expect(lineage.events.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('walks upstream to the origins', async () => {
    const chain = Array.from({ length: 40 }, (_, n) =>
      event('TRANSFORM', 'mine', {
        process: 'x',
        inputs: [lot(`I${n}`)],
        outputs: [lot(`I${n + 1}`)],
      }),
    );
    await fixture.append(chain);
    await fixture.project();

    const upstream = await fixture.lineages.upstreamOf(['I40']);

    expect(upstream.items).toHaveLength(40);
    expect(upstream.isComplete).toBe(true);
  });
});

describe('the outbox', () => {
  it('asks once for goods that several entries of a batch touch', async () => {
    await fixture.append([...shipment('L1'), ...shipment('L2', '6RW1029-B')]);
    await fixture.project();

    const rows = await fixture.outbox.take(10);
    expect(rows.map(({ items, consignments, upTo }) => ({ items, consignments, upTo }))).toEqual([
      { items: ['L1'], consignments: [KEY], upTo: 9 },
      { items: ['L2'], consignments: ['6RW1029-B;2026'], upTo: 9 },
    ]);
  });

  it('does not give goods to a second worker while the first has them', async () => {
    await fixture.append(shipment('L1'));
    await fixture.project();
    await fixture.append([event('SEAL', 'carrier', { ucr: UCR, seals: { observed: ['S1'] } })]);
    await fixture.project();

    const [first] = await fixture.outbox.take(1);
    expect(await fixture.outbox.take(10)).toEqual([]);
    await fixture.outbox.done(first?.id ?? -1);
    expect(await fixture.outbox.take(10)).toHaveLength(1);
  });
});
