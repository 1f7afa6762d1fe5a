import { describe, expect, it } from '@jest/globals';
import { judge } from '../judge.js';
import {
  act,
  arrive,
  commission,
  consign,
  depart,
  dispatch,
  guns,
  ore,
  receive,
  REGISTRY,
  timeOf,
  UCR,
} from '../stories/acts.js';
import { Rehearsal, type StoryRegistry, type StoryStep } from '../stories/rehearsal.js';
import { defaultRuleSet } from './default-rule-set.js';

/** What looks like a gap and is none, each beside the gap that it looks like. */

const LOT = ore('L1', '500');
const KEPT = [commission('TRADER', '03-01 08:00', [LOT])];
const toCarrier = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items: [LOT] };
const HANDED = [
  ...KEPT,
  dispatch('03-03 08:00', toCarrier, '03-03 12:00'),
  receive('03-03 10:00', toCarrier),
];

function fires(until: string, ...steps: readonly StoryStep[]): string[] {
  return firesIn(REGISTRY, until, ...steps);
}

function firesIn(registry: StoryRegistry, until: string, ...steps: readonly StoryStep[]): string[] {
  return new Rehearsal(registry).play(steps, timeOf(until)).fires();
}

function refs(caseRef: string) {
  return { items: [LOT], legalBasis: 'customs code', caseRef };
}

function standsIn(place: object, when: string, members: object = {}) {
  return act('PACK', 'TRADER', when, { items: [LOT], packageId: 'BOX', place, ...members });
}

function weighed(kilograms: string, massBasis: string) {
  return ore('L1', kilograms, { massBasis });
}

function handed(sent: object, got: object) {
  const offer = { ...toCarrier, items: [{ ...sent }] };
  return fires(
    '03-09 08:00',
    ...KEPT,
    dispatch('03-03 08:00', offer, '03-03 12:00'),
    receive('03-03 10:00', { ...offer, items: [{ ...got }] }),
  );
}

function smelted(...flux: readonly Readonly<Record<string, unknown>>[]) {
  const added = flux.length === 0 ? [] : [commission('TRADER', '03-01 09:00', flux)];
  return fires(
    '03-03 09:00',
    ...KEPT,
    ...added,
    act('TRANSFORM', 'TRADER', '03-02 08:00', {
      process: 'fluxing',
      inputs: [LOT, ...flux],
      outputs: [ore('C1', '600')],
    }),
  );
}

function split(...residue: readonly object[]) {
  return fires(
    '03-03 09:00',
    ...KEPT,
    act('SPLIT', 'TRADER', '03-02 08:00', {
      inputs: [LOT],
      outputs: [ore('A', '240'), ore('B', '240'), ...residue],
    }),
  );
}

function seenLate(type: string, actor: string, members: object) {
  const look = act('INSPECT', 'C-RW', '03-04 12:00', { items: [LOT], finding: 'conform' });
  const late = act(type, actor, '03-04 08:00', { items: [LOT], ...members }, '03-05 14:00');
  return fires('03-06 08:00', ...HANDED, look, late);
}

function inspected(coverage: string, from: number, to: number) {
  return fires(
    '03-03 08:00',
    commission('ARMOURER', '03-01 08:00', [guns('G1', 1, 100)]),
    act('INSPECT', 'C-CZ', '03-02 08:00', {
      finding: 'conform',
      coverage,
      items: [{ ...guns('G1', 1, 100), ...guns('G1', from, to) }],
    }),
  ).filter((code) => code === 'ITEM_SET_MISMATCH');
}

function stocked(recorded: string) {
  const story = new Rehearsal(REGISTRY);
  const stock = act('COMMISSION', 'TRADER', recorded, {
    basis: 'opening-balance',
    place: { locode: 'RWKGL' },
    items: [LOT],
    witness: 'G-TZ',
  });
  for (const step of [stock, consign('TRADER', '12-01 08:00', [LOT])]) story.record(step);
  const facts = { ...story.facts, openedAt: Date.parse(timeOf('01-01 00:00')) };
  const now = Date.parse(timeOf('12-20 08:00'));
  return judge(story.whole(), facts, defaultRuleSet, now)
    .findings.map(({ rule }) => rule)
    .filter((code) => code === 'ORIGIN_MISSING');
}

function shipped(meansId: string) {
  const steps = [
    ...KEPT,
    consign('TRADER', '03-02 08:00', [LOT]),
    depart('TRADER', '03-03 08:00', '03-08 08:00', { transport: { mode: 'sea', meansId } }),
  ];
  const screening = [
    {
      party: 'IMO9074729',
      list: 'FICTION',
      entry: 'V-1',
      listedOn: '2026-01-01',
      match: 'strong' as const,
    },
  ];
  return firesIn({ ...REGISTRY, screening }, '03-04 08:00', ...steps).filter(
    (code) => code === 'PARTY_SANCTIONED',
  );
}

function packedIn(container: string) {
  return fires(
    '03-03 08:00',
    ...KEPT,
    act('PACK', 'TRADER', '03-02 08:00', { items: [LOT], transport: { container } }),
  );
}

const brought = (itemId: string, members: object) => {
  const lot = ore(itemId, '100');
  const offer = { handover: `H-${itemId}`, from: 'MINE', to: 'TRADER', items: [lot] };
  const taken = receive('03-02 10:00', offer);
  return [
    commission('MINE', '03-01 08:00', [lot]),
    dispatch('03-02 08:00', offer, '03-02 12:00'),
    { ...taken, event: { ...taken.event, ...members } },
  ];
};

/** Two lots come to the trader, the second for somebody else; both are sold, the second in the name given. */
function traded(soldFor: object) {
  const own = consign('TRADER', '03-05 08:00', [ore('OWN', '100')]);
  const tolled = consign('TRADER', '03-05 09:00', [ore('TOLL', '100')], {
    ucr: '6RW1234-TEST9',
    ...soldFor,
  });
  const steps = [...brought('OWN', {}), ...brought('TOLL', { onBehalfOf: 'LINE' }), own, tolled];
  return fires('03-20 08:00', ...steps).filter((code) => code === 'MASS_BALANCE_OVERDRAWN');
}

describe('no gap is', () => {
  it('what happens to seized goods after an authority gave them back', () => {
    const seized = act('SEIZE', 'C-RW', '03-02 08:00', refs('R-1'));
    const freed = act('RELEASE_SEIZED', 'C-RW', '03-02 20:00', refs('R-1'));

    expect(fires('03-20 08:00', ...KEPT, seized, freed, ...HANDED.slice(1))).toEqual([]);
    expect(fires('03-20 08:00', ...KEPT, seized, ...HANDED.slice(1))).toContain(
      'POST_TERMINAL_ACTIVITY',
    );
  });

  it('a second alert on a long stay where nobody answers for the goods', () => {
    const arrived = [
      ...KEPT,
      consign('TRADER', '03-01 09:00', [LOT], {
        plan: { countries: ['TZ', 'RW', 'DE'], transitCountries: ['RW'] },
      }),
      depart('TRADER', '03-01 12:00', '03-04 08:00'),
      arrive('TRADER', '03-04 08:00'),
    ];
    const offered = { ...toCarrier, to: 'LINE', ucr: UCR };
    const handover = dispatch('03-05 08:00', offered, '03-05 12:00');

    expect(fires('04-20 08:00', ...arrived)).toContain('DWELL_EXCEEDED');
    expect(fires('04-20 08:00', ...arrived, handover)).toContain('HANDOVER_UNCONFIRMED');
    expect(fires('04-20 08:00', ...arrived, handover)).not.toContain('DWELL_EXCEEDED');
  });

  it('a place whose code is far and whose measured position is not', () => {
    const kigali = { lat: -1.94, lon: 30.06 };
    const first = standsIn({ locode: 'RWKGL' }, '03-02 08:00');
    const measured = standsIn({ locode: 'TZDAR', ...kigali }, '03-02 10:00');
    const coded = standsIn({ locode: 'TZDAR' }, '03-02 10:00', {
      transport: { mode: 'road', container: 'CSQU3054383' },
    });

    expect(fires('03-03 08:00', ...KEPT, first, measured)).toEqual([]);
    expect(fires('03-03 08:00', ...KEPT, first, coded)).toEqual(['IMPOSSIBLE_TRAVEL']);
  });

  it('a journey by nobody knows what, at the speed of an aircraft', () => {
    const first = standsIn({ locode: 'RWKGL' }, '03-02 08:00');

    // About 1150 km: no lorry does that in two hours, with two of slack.
    expect(
      fires('03-03 08:00', ...KEPT, first, standsIn({ locode: 'TZDAR' }, '03-02 10:00')),
    ).toEqual([]);
  });

  it('an hour that is another in the next time zone', () => {
    const later = (occurredAt: string) => {
      const { recordedAt, event } = receive('03-03 10:00', toCarrier);
      return { recordedAt, event: { ...event, occurredAt } };
    };
    const sent = [...KEPT, dispatch('03-03 08:00', toCarrier, '03-03 12:00')];

    expect(fires('03-09 08:00', ...sent, later('2026-03-03T05:00:00-05:00'))).toEqual([]);
    expect(fires('03-09 08:00', ...sent, later('2026-03-03T05:00:00Z'))).toEqual([
      'TIME_ORDER_VIOLATION',
    ]);
  });

  it('what an authority writes up a day after another looked', () => {
    const place = { locode: 'RWKGL' };

    expect(seenLate('OBSERVE', 'G-TZ', { place, source: 'patrol' })).toEqual([]);
    expect(seenLate('PACK', 'CARRIER', { place, packageId: 'BOX' })).toEqual(['LATE_RECORDING']);
  });

  it('a gross weight beside a net one', () => {
    expect(handed(weighed('500', 'net'), weighed('540', 'gross'))).toEqual([]);
    expect(handed(weighed('500', 'net'), weighed('540', 'net'))).toEqual(['QTY_HANDOVER_VARIANCE']);
  });

  it('the weight of flux that is on record as an input', () => {
    expect(smelted({ itemId: 'FLUX', hs: '252910', qty: { value: '100', unit: 'KGM' } })).toEqual(
      [],
    );
    expect(smelted()).toEqual(['MASS_GAIN']);
  });

  it('a sampling loss that is on record as residue', () => {
    expect(split(ore('S', '20', { residue: true }))).toEqual([]);
    expect(split()).toEqual(['SPLIT_MERGE_IMBALANCE']);
  });

  it('a sample of numbers, where the whole was not looked at', () => {
    expect(inspected('sample', 3, 7)).toEqual([]);
    expect(inspected('full', 3, 7)).toEqual(['ITEM_SET_MISMATCH']);
    expect(inspected('sample', 98, 101)).toEqual(['ITEM_SET_MISMATCH']);
  });

  it('stock from before the ledger, counted before a witness in its first 180 days', () => {
    expect(stocked('06-29 23:00')).toEqual([]);
    expect(stocked('06-30 01:00')).toEqual(['ORIGIN_MISSING']);
  });

  it('what is worked and sold for its owner, on the account of the owner', () => {
    expect(traded({ onBehalfOf: 'LINE' })).toEqual([]);
    expect(traded({})).toEqual(['MASS_BALANCE_OVERDRAWN']);
  });

  it('a ship that has the name of one on a list and another number', () => {
    expect(shipped('IMO 9074731')).toEqual([]);
    expect(shipped('IMO 9074729')).toEqual(['PARTY_SANCTIONED']);
  });

  it('a container whose check digit comes out as ten and is written as zero', () => {
    expect(packedIn('CSQU1000080')).toEqual([]);
    expect(packedIn('CSQU1000081')).toEqual(['CONTAINER_ANOMALY']);
  });
});
