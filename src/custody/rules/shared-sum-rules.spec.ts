import { describe, expect, it } from '@jest/globals';
import { act, consign, dispatch, ore, receive, REGISTRY } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

const END = '2026-12-31T00:00:00Z';
const SITE = { id: 'PIT-1', operator: 'MINE', lat: -2, lon: 29.6, kind: 'ASM' as const };

function findingsOf(rule: string, steps: readonly StoryStep[], site: object = {}) {
  const sites = [{ ...SITE, status: [], ...site }];
  const rehearsal = new Rehearsal({ ...REGISTRY, sites }).play(steps, END);
  return rehearsal.findings().filter((finding) => finding.rule === rule);
}

let lots = 0;
function mined(when: string, kilograms: string, pct?: string, recorded?: string) {
  lots += 1;
  const assay = pct === undefined ? {} : { assay: { analyte: 'Ta2O5', pct } };
  const itemId = `LOT-${lots}`;
  const step = act(
    'COMMISSION',
    'MINE',
    when,
    { basis: 'mined', place: { site: 'PIT-1' }, items: [ore(itemId, kilograms, assay)] },
    recorded,
  );
  return { itemId, step };
}

function handedOver(itemId: string, kilograms: string, when: string) {
  const items = [ore(itemId, kilograms)];
  const handover = { handover: `H-${itemId}`, from: 'MINE', to: 'TRADER', items };
  return [dispatch(when, handover, '12-30 00:00'), receive(when, handover)];
}

const produced = (...told: readonly (readonly [when: string, kilograms: string])[]) =>
  told.map(([when, kilograms]) => mined(when, kilograms).step);

const yearEndingWith = (last: string) =>
  produced(
    ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map(
      (month) => [`${month}-10 08:00`, '1320'] as const,
    ),
    ['12-10 08:00', last],
  );

const months = (count: number, last: string) =>
  produced(
    ...Array.from(
      { length: count },
      (_, at) => [`0${at + 1}-10 08:00`, at % 2 === 0 ? '100' : '120'] as const,
    ),
    ['09-10 08:00', last],
  );

describe('PRODUCTION_IMPLAUSIBLE', () => {
  const capacity = { capacityPerMonth: 1200, unit: 'KGM' };

  it('allows a quarter more than the capacity in a month, and not a kilogram beyond', () => {
    const month = produced(['08-06 08:00', '1000'], ['08-07 08:00', '500']);

    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', month, capacity)).toEqual([]);
    const [finding, ...rest] = findingsOf(
      'PRODUCTION_IMPLAUSIBLE',
      [...month, ...produced(['08-31 23:59', '1'])],
      capacity,
    );
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ subject: 'PIT-1/2026-08', anchor: 'MONTH', severity: 'HIGH' });
    expect(finding?.items).toHaveLength(3);
    expect(finding?.sentence).toContain('1\u202f501 kg were registered as coming from PIT-1');
    expect(finding?.sentence).toContain('capacity is 1\u202f200 kg a month');
  });

  it('counts a month by the claimed time, in any unit of the same dimension', () => {
    const items = [{ itemId: 'T', hs: '261590', qty: { value: '1.6', unit: 'TNE' } }];
    const tonnes = act('COMMISSION', 'MINE', '08-02 00:00', {
      basis: 'mined',
      place: { site: 'PIT-1' },
      items,
    });

    expect(
      findingsOf(
        'PRODUCTION_IMPLAUSIBLE',
        produced(['08-31 08:00', '800'], ['09-01 08:00', '800']),
        capacity,
      ),
    ).toEqual([]);
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', [tonnes], capacity)).toHaveLength(1);
  });

  it('compares twelve months with a tenth more than their capacity', () => {
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', yearEndingWith('1320'), capacity)).toEqual([]);
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', yearEndingWith('1321'), capacity)).toMatchObject([
      { subject: 'PIT-1/2026-12', anchor: 'YEAR' },
    ]);
  });

  it('needs six months of history before it speaks of a spike', () => {
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', months(5, '500'))).toEqual([]);
    // Median 110, median deviation 10: 150 is the most.
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', months(6, '150'))).toEqual([]);
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', months(6, '151'))).toMatchObject([
      { anchor: 'SPIKE', severity: 'MEDIUM' },
    ]);
  });

  it('hears of goods from a site that was not working at the time', () => {
    const status = [
      { status: 'green', from: '2025-01-01' },
      { status: 'abandoned', from: '2026-08-01' },
    ];

    expect(
      findingsOf('PRODUCTION_IMPLAUSIBLE', produced(['07-31 08:00', '1']), { status }),
    ).toEqual([]);
    expect(
      findingsOf('PRODUCTION_IMPLAUSIBLE', produced(['08-02 08:00', '1']), { status }),
    ).toMatchObject([{ anchor: 'INACTIVE', severity: 'HIGH' }]);
  });

  it('knows nothing of sites whose capacity nobody assessed', () => {
    expect(findingsOf('PRODUCTION_IMPLAUSIBLE', produced(['08-02 08:00', '99999']))).toEqual([]);
  });
});

const bought = (kilograms: string, pct?: string) => {
  const { itemId, step } = mined('05-01 08:00', kilograms, pct);
  return { itemId, steps: [step, ...handedOver(itemId, kilograms, '05-02 08:00')] };
};

const made = (inputs: readonly string[], kilograms: string, pct?: string) => {
  const assay = pct === undefined ? {} : { assay: { analyte: 'Ta2O5', pct } };
  const product = ore('PRODUCT', kilograms, assay);
  return [
    act('TRANSFORM', 'TRADER', '05-10 08:00', {
      process: 'magnetic-separation',
      inputs: inputs.map((itemId) => ore(itemId, '1000')),
      outputs: [product],
    }),
    consign('TRADER', '05-11 08:00', [product]),
  ];
};

const overdrawn = (steps: readonly StoryStep[]) => findingsOf('MASS_BALANCE_OVERDRAWN', steps);

describe('MASS_BALANCE_OVERDRAWN', () => {
  it('lets a party consign one percent more than it took in', () => {
    const { itemId, steps } = bought('1000');

    expect(overdrawn([...steps, ...made([itemId], '1010')])).toEqual([]);
    const [finding] = overdrawn([...steps, ...made([itemId], '1010.1')]);
    expect(finding).toMatchObject({
      subject: 'TRADER/3T',
      anchor: '2026-05',
      severity: 'MEDIUM',
      items: ['PRODUCT'],
    });
    expect(finding?.sentence).toContain('consigned 1\u202f010.1 kg of 3T');
    expect(finding?.sentence).toContain('1\u202f000 kg taken in with a known origin');
  });

  it('is CRITICAL in a young account too where an inspector witnessed its opening stock', () => {
    const { itemId, steps } = bought('1000');
    const stock = act('COMMISSION', 'TRADER', '05-01 07:00', {
      basis: 'opening-balance',
      witness: 'G-TZ',
      place: { locode: 'RWKGL' },
      items: [ore('STOCK', '100')],
    });

    expect(overdrawn([stock, ...steps, ...made([itemId], '1111')])).toEqual([]);
    expect(overdrawn([stock, ...steps, ...made([itemId], '1111.1')])).toMatchObject([
      { severity: 'CRITICAL' },
    ]);
  });

  it('judges later claims again when an earlier one is recorded after them', () => {
    const { itemId, steps } = bought('1000');
    const early = consign('TRADER', '04-20 08:00', [ore('EARLIER', '5')], { ucr: '6RW1234-EARLY' });
    const late = { ...early, recordedAt: '2026-06-20T08:00:00Z' };
    const origin = act('COMMISSION', 'TRADER', '04-01 08:00', {
      basis: 'recycled',
      place: { locode: 'RWKGL' },
      items: [ore('EARLIER', '1')],
    });
    const story = [origin, ...steps, ...made([itemId], '1010')];

    expect(overdrawn(story)).toEqual([]);
    expect(overdrawn([...story, late]).map(({ anchor }) => anchor)).toEqual(['2026-04', '2026-05']);
  });

  it('compares the metal where every lot has an assay', () => {
    const { itemId, steps } = bought('1000', '20');

    expect(overdrawn([...steps, ...made([itemId], '600', '33')])).toEqual([]);
    const [finding] = overdrawn([...steps, ...made([itemId], '600', '34')]);
    expect(finding?.sentence).toContain('kg of Ta contained in 3T');
  });

  it('does not count a lot whose origin never comes, once it has had its time', () => {
    const { itemId, steps } = bought('600');
    const orphan = [ore('ORPHAN', '500')];
    const taken = receive('05-03 08:00', {
      handover: 'X',
      from: 'NOBODY',
      to: 'TRADER',
      items: orphan,
    });
    const story = [...steps, taken, ...made([itemId, 'ORPHAN'], '1000')];
    const rehearsal = new Rehearsal(REGISTRY).play(story, '2026-06-30T00:00:00Z');

    expect(rehearsal.fires()).not.toContain('MASS_BALANCE_OVERDRAWN');
    expect(overdrawn(story)).toHaveLength(1);
  });

  it('waits for a mine that uploads late', () => {
    const { itemId, step } = mined('05-01 08:00', '1000', undefined, '05-25 08:00');
    const story = [...handedOver(itemId, '1000', '05-02 08:00'), ...made([itemId], '1000'), step];

    expect(overdrawn(story)).toEqual([]);
  });

  it('leaves those alone who only carry', () => {
    const { itemId, steps } = bought('1000');
    const items = [ore(itemId, '1000')];
    const carried = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items };
    const onward = { handover: 'H3', from: 'CARRIER', to: 'SMELTER', items };
    const story = [
      ...steps,
      dispatch('05-12 08:00', carried, '05-13 08:00'),
      receive('05-12 09:00', carried),
      dispatch('05-14 08:00', onward, '05-15 08:00'),
      receive('05-14 09:00', onward),
    ];

    expect(overdrawn(story)).toEqual([]);
  });
});
