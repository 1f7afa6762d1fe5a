import { describe, expect, it } from '@jest/globals';
import {
  act,
  commission,
  depart,
  dispatch,
  guns,
  ore,
  receive,
  REGISTRY,
  timeOf,
} from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

const LOT = ore('L1', '500');
const PISTOLS = guns('G1', 1, 10);
const toTrader = { handover: 'H1', from: 'MINE', to: 'TRADER', items: [LOT] };
const toCarrier = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items: [LOT] };
const MINED = [
  commission('MINE', '03-01 08:00', [LOT]),
  dispatch('03-02 08:00', toTrader, '03-02 12:00'),
  receive('03-02 10:00', toTrader),
];

function fires(until: string, ...steps: readonly StoryStep[]): string[] {
  return new Rehearsal(REGISTRY).play(steps, timeOf(until)).fires();
}

function severities(until: string, ...steps: readonly StoryStep[]): string[] {
  const rehearsal = new Rehearsal(REGISTRY).play(steps, timeOf(until));
  return rehearsal.findings().map(({ rule, severity }) => `${rule} ${severity}`);
}

function use(when: string, kilograms: string, output: string) {
  return act('TRANSFORM', 'TRADER', when, {
    process: 'sorting',
    inputs: [ore('L1', kilograms)],
    outputs: [ore(output, kilograms)],
  });
}

function refit(when: string, from: number, to: number, output: string) {
  return act('TRANSFORM', 'ARMOURER', when, {
    process: 'refit',
    inputs: [guns('G1', from, to)],
    outputs: [guns(output, from, to)],
  });
}

function used(actor: string, when: string, output: string) {
  return act('SPLIT', actor, when, { inputs: [LOT], outputs: [{ ...LOT, itemId: output }] });
}

describe('HANDOVER_UNCONFIRMED', () => {
  const released = [...MINED, dispatch('03-03 08:00', toCarrier, '03-04 08:00')];

  it('waits a day after the expected time', () => {
    expect(fires('03-05 08:00', ...released)).toEqual([]);
    expect(fires('03-05 08:01', ...released)).toEqual(['HANDOVER_UNCONFIRMED']);
  });

  it('grows from MEDIUM to HIGH when twice the time has passed', () => {
    expect(severities('03-06 08:00', ...released)).toEqual(['HANDOVER_UNCONFIRMED MEDIUM']);
    expect(severities('03-06 08:01', ...released)).toEqual(['HANDOVER_UNCONFIRMED HIGH']);
  });

  it('is cured by a late receipt, and by a refusal', () => {
    const refused = act('REFUSE', 'CARRIER', '03-09 08:00', { handover: 'H2', reason: 'wet' });

    expect(fires('03-10 08:00', ...released, receive('03-09 08:00', toCarrier))).toEqual([]);
    expect(fires('03-10 08:00', ...released, refused)).toEqual([]);
  });

  it('gives a receiver registered offline two weeks more', () => {
    const back = { handover: 'H3', from: 'TRADER', to: 'MINE', items: [LOT] };
    const steps = [...MINED, dispatch('03-03 08:00', back, '03-04 08:00')];

    expect(fires('03-19 08:00', ...steps)).toEqual([]);
    expect(fires('03-19 08:01', ...steps)).toEqual(['HANDOVER_UNCONFIRMED']);
  });

  it('says of a receiver who is not enrolled no more than INFO', () => {
    const outside = { ...toCarrier, to: 'STRANGER' };
    const steps = [...MINED, dispatch('03-03 08:00', outside, '03-04 08:00')];

    expect(severities('03-20 08:00', ...steps)).toEqual(['HANDOVER_UNCONFIRMED INFO']);
  });
});

describe('ORPHAN_RECEIPT', () => {
  const kept = [commission('TRADER', '03-01 08:00', [LOT])];

  it('waits 48 hours for the release', () => {
    const steps = [...kept, receive('03-03 08:00', toCarrier)];

    expect(fires('03-05 08:00', ...steps)).toEqual([]);
    expect(fires('03-05 08:01', ...steps)).toEqual(['ORPHAN_RECEIPT']);
  });

  it('waits 14 days for a giver registered offline', () => {
    const steps = [commission('MINE', '03-01 08:00', [LOT]), receive('03-02 10:00', toTrader)];

    expect(fires('03-16 10:00', ...steps)).toEqual([]);
    expect(fires('03-16 10:01', ...steps)).toEqual(['ORPHAN_RECEIPT']);
  });

  it('is cured by the release, however late', () => {
    const late = dispatch('03-03 07:00', toCarrier, '03-03 09:00', '03-05 06:00');
    const steps = [...kept, receive('03-03 08:00', toCarrier), late];

    expect(fires('03-20 08:00', ...steps)).toEqual([]);
  });
});

describe('CUSTODY_BREAK', () => {
  const moved = depart('LINE', '03-03 08:00', '03-03 12:00', { items: [LOT], ucr: undefined });
  const taken = { handover: 'H9', from: 'TRADER', to: 'LINE', items: [LOT] };
  const stolen = strip(moved);
  const back = strip(arriveBy('LINE', '03-03 11:00'));

  const handover = (day: string) => [
    receive('03-03 07:30', taken, `${day} 07:30`),
    dispatch('03-03 07:00', taken, '03-03 09:00', `${day} 07:40`),
  ];

  it('fires the moment somebody acts who is not on record as holding the goods', () => {
    expect(fires('03-03 08:00', ...MINED, stolen)).toEqual(['CUSTODY_BREAK']);
  });

  it('is cured by the handover that explains the act, if its records arrive within two days', () => {
    expect(fires('03-20 08:00', ...MINED, stolen, back, ...handover('03-05'))).not.toContain(
      'CUSTODY_BREAK',
    );
    expect(fires('03-20 08:00', ...MINED, stolen, back, ...handover('03-06'))).toContain(
      'CUSTODY_BREAK',
    );
  });

  it('gives a holder registered offline two weeks for that handover', () => {
    const fromMine = { ...toTrader, handover: 'H8', to: 'LINE' };
    const mined = commission('MINE', '03-01 08:00', [LOT]);
    const given = (day: string) => [
      receive('03-03 07:30', fromMine, `${day} 07:30`),
      dispatch('03-03 07:00', fromMine, '03-03 09:00', `${day} 07:40`),
    ];

    expect(fires('03-30 08:00', mined, stolen, back, ...given('03-17'))).not.toContain(
      'CUSTODY_BREAK',
    );
    expect(fires('03-30 08:00', mined, stolen, back, ...given('03-18'))).toContain('CUSTODY_BREAK');
  });

  it('says nothing of goods nobody is on record as holding', () => {
    expect(fires('03-20 08:00', stolen, back)).not.toContain('CUSTODY_BREAK');
  });

  it('fires at once when another than the named party receives', () => {
    const wrong = receive('03-03 10:00', { ...toCarrier, to: 'LINE' });
    const steps = [...MINED, dispatch('03-03 08:00', toCarrier, '03-03 12:00'), wrong];

    expect(severities('03-03 10:00', ...steps)).toEqual(['CUSTODY_BREAK HIGH']);
  });

  it('fires at once when another party brings in a known item, and leaves custody where it was', () => {
    const second = commission('LINE', '03-03 08:00', [LOT]);
    const steps = [...MINED, second, dispatch('03-03 09:00', toCarrier, '03-03 12:00')];

    expect(fires('03-03 10:00', ...steps, receive('03-03 10:00', toCarrier))).toEqual([
      'CUSTODY_BREAK',
    ]);
  });

  it('is CRITICAL for goods recovered outside their recorded custody', () => {
    const found = act('RECOVER', 'G-TZ', '03-05 08:00', {
      items: [LOT],
      place: { locode: 'TZDAR' },
      caseRef: 'C-1',
      markingCondition: 'good',
    });
    const lost = act('REPORT_LOSS', 'TRADER', '03-04 08:00', {
      items: [LOT],
      circumstances: 'robbed',
    });

    expect(severities('03-05 08:00', ...MINED, found)).toEqual(['CUSTODY_BREAK CRITICAL']);
    expect(severities('03-05 08:00', ...MINED, lost, found)).toEqual([]);
  });

  it('accepts an agent who acts for the holder', () => {
    const members = { handover: 'H2', to: 'CARRIER', expectedBy: timeOf('03-03 12:00') };
    const byAgent = act('DISPATCH', 'LINE', '03-03 08:00', {
      ...members,
      items: [LOT],
      onBehalfOf: 'TRADER',
    });

    expect(fires('03-20 08:00', ...MINED, byAgent, receive('03-03 10:00', toCarrier))).toEqual([]);
  });
});

describe('parties that are registered as one group', () => {
  const identifiers = [{ scheme: 'group', value: 'LAKE' }];
  const inGroup = (...ids: readonly string[]) => ({
    ...REGISTRY,
    parties: (REGISTRY.parties ?? []).map((each) =>
      ids.includes(each.id) ? { ...each, identifiers } : each,
    ),
  });
  const firesAmong = (ids: readonly string[], ...steps: readonly StoryStep[]) =>
    new Rehearsal(inGroup(...ids)).play(steps, timeOf('03-20 08:00')).fires();
  const byLine = { ...toCarrier, from: 'LINE' };
  const given = [
    ...MINED,
    dispatch('03-03 08:00', byLine, '03-03 12:00'),
    receive('03-03 10:00', toCarrier),
  ];

  it('may release, move and use up what one of them holds', () => {
    expect(firesAmong(['TRADER', 'LINE'], ...given)).toEqual([]);
    expect(firesAmong(['TRADER'], ...given)).toContain('CUSTODY_BREAK');
  });

  it('may sign for each other what was released to one of them', () => {
    const signed = [
      ...MINED,
      dispatch('03-03 08:00', toCarrier, '03-03 12:00'),
      receive('03-03 10:00', { ...toCarrier, to: 'LINE' }),
    ];

    expect(firesAmong(['CARRIER', 'LINE'], ...signed)).toEqual([]);
    expect(firesAmong(['LINE'], ...signed)).toEqual(['CUSTODY_BREAK']);
  });

  it('use a lot up once, whoever of them does', () => {
    const twice = [...MINED, used('LINE', '03-03 08:00', 'A'), used('TRADER', '03-04 08:00', 'B')];

    expect(firesAmong(['TRADER', 'LINE'], ...twice.slice(0, -1))).toEqual([]);
    expect(firesAmong(['TRADER', 'LINE'], ...twice)).toEqual([
      'CUSTODY_FORK',
      'POST_TERMINAL_ACTIVITY',
    ]);
  });
});

describe('CUSTODY_FORK', () => {
  it('lets parts of a lot be used up to its quantity', () => {
    expect(
      fires(
        '03-20 08:00',
        ...MINED,
        use('03-03 08:00', '300', 'P1'),
        use('03-04 08:00', '205', 'P2'),
      ),
    ).toEqual([]);
  });

  it('fires beyond it', () => {
    expect(
      severities(
        '03-04 08:00',
        ...MINED,
        use('03-03 08:00', '300', 'P1'),
        use('03-04 08:00', '206', 'P2'),
      ),
    ).toEqual(['CUSTODY_FORK CRITICAL']);
  });

  it('fires when one release too many is accepted, at once where no return can explain it', () => {
    const second = { handover: 'H3', from: 'TRADER', to: 'LINE', items: [LOT] };
    const steps = [
      ...MINED,
      dispatch('03-03 08:00', toCarrier, '03-03 12:00'),
      dispatch('03-03 08:30', second, '03-03 12:00'),
      receive('03-03 10:00', toCarrier),
    ];

    expect(fires('03-03 10:30', ...steps)).toEqual([]);
    expect(fires('03-03 11:00', ...steps, receive('03-03 11:00', second))).toEqual([
      'CUSTODY_FORK',
    ]);
  });

  it('is cured by the record of a return within two days, where a return can explain it', () => {
    const again = { ...toCarrier, handover: 'H3', to: 'LINE' };
    const home = { ...toCarrier, handover: 'H4', from: 'CARRIER', to: 'TRADER' };
    const steps = [
      ...MINED,
      dispatch('03-03 08:00', toCarrier, '03-03 12:00'),
      receive('03-03 10:00', toCarrier),
      dispatch('03-04 08:00', again, '03-04 12:00'),
      receive('03-04 10:00', again),
    ];
    const returned = (day: string) => [
      dispatch('03-03 18:00', home, '03-03 20:00', `${day} 09:00`),
      receive('03-03 19:00', home, `${day} 09:30`),
    ];

    expect(fires('03-04 10:00', ...steps)).toContain('CUSTODY_FORK');
    expect(fires('03-20 08:00', ...steps, ...returned('03-06'))).not.toContain('CUSTODY_FORK');
    expect(fires('03-20 08:00', ...steps, ...returned('03-07'))).toContain('CUSTODY_FORK');
  });
});

describe('goods that are counted', () => {
  it('may not be used twice, not even one piece', () => {
    const made = commission('ARMOURER', '03-01 08:00', [PISTOLS]);

    expect(
      fires('03-09 08:00', made, refit('03-02 08:00', 1, 6, 'A'), refit('03-03 08:00', 7, 10, 'B')),
    ).toEqual([]);
    expect(
      fires('03-09 08:00', made, refit('03-02 08:00', 1, 6, 'A'), refit('03-03 08:00', 6, 10, 'B')),
    ).toEqual(['CUSTODY_FORK']);
  });
});

function arriveBy(actor: string, when: string): StoryStep {
  return act('ARRIVE', actor, when, {
    place: { locode: 'TZDAR' },
    transport: { mode: 'road' },
    items: [LOT],
  });
}

/** Members told as `undefined` are not there. */
function strip(step: StoryStep): StoryStep {
  const entries = Object.entries(step.event).filter(([, value]) => value !== undefined);
  const { eventId, occurredAt } = step.event;
  return { ...step, event: { ...Object.fromEntries(entries), eventId, occurredAt } };
}
