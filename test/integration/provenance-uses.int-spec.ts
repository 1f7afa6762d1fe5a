import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../src/custody/lineage.js';
import type { Use } from '../../src/custody/uses/use.js';
import { correctionRates } from '../../src/custody/uses/correction-rates.js';
import { sumsOf, usesKnownTo, usesOfEvents } from '../../src/custody/uses/uses-in-memory.js';
import { CorrectionsStore } from '../../src/provenance/uses/corrections.store.js';
import { type Payload, ProvenanceFixture } from './provenance-fixture.js';

const UCR = '6RW1029-A';

let fixture: ProvenanceFixture;

beforeEach(async () => {
  fixture = await ProvenanceFixture.start();
}, 60_000);

afterEach(async () => {
  await fixture.close();
});

let count = 0;
function event(type: string, actor: string, day: string, more: object = {}): Payload {
  count += 1;
  return { eventId: `e-${count}`, type, actor, occurredAt: `2026-05-${day}T10:00:00Z`, ...more };
}

function lot(itemId: string, kilograms: string, pct?: string): object {
  const assay = pct === undefined ? {} : { assay: { analyte: 'Ta2O5', pct } };
  return { itemId, hs: '261590', qty: { value: kilograms, unit: 'KGM' }, ...assay };
}

function mined(itemId: string, day: string, from: number): Payload {
  return event('COMMISSION', 'MINE', day, {
    basis: 'mined',
    place: { site: 'PIT-1' },
    items: [lot(itemId, '500', '20')],
    tags: [{ prefix: 'RW-MT-', from, to: from + 9 }],
  });
}

function received(itemId: string, day: string): Payload {
  return event('RECEIVE', 'SMELTER', day, { handover: `h-${itemId}`, items: [lot(itemId, '498')] });
}

function consigned(itemId: string, day: string): Payload {
  return event('CONSIGN', 'SMELTER', day, {
    ucr: UCR,
    commodity: '3T',
    consignee: 'BUYER',
    endUser: 'BUYER',
    plan: { countries: ['RW', 'DE'], transitCountries: [] },
    items: [lot(itemId, '498')],
  });
}

/** All events of the log, as a lineage holds them. */
async function recorded(): Promise<RecordedEvent[]> {
  const size = await fixture.log.size();
  const indexes = Array.from({ length: size }, (_, index) => index);
  const events = await fixture.events.load(indexes);
  const keys = await fixture.database.query<{ idx: number; consignment: string | null }>(
    'select idx, consignment from prov_events',
  );
  const keyOf = new Map(keys.map(({ idx, consignment }) => [idx, consignment]));
  return [...events.values()].map((each) => {
    const consignment = keyOf.get(each.index) ?? undefined;
    return consignment === undefined ? each : { ...each, consignment };
  });
}

/** Rows whose members may stand in any order. */
function sorted(rows: readonly object[]): string[] {
  const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
  return rows.map((row) => JSON.stringify(Object.entries(row).toSorted(byName))).toSorted();
}

async function stored(): Promise<Use[]> {
  const size = await fixture.log.size();
  const known = await fixture.uses.knownTo(Array.from({ length: size }, (_, index) => index));
  return [...known.uses];
}

async function amounts(kind: string): Promise<string[]> {
  const rows = await fixture.database.query<{ key: string; amount: string; uses: number }>(
    'select key, amount::text, uses from prov_use_sums where kind = $1 order by key',
    [kind],
  );
  return rows.map(({ key, amount, uses }) => `${key} ${amount} ${uses}`);
}

describe('what lineages share', () => {
  it('is kept as the pure core tells it, and told to a judgement in full', async () => {
    await fixture.append([
      received('L1', '12'),
      mined('L1', '10', 1),
      mined('L2', '11', 5),
      consigned('L1', '13'),
    ]);
    await fixture.project();
    const events = await recorded();
    const all = usesOfEvents(events);

    expect(sorted(await stored())).toEqual(sorted(all));
    const [first] = events;
    const lineage = [events[1], first].filter((each) => each !== undefined);
    const told = await fixture.uses.knownTo(lineage.map(({ index }) => index));
    const known = usesKnownTo(lineage, all);
    expect(told.uses.filter(({ kind }) => kind === 'tag')).toHaveLength(2);
    expect(sorted(told.sums)).toEqual(sorted(known.sums));
  });

  it('counts a lot as soon as its origin is on record, whichever came first', async () => {
    const mass = '["SMELTER","3T","mass"]';
    await fixture.append([received('L1', '12')]);
    await fixture.project();
    expect(await amounts('unproven')).toEqual([`${mass} 498 1`]);
    expect(await amounts('intake')).toEqual([]);

    await fixture.append([mined('L1', '10', 1)]);
    await fixture.project();
    expect(await amounts('unproven')).toEqual([]);
    expect(await amounts('intake')).toContain(`${mass} 498 1`);
    expect(await amounts('intake')).toContainEqual(
      expect.stringMatching(/^\["SMELTER","3T","Ta"\] 81\.569412/),
    );
  });

  it('follows corrections, also those of corrections, and takes back what was annulled', async () => {
    const [hash = ''] = await fixture.append([mined('L1', '10', 1)]);
    await fixture.project();
    const { occurredAt } = mined('L1', '10', 1);
    const replacement = {
      type: 'COMMISSION',
      occurredAt,
      basis: 'mined',
      place: { site: 'PIT-1' },
      items: [lot('L1', '50')],
      tags: [{ prefix: 'RW-MT-', from: 40, to: 40 }],
    };
    const correct = { refs: [hash], reason: 'typing error', replacement };
    const [correction = ''] = await fixture.append([event('CORRECT', 'MINE', '11', correct)]);
    await fixture.project();
    expect(await stored()).toContainEqual(
      expect.objectContaining({ kind: 'tag', low: 40, high: 40, index: 0 }),
    );
    expect(await amounts('output')).toEqual(['["PIT-1","mass"] 50 1']);

    const annul = { refs: [correction], reason: 'never happened', annul: true };
    await fixture.append([event('CORRECT', 'MINE', '12', annul)]);
    await fixture.project();
    // The correction fell: the original stands again.
    expect(await amounts('output')).toEqual(['["PIT-1","mass"] 500 1']);

    await fixture.append([
      event('CORRECT', 'MINE', '13', { refs: [hash], reason: 'void', annul: true }),
    ]);
    await fixture.project();
    expect(await stored()).toEqual([]);
    expect(await amounts('output')).toEqual([]);
  });

  it('counts corrections and records of a signer as the rules do, for each window', async () => {
    const lots = ['L1', 'L2', 'L3', 'L4'].map((id, at) => mined(id, '10', 10 * at + 1));
    const hashes = await fixture.append(lots);
    const annul = (at: number) =>
      event('CORRECT', 'MINE', '12', { refs: [hashes[at] ?? ''], reason: 'void', annul: true });
    await fixture.append([received('L1', '11'), annul(0), annul(1)]);
    await fixture.project();
    // Recorded 80, 20, 5 and no days before, which no log written here in one go can tell.
    const ago = [80, 20, 5];
    const shifted = (await recorded()).map((each) => ({
      ...each,
      recordedAt: each.recordedAt - (ago[each.index] ?? 0) * 86_400_000,
    }));
    for (const { index, recordedAt } of shifted) {
      await fixture.database.query('update prov_events set recorded_at = $2 where idx = $1', [
        index,
        recordedAt,
      ]);
    }
    const rates = await new CorrectionsStore(fixture.database).ratesAt(shifted);
    const pure = correctionRates(shifted, (actor) =>
      shifted.filter((each) => each.event.actor === actor),
    );

    expect(sorted(rates)).toEqual(sorted(pure));
    expect(pure.map(({ days, records }) => [days, records])).toEqual([
      [7, 3],
      [30, 4],
      [90, 5],
      [7, 4],
      [30, 5],
      [90, 6],
    ]);
  });

  it('is the same after a rebuild, and in whatever batches it was projected', async () => {
    const entries = [received('L1', '12'), mined('L2', '11', 5), mined('L1', '10', 1)];
    const hashes = await fixture.append(entries);
    await fixture.project();
    const correct = { refs: [hashes[1] ?? ''], reason: 'void', annul: true };
    await fixture.append([event('CORRECT', 'MINE', '14', correct), consigned('L1', '13')]);
    await fixture.project();
    const before = await fixture.dump();

    await fixture.rebuild().rebuild();
    expect(await fixture.dump()).toBe(before);
    const sums = await fixture.database.query(
      'select kind, key, period, amount, uses as count from prov_use_sums',
    );
    expect(sorted(sums)).toEqual(sorted(sumsOf(await stored())));
  });
});
