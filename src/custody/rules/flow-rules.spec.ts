import { describe, expect, it } from '@jest/globals';
import { act, consign, ore, receive, REGISTRY } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import { defaultRuleSet } from './default-rule-set.js';

const END = '2026-12-31T00:00:00Z';

function findingsOf(steps: readonly StoryStep[], parameters: object = {}, until = END) {
  const ruleSet = {
    ...defaultRuleSet,
    parameters: { ...defaultRuleSet.parameters, FLOW_ASYMMETRY: parameters },
  };
  const rehearsal = new Rehearsal(REGISTRY, ruleSet).play(steps, until);
  return rehearsal.findings().filter(({ rule }) => rule === 'FLOW_ASYMMETRY');
}

/** Judged once at the end: a story of hundreds of steps takes its time. */
function mirrorsOf(steps: readonly StoryStep[]): string[] {
  const rehearsal = new Rehearsal(REGISTRY);
  for (const step of steps) rehearsal.record(step);
  return rehearsal
    .judgeAll(Date.parse(END))
    .filter(({ anchor }) => anchor === 'MIRROR')
    .map(({ sentence }) => sentence);
}

let count = 0;
function shipped(when: string, kilograms: string, members: object = {}) {
  count += 1;
  const ucr = `6RW1234-FLOW${count}`;
  const itemId = `FLOW-${count}`;
  return {
    ucr,
    itemId,
    step: consign('TRADER', when, [ore(itemId, kilograms)], { ucr, ...members }),
  };
}

function delivered(
  goods: { ucr: string; itemId: string },
  when: string,
  kilograms: string,
  by = 'SMELTER',
) {
  const items = [ore(goods.itemId, kilograms)];
  const handover = { handover: `H-${goods.itemId}-${by}`, from: 'CARRIER', to: by, items };
  return receive(when, { ...handover, ucr: goods.ucr });
}

const months = (received: string) => {
  const goods = ['05-05', '05-15', '05-25'].map((day) => shipped(`${day} 08:00`, '10000'));
  return [
    ...goods.map(({ step }) => step),
    ...goods.map((each) => delivered(each, '06-20 08:00', received)),
    // On the way, and no proof of arrival.
    ...goods.map((each) => delivered(each, '05-27 08:00', '10000', 'CARRIER')),
  ];
};

/** The same, and no receipt names its consignment. */
const unnamed = (received: string): StoryStep[] =>
  months(received).map((step) => {
    const { ucr: _, ...event } = step.event;
    return step.event['type'] === 'RECEIVE' ? { ...step, event } : step;
  });

function unknown(when: string) {
  return shipped(when, '10000', { consignee: 'NOBODY-KNOWS' }).step;
}

describe('FLOW_ASYMMETRY, MIRROR', () => {
  it('allows fifteen percent between what was consigned and what the consignees received', () => {
    expect(findingsOf(months('8500'))).toEqual([]);
    const [finding] = findingsOf(months('8499'));
    expect(finding).toMatchObject({
      subject: '261590/RW-DE/2026-05',
      anchor: 'MIRROR',
      severity: 'MEDIUM',
    });
    expect(finding?.sentence).toContain(
      '30\u202f000 kg of HS 261590 were consigned from RW to DE in 3 consignments to registered consignees (of 3)',
    );
    expect(finding?.sentence).toContain('received 25\u202f497 kg');
  });

  it('counts what consignees received though their record names no consignment', () => {
    expect(findingsOf(unnamed('8500'))).toEqual([]);
    expect(findingsOf(unnamed('8499'))[0]?.sentence).toContain('received 25\u202f497 kg');
  });

  it('waits two months after the window for what is under way', () => {
    expect(findingsOf(months('1000'), {}, '2026-07-30T23:00:00Z')).toEqual([]);
    expect(findingsOf(months('1000'), {}, '2026-07-31T01:00:00Z')).toHaveLength(1);
  });

  it('makes nothing of a small flow, nor of one or two consignments', () => {
    const two = [shipped('05-05 08:00', '10000').step, shipped('05-15 08:00', '10000').step];
    const small = ['05-05', '05-15', '05-25'].map((day) => shipped(`${day} 08:00`, '300').step);

    expect(findingsOf(two)).toEqual([]);
    expect(findingsOf(small)).toEqual([]);
  });

  it('rises when each of three months is off by itself, not when one great loss is in three windows', () => {
    const goods = ['04', '05', '06'].flatMap((month) =>
      ['05', '15', '25'].map((day) => shipped(`${month}-${day} 08:00`, '10000')),
    );
    const sent = goods.map(({ step }) => step);
    const severities = (of: (at: number) => string) =>
      findingsOf([...sent, ...goods.map((each, at) => delivered(each, '07-20 08:00', of(at)))]).map(
        ({ subject, severity }) => `${subject.slice(-2)} ${severity}`,
      );

    expect(severities(() => '8000')).toEqual(['04 MEDIUM', '05 MEDIUM', '06 HIGH']);
    expect(severities((at) => (at < 3 ? '1000' : '10000'))).toEqual([
      '04 MEDIUM',
      '05 MEDIUM',
      '06 MEDIUM',
    ]);
  });

  it('is not silent where a flow is great', () => {
    const goods = Array.from({ length: 120 }, (_, at) =>
      shipped(`05-${String((at % 28) + 1).padStart(2, '0')} 08:00`, '100'),
    );
    const steps = (received: string) => {
      const receipts = goods.map((each) => delivered(each, '06-20 08:00', received));
      return [...goods.map(({ step }) => step), ...receipts];
    };

    expect(mirrorsOf(steps('85.5'))).toEqual([]);
    expect(mirrorsOf(steps('84'))).toEqual([
      expect.stringContaining('in 120 consignments to registered consignees (of 120)'),
    ]);
  });

  it('compares what was sent to registered consignees with what they received, four fifths of all', () => {
    const registered = ['05-05', '05-10', '05-15', '05-20'].map((day) =>
      shipped(`${day} 08:00`, '10000'),
    );
    const receipts = registered.map((each) => delivered(each, '06-20 08:00', '9000'));
    const sent = [...registered.map(({ step }) => step), unknown('05-25 08:00')];
    const lost = receipts.slice(1);

    expect(findingsOf([...sent, ...receipts])).toEqual([]);
    expect(findingsOf([...sent, ...lost])).toHaveLength(1);
    expect(findingsOf([...sent, unknown('05-26 08:00'), ...lost])).toEqual([]);
  });

  it('speaks only where most consignees can sign', () => {
    const steps = ['05-05', '05-15', '05-25'].map((day) => unknown(`${day} 08:00`));

    expect(findingsOf(steps)).toEqual([]);
  });
});

const back = (when: string, kilograms: string) =>
  consign('SMELTER', when, [ore(`BACK-${kilograms}`, kilograms)], {
    ucr: '6DE1234-BACK',
    consignee: 'TRADER',
    plan: { countries: ['DE', 'RW'], transitCountries: [] },
  });

const out = () => shipped('03-01 08:00', '1000').step;

const toOwner = (from: string) =>
  consign(from === 'TZ' ? 'CARRIER' : 'SMELTER', '06-01 08:00', [ore('BACK', '1000')], {
    ucr: '6DE1234-BACK',
    consignee: 'TRADER',
    plan: { countries: [from, 'KE'], transitCountries: [] },
  });

describe('FLOW_ASYMMETRY, ROUND_TRIP', () => {
  it('finds what comes back to its owner in another country, and not what he buys elsewhere', () => {
    expect(findingsOf([out(), toOwner('TZ')])).toEqual([]);
    expect(findingsOf([out(), toOwner('DE')])).toHaveLength(1);
  });

  it('finds it whichever of the two is recorded last', () => {
    const [first, last] = [out(), back('06-01 08:00', '950')];

    expect(findingsOf([last, { ...first, recordedAt: '2026-06-02T08:00:00Z' }])).toHaveLength(1);
  });

  it('finds nearly the same amount that comes back within half a year', () => {
    expect(findingsOf([out(), back('06-01 08:00', '949')])).toEqual([]);
    expect(findingsOf([out(), back('08-29 08:00', '950')])).toEqual([]);
    expect(findingsOf([out(), back('06-01 08:00', '950')])).toMatchObject([
      { subject: '6DE1234-BACK;2026', severity: 'MEDIUM', items: ['BACK-950'] },
    ]);
  });

  it('does not take other goods for them', () => {
    const gold = { itemId: 'GOLD', hs: '710812', qty: { value: '1000', unit: 'KGM' } };
    const plan = { countries: ['DE', 'RW'], transitCountries: [] };
    const step = consign('SMELTER', '06-01 08:00', [gold], { ucr: '6DE1234-BACK', plan });

    expect(findingsOf([shipped('03-01 08:00', '1000').step, step])).toEqual([]);
  });
});

const year = (last: string) => [
  shipped('01-05 08:00', '15000', { consignee: 'X' }).step,
  shipped('11-05 08:00', last, { consignee: 'X' }).step,
];

describe('FLOW_ASYMMETRY, NATIONAL', () => {
  const limits = { nationalProduction: { '2615/RW': '20 TNE' } };

  it('allows a tenth more than a country produces', () => {
    expect(findingsOf(year('7000'), limits)).toEqual([]);
    expect(findingsOf(year('7001'))).toEqual([]);
    const [finding] = findingsOf(year('7001'), limits);
    expect(finding).toMatchObject({ subject: '2615/RW/2026-11', anchor: 'NATIONAL' });
    expect(finding?.sentence).toContain('22\u202f001 kg of HS 2615 were consigned from RW');
  });
});

describe('what an AMEND_PLAN changes', () => {
  it('is not a flow of its own', () => {
    const { ucr, step } = shipped('05-05 08:00', '1000');
    const plan = { countries: ['RW', 'BE'], transitCountries: [] };
    const amended = act('AMEND_PLAN', 'TRADER', '05-06 08:00', { ucr, plan, reason: 'sold on' });

    expect(findingsOf([step, amended])).toEqual([]);
  });
});
