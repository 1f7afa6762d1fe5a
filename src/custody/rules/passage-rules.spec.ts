import { describe, expect, it } from '@jest/globals';
import {
  act,
  arrive,
  ARMS_UCR,
  attach,
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
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

const LOT = ore('L1', '500');
const toCarrier = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items: [LOT] };
const KEPT = [commission('TRADER', '03-01 08:00', [LOT])];

function found(until: string, ...steps: readonly StoryStep[]): string[] {
  const rehearsal = new Rehearsal(REGISTRY).play(steps, timeOf(until));
  return rehearsal.findings().map(({ rule, severity }) => `${rule} ${severity}`);
}

function update(when: string, eta: string) {
  return act('ETA_UPDATE', 'TRADER', when, { ucr: UCR, eta: timeOf(eta), reason: 'flood' });
}

function mined(when: string, recorded: string, item = 'L1') {
  return commission('MINE', when, [ore(item, '500')], recorded);
}

function seen(...observed: readonly string[]) {
  return act('SEAL', 'TRADER', '03-03 08:00', { ucr: UCR, seals: { observed } });
}

function release(when: string, authority: string, procedure: string, more: object = {}) {
  return act('CUSTOMS_RELEASE', authority, when, { ucr: UCR, procedure, ...more });
}

function consent(country: string) {
  return attach('03-02 09:00', 'TRANSIT_NO_OBJECTION', { ucr: ARMS_UCR }, { issuer: country });
}

describe('TRANSIT_OVERDUE', () => {
  const carried = [
    ...KEPT,
    consign('TRADER', '03-02 08:00', [LOT]),
    attach('03-02 09:00', 'ICGLR_CERT'),
    depart('TRADER', '03-03 08:00', '03-04 08:00'),
  ];

  it('waits for the allowance of the means of transport, then grows', () => {
    expect(found('03-06 08:00', ...carried)).toEqual([]);
    expect(found('03-06 08:01', ...carried)).toEqual(['TRANSIT_OVERDUE MEDIUM']);
    expect(found('03-10 08:00', ...carried)).toEqual(['TRANSIT_OVERDUE MEDIUM']);
    expect(found('03-10 08:01', ...carried)).toEqual(['TRANSIT_OVERDUE CRITICAL']);
  });

  it('is cured by a late record of an arrival in time, and not by a late arrival', () => {
    const recordedLate = arrive('TRADER', '03-05 08:00', '03-06 20:00');

    expect(found('03-20 08:00', ...carried, recordedLate)).toEqual([]);
    expect(found('03-20 08:00', ...carried, arrive('TRADER', '03-06 09:00'))).toEqual([
      'TRANSIT_OVERDUE MEDIUM',
    ]);
  });

  it('is not cured by the word of somebody who does not carry the goods', () => {
    expect(found('03-20 08:00', ...carried, arrive('LINE', '03-04 08:00'))).toContain(
      'TRANSIT_OVERDUE CRITICAL',
    );
  });

  it('moves with an ETA_UPDATE that comes before the time lapses, twice at most', () => {
    expect(found('03-08 08:00', ...carried, update('03-04 08:00', '03-06 08:00'))).toEqual([]);
    expect(found('03-08 08:00', ...carried, update('03-06 08:01', '03-09 08:00'))).toHaveLength(1);
    expect(
      found(
        '03-12 00:00',
        ...carried,
        update('03-04 08:00', '03-06 08:00'),
        update('03-06 08:00', '03-08 08:00'),
        update('03-08 08:00', '03-12 08:00'),
      ),
    ).toEqual(['TRANSIT_OVERDUE MEDIUM']);
  });
});

describe('TIME_ORDER_VIOLATION', () => {
  const released = [...KEPT, dispatch('03-03 08:00', toCarrier, '03-03 12:00')];

  it('lets clocks differ by ten minutes', () => {
    expect(found('03-09 08:00', ...released, receive('03-03 07:50', toCarrier))).toEqual([]);
    expect(found('03-09 08:00', ...released, receive('03-03 07:49', toCarrier))).toEqual([
      'TIME_ORDER_VIOLATION MEDIUM',
    ]);
  });

  it('takes off the offset that the device measured', () => {
    const device = { deviceId: 'D1', seq: 1, prev: '0', clockOffsetMs: -3_600_000 };
    const members = { handover: 'H2', items: [LOT], device };
    const early = act('RECEIVE', 'CARRIER', '03-03 07:30', members, '03-03 08:30');

    expect(found('03-09 08:00', ...released, early)).toEqual([]);
  });

  it('allows no act in the future and none before its goods came into being', () => {
    const future = commission('TRADER', '03-01 08:11', [LOT], '03-01 08:00');
    const early = consign('TRADER', '03-01 07:40', [LOT]);

    expect(found('03-02 08:00', future)).toEqual(['TIME_ORDER_VIOLATION MEDIUM']);
    expect(found('03-01 09:00', early, ...KEPT)).toEqual(['TIME_ORDER_VIOLATION MEDIUM']);
  });

  it('finds a certificate issued after the release that needed it', () => {
    const steps = [
      ...KEPT,
      consign('TRADER', '03-02 08:00', [LOT]),
      act('CUSTOMS_RELEASE', 'C-RW', '03-03 08:00', { ucr: UCR, procedure: 'export' }),
      attach('03-05 08:00', 'ICGLR_CERT', {}, { issuedOn: '2026-03-05' }),
    ];

    expect(found('03-07 08:00', ...steps)).toEqual(['DOC_NOT_VALID HIGH']);
    expect(found('03-07 08:01', ...steps)).toEqual([
      'DOC_NOT_VALID HIGH',
      'TIME_ORDER_VIOLATION MEDIUM',
    ]);
  });
});

describe('LATE_RECORDING', () => {
  it('allows 48 hours, and 14 days to a site registered offline', () => {
    expect(found('04-01 08:00', commission('TRADER', '03-01 08:00', [LOT], '03-03 08:00'))).toEqual(
      [],
    );
    expect(found('04-01 08:00', commission('TRADER', '03-01 08:00', [LOT], '03-03 08:01'))).toEqual(
      ['LATE_RECORDING LOW'],
    );
    expect(found('04-01 08:00', mined('03-01 08:00', '03-15 08:00'))).toEqual([]);
    expect(found('04-01 08:00', mined('03-01 08:00', '03-15 08:01'))).toEqual([
      'LATE_RECORDING LOW',
    ]);
  });

  it('counts all of one day and one party once', () => {
    const steps = [
      mined('03-01 08:00', '03-20 08:00'),
      mined('03-02 08:00', '03-20 09:00', 'L2'),
      mined('03-02 09:00', '03-21 09:00', 'L3'),
    ];

    expect(found('04-01 08:00', ...steps)).toEqual(['LATE_RECORDING LOW', 'LATE_RECORDING LOW']);
  });

  it('is HIGH for what was written up after an inspection of the same goods', () => {
    const look = act('INSPECT', 'G-TZ', '03-02 08:00', { finding: 'conform', items: [LOT] });
    const behind = (recorded: string) =>
      act('PACK', 'TRADER', '03-01 12:00', { items: [LOT], packageId: 'B1' }, recorded);

    expect(found('04-01 08:00', ...KEPT, look, behind('03-02 12:00'))).toEqual([]);
    expect(found('04-01 08:00', ...KEPT, look, behind('03-02 12:01'))).toEqual([
      'LATE_RECORDING HIGH',
    ]);
  });
});

/** A customs change of seals on the evening of 2 March. */
function resealed(recorded: string): StoryStep {
  const seals = { removed: ['RWH771201'], applied: ['C-55501'] };
  const members = { ucr: UCR, finding: 'conform', seals };
  return act('INSPECT', 'C-RW', '03-02 20:00', members, recorded);
}

function curedBy(steps: readonly StoryStep[], late: StoryStep): string[] {
  return new Rehearsal(REGISTRY).play([...steps, late], timeOf('03-30 08:00')).cured();
}

describe('SEAL_DISCREPANCY', () => {
  const sealed = [
    ...KEPT,
    consign('TRADER', '03-02 08:00', [LOT]),
    act('SEAL', 'TRADER', '03-02 09:00', {
      ucr: UCR,
      items: [LOT],
      seals: { applied: ['RW-H-771201'] },
      transport: { container: 'CSQU3054383' },
    }),
  ];

  it.each(['RW-H-771201', 'rwh 771201', '771201'])('takes %s for the seal set', (number) => {
    expect(found('03-09 08:00', ...sealed, seen(number))).toEqual([]);
  });

  it('fires the moment other seals are seen', () => {
    expect(found('03-03 08:00', ...sealed, seen('C-55501'))).toEqual(['SEAL_DISCREPANCY HIGH']);
  });

  it('is cured by a customs change of seals recorded within two days of the alert, not later', () => {
    const looked = [...sealed, seen('C-55501')];

    for (const recorded of ['03-03 11:00', '03-05 08:00']) {
      expect(curedBy(looked, resealed(recorded))).toEqual(['SEAL_DISCREPANCY']);
    }
    for (const recorded of ['03-05 08:01', '03-06 08:00']) {
      expect(curedBy(looked, resealed(recorded))).toEqual([]);
    }
  });

  it('gives whoever looked offline two weeks', () => {
    const looked = act('ARRIVE', 'MINE', '03-03 08:00', {
      ucr: UCR,
      place: { locode: 'RWKGL' },
      transport: { mode: 'road', container: 'CSQU3054383' },
      seals: { observed: ['C-55501'] },
    });

    expect(curedBy([...sealed, looked], resealed('03-17 08:00'))).toEqual(['SEAL_DISCREPANCY']);
    expect(curedBy([...sealed, looked], resealed('03-17 08:01'))).toEqual([]);
  });

  it('holds one character for a typing error', () => {
    expect(found('03-09 08:00', ...sealed, seen('RW-H-771210'))).toEqual([
      'SEAL_DISCREPANCY MEDIUM',
    ]);
    expect(found('03-09 08:00', ...sealed, seen('RW-H-772110'))).toEqual(['SEAL_DISCREPANCY HIGH']);
  });

  it('says nothing of goods that nobody sealed', () => {
    const [made, opened] = sealed;

    expect(found('03-09 08:00', made ?? seen(), opened ?? seen(), seen('ANY-1'))).toEqual([]);
  });

  it('reports a broken seal at once', () => {
    const broken = act('SEAL', 'TRADER', '03-03 08:00', {
      ucr: UCR,
      seals: { observed: ['RW-H-771201'], condition: 'broken' },
    });

    expect(found('03-03 08:00', ...sealed, broken)).toEqual(['SEAL_DISCREPANCY HIGH']);
  });
});

function promise(when: string) {
  return attach(when, 'ICGLR_CERT', {}, { fields: { content: 'pending' } });
}

describe('DOC_MISSING', () => {
  const ready = [...KEPT, consign('TRADER', '03-02 08:00', [LOT])];

  it('asks for an ICGLR certificate where a member exports, and clears when it is registered late', () => {
    const exported = [...ready, release('03-03 08:00', 'C-RW', 'export')];

    expect(found('03-03 08:00', ...exported)).toEqual(['DOC_MISSING HIGH']);
    expect(found('03-04 08:00', ...exported, attach('03-04 08:00', 'ICGLR_CERT'))).toEqual([]);
  });

  it('takes a departure from the country of origin for the gate where nobody released the goods', () => {
    const left = depart('TRADER', '03-03 08:00', '03-04 08:00');

    expect(found('03-03 08:00', ...ready, left)).toEqual(['DOC_MISSING HIGH']);
    expect(found('03-03 08:00', ...ready, attach('03-02 09:00', 'ICGLR_CERT'), left)).toEqual([]);
  });

  it('points out what is missing three days before the goods can leave in time by the plan', () => {
    // About 1100 km: a lorry at its cap needs 12 hours and some minutes.
    const leg = { from: 'RWKGL', to: 'TZDAR', mode: 'road', eta: timeOf('03-20 00:00') };
    const planned = (more: object) => [
      ...KEPT,
      consign('TRADER', '03-02 08:00', [LOT], {
        plan: {
          countries: ['RW', 'TZ', 'DE'],
          transitCountries: ['TZ'],
          legs: [{ ...leg, ...more }],
        },
      }),
    ];

    expect(found('03-16 11:00', ...planned({}))).toEqual([]);
    expect(found('03-16 12:00', ...planned({}))).toEqual(['DOC_MISSING INFO']);
    expect(found('03-16 12:00', ...planned({ from: 'RW', to: 'TZ' }))).toEqual([]);
    expect(found('03-17 00:00', ...planned({ from: 'RW', to: 'TZ' }))).toEqual([
      'DOC_MISSING INFO',
    ]);
    expect(found('03-30 00:00', ...planned({ eta: undefined }))).toEqual([]);
    const paper = attach('03-16 13:00', 'ICGLR_CERT');
    expect(found('03-16 13:00', ...planned({}), paper)).toEqual([]);
  });

  it('does not wait longer for a file because it is promised again', () => {
    const gate = release('03-03 08:00', 'C-RW', 'export');
    const steps = [...ready, promise('03-02 09:00'), gate, promise('03-10 09:00')];

    expect(found('03-16 09:00', ...steps)).toEqual([]);
    expect(found('03-16 09:01', ...steps)).toEqual(['DOC_MISSING HIGH']);
    expect(found('03-20 09:00', ...steps, attach('03-20 09:00', 'ICGLR_CERT'))).toEqual([]);
  });

  it('asks for a due diligence statement only from the date it is owed', () => {
    const wood = { itemId: 'W1', hs: '440729', qty: { value: '10', unit: 'MTQ' } };
    const plan = { countries: ['BR', 'DE'], transitCountries: [] };
    const imported = (when: string) => [
      commission('TRADER', '12-01 08:00', [wood]),
      consign('TRADER', '12-02 08:00', [wood], { commodity: 'TIMBER', plan }),
      release(when, 'C-DE', 'import'),
    ];

    expect(found('12-29 23:59', ...imported('12-29 23:59'))).toEqual([]);
    expect(found('12-30 00:01', ...imported('12-30 00:00'))).toEqual(['DOC_MISSING HIGH']);
  });

  it('asks for the papers of arms, one consent for each country of transit', () => {
    const pistols = [guns('G1', 1, 10)];
    const papers = ['EXPORT_LICENCE', 'IMPORT_AUTH', 'EUC'].map((docType) =>
      attach('03-02 09:00', docType, { ucr: ARMS_UCR }),
    );
    const steps = [
      commission('ARMOURER', '03-01 08:00', pistols),
      consign('ARMOURER', '03-02 08:00', pistols, {
        ucr: ARMS_UCR,
        commodity: 'ARMS',
        plan: { countries: ['CZ', 'DE', 'PA', 'PE'], transitCountries: ['DE', 'PA'] },
      }),
      ...papers,
      consent('DE'),
    ];
    const gate = release('03-03 08:00', 'C-CZ', 'export', { ucr: ARMS_UCR });

    expect(found('03-03 08:00', ...steps, gate)).toEqual(['DOC_MISSING CRITICAL']);
    expect(found('03-03 08:00', ...steps, consent('PA'), gate)).toEqual([]);
  });
});
