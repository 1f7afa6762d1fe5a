import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../src/platform/clock.js';
import type { TestParty } from '../support/parties.js';
import { AlertsFixture, DAY, lot } from './alerts-fixture.js';

const START = Date.parse('2026-06-01T08:00:00Z');

let clock: SimulatedClock;
let fixture: AlertsFixture;
let dealer: TestParty;

beforeAll(async () => {
  clock = new SimulatedClock(START);
  fixture = await AlertsFixture.start({ clock });
  dealer = await fixture.act.party('P-DEAL', ['exporter'], { beneficialOwner: 'BO-1' });
}, 60_000);

afterAll(async () => {
  await fixture?.close();
}, 60_000);

async function sell(from: TestParty, to: TestParty, itemId: string): Promise<void> {
  const handover = `H-${from.id}-${itemId}`;
  await fixture.post(from, {
    type: 'DISPATCH',
    handover,
    to: to.id,
    expectedBy: new Date(clock.now() + DAY).toISOString(),
    items: [lot(itemId)],
    place: { locode: 'RWKGL' },
  });
  await fixture.receive(to, itemId, handover);
}

async function list(party: string, listedOn: string): Promise<void> {
  const screening = { party, list: 'L', entry: `E-${party}`, listedOn, match: 'strong' };
  await fixture.act.register('screening', { screening });
}

/** What has an alert that names a party. */
async function goodsOf(party: string): Promise<string[]> {
  await fixture.rest();
  const alerts = await fixture.alerts(fixture.parties.inspector, '?rule=PARTY_SANCTIONED');
  const subjects: string[] = alerts.map(({ subject }) => subject);
  return subjects.filter((each) => each.includes(`/${party}/`)).map((each) => each.split('/')[0]!);
}

describe('when a list names a party on record', () => {
  it('judges at once what that party holds or is offered, and not what it had before', async () => {
    const { mine, truck } = fixture.parties;
    for (const id of ['HAD', 'HELD', 'OFFERED']) await fixture.commission(id);
    await sell(mine, truck, 'HAD');
    await sell(truck, dealer, 'HAD');
    await sell(mine, truck, 'HELD');
    await fixture.dispatch('OFFERED', 'H-OFFERED');
    expect(await goodsOf(truck.id)).toEqual([]);

    await list(truck.id, '2026-01-01');

    expect((await goodsOf(truck.id)).toSorted()).toEqual(['HELD', 'OFFERED']);
  });

  it('judges what a party holds whose owner is named', async () => {
    await list('BO-1', '2026-01-01');

    expect(await goodsOf(dealer.id)).toEqual(['HAD']);
  });
});
