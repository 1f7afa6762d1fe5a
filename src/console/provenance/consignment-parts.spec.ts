import { describe, expect, it } from '@jest/globals';
import { gap, item, step } from '../../../test/support/told-steps.js';
import type { PlaceAnswer } from '../../client/provenance-answer.js';
import { transformationsOf } from './balance.js';
import { chainOf } from './chain.js';
import { routeOf } from './route.js';
import { sealHistoryOf } from './seal-history.js';

const holding = (lot: ReturnType<typeof item>, kilograms: string) => ({
  ...lot,
  contained: { metal: 'Ta', quantity: { value: kilograms, unit: 'KGM' } },
});

const shapeOf = (...links: ReturnType<typeof chainOf>) =>
  links.map((link) => (link.kind === 'gap' ? link.gap.rule : link.step.event));

describe('the chain of custody', () => {
  const dispatch = step('DISPATCH', { handover: 'h-1', to: 'P-2' });
  const receive = step('RECEIVE', { handover: 'h-1', party: 'P-2' });
  const depart = step('DEPART', { party: 'P-2' });

  it('breaks before a receipt that nobody released, and after a departure without arrival', () => {
    const gaps = [gap('ORPHAN_RECEIPT', [receive]), gap('TRANSIT_OVERDUE', [depart])];

    expect(shapeOf(...chainOf([dispatch, receive, depart], gaps))).toEqual([
      'DISPATCH',
      'ORPHAN_RECEIPT',
      'RECEIVE',
      'DEPART',
      'TRANSIT_OVERDUE',
    ]);
  });

  it('hangs what breaks no custody on the last step it is about', () => {
    const [first, , last] = chainOf(
      [dispatch, receive, depart],
      [gap('SEAL_DISCREPANCY', [dispatch, depart])],
    );

    expect(first).toMatchObject({ remarks: [] });
    expect(last).toMatchObject({ remarks: [{ rule: 'SEAL_DISCREPANCY' }] });
  });

  it('is whole again when a gap was cured', () => {
    const cured = gap('ORPHAN_RECEIPT', [receive], { isStanding: false });

    expect(shapeOf(...chainOf([receive], [cured]))).toEqual(['RECEIVE']);
  });

  it('counts both sides of a handover and a witness as two signatures', () => {
    const witnessed = step('COMMISSION', { witness: 'I-1' });
    const links = chainOf([witnessed, dispatch, receive, depart], []);

    expect(links.map((link) => link.kind === 'step' && link.isTwoSigned)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(chainOf([dispatch], [])).toMatchObject([{ isTwoSigned: false }]);
  });

  it.each([
    ['taken back', step('WITHDRAW', { handover: 'h-1' })],
    ['refused', step('REFUSE', { handover: 'h-1', party: 'P-2' })],
    ['received by a stranger', step('RECEIVE', { handover: 'h-1', party: 'P-3' })],
    [
      'received by a stranger for another',
      step('RECEIVE', { handover: 'h-1', party: 'P-3', onBehalfOf: 'P-4' }),
    ],
    [
      'received, which was annulled',
      step('RECEIVE', { handover: 'h-1', party: 'P-2', standing: 'annulled' }),
    ],
    ['received under another handover', step('RECEIVE', { handover: 'h-2', party: 'P-2' })],
  ])('calls a release signed by one when it was %s', (_what, answer) => {
    expect(chainOf([dispatch, answer], [])).toMatchObject([
      { isTwoSigned: false },
      { isTwoSigned: false },
    ]);
  });

  it('counts a receipt in the name of whom it was offered to, and one that was corrected', () => {
    const byAgent = step('RECEIVE', { handover: 'h-1', party: 'P-9', onBehalfOf: 'P-2' });
    const corrected = step('RECEIVE', { handover: 'h-1', party: 'P-2', standing: 'corrected' });

    for (const answer of [byAgent, corrected])
      expect(chainOf([dispatch, answer], [])).toMatchObject([
        { isTwoSigned: true },
        { isTwoSigned: true },
      ]);
  });

  it('counts no release that was annulled, and of two offers the one that was taken', () => {
    const annulled = step('DISPATCH', { handover: 'h-1', to: 'P-2', standing: 'annulled' });
    const elsewhere = step('DISPATCH', { handover: 'h-1', to: 'P-3' });
    const signedByTwo = (...steps: (typeof dispatch)[]) =>
      chainOf(steps, []).map((link) => link.kind === 'step' && link.isTwoSigned);

    expect(signedByTwo(annulled, receive)).toEqual([false, false]);
    expect(signedByTwo(elsewhere, dispatch, receive)).toEqual([false, true, true]);
  });
});

describe('a quantity balance', () => {
  it('names what is missing, and inputs whose origin is not on record', () => {
    const transform = step('TRANSFORM', {
      items: [item('A', 'input', '897.1'), item('B', 'input', '1400'), item('C', 'output', '2270')],
    });

    const [found] = transformationsOf(
      [transform],
      [gap('ORIGIN_MISSING', [transform], { subject: 'B' })],
    );

    expect(found?.balances).toMatchObject([
      { unit: 'KGM', difference: 27.1, inputs: [{ kind: 'goods' }, { kind: 'unproven' }] },
    ]);
  });

  it('is negative when more came out, and none where units differ', () => {
    const more = step('TRANSFORM', { items: [item('A', 'input', '1'), item('B', 'output', '3')] });
    const mixed = step('TRANSFORM', {
      items: [item('A', 'input', '1'), item('B', 'output', '3', 'NAR')],
    });

    expect(transformationsOf([more, mixed], [])).toMatchObject([
      { balances: [{ difference: -2 }] },
    ]);
  });

  it('counts the metal too, which may grow while the goods lose weight', () => {
    const inputs = [
      holding(item('A', 'input', '897'), '154.3'),
      holding(item('B', 'input', '1400'), '229.3'),
    ];
    const outputs = [holding(item('C', 'output', '1890'), '487.6'), item('D', 'output', '380')];
    const [found] = transformationsOf([step('TRANSFORM', { items: [...inputs, ...outputs] })], []);

    expect(found?.balances).toMatchObject([
      { difference: 27 },
      { metal: 'Ta', unit: 'KGM', difference: -104, outputs: [{ value: 487.6 }, { value: 0 }] },
    ]);
  });

  it('counts no metal of which one input tells nothing', () => {
    const items = [
      holding(item('A', 'input', '5'), '1'),
      item('B', 'input', '5'),
      holding(item('C', 'output', '9'), '3'),
    ];

    expect(transformationsOf([step('TRANSFORM', { items })], [])).toMatchObject([
      { balances: [{ unit: 'KGM', difference: 1 }] },
    ]);
  });
});

describe('a route', () => {
  const kigali: PlaceAnswer = {
    locode: 'RWKGL',
    country: 'RW',
    name: 'Kigali',
    lat: -1.9,
    lon: 30,
  };
  const dar: PlaceAnswer = {
    locode: 'TZDAR',
    country: 'TZ',
    name: 'Dar es Salaam',
    lat: -6.8,
    lon: 39,
  };
  const nowhere: PlaceAnswer = { site: 'S-1', country: 'RW', name: null };

  it('joins the places on record and only announces where the goods were said to go', () => {
    const timeline = [kigali, kigali, nowhere].map((place) => step('ARRIVE', { place }));

    expect(routeOf(timeline, { state: 'moving', from: kigali, to: dar })).toMatchObject({
      stops: [{ name: 'Kigali' }, { name: 'Dar es Salaam' }],
      legs: [{ isKnown: false }],
      unplaced: ['S-1'],
    });
  });
});

describe('the history of seals', () => {
  it('marks a seal that was seen and never set', () => {
    const none = { applied: [], observed: [], removed: [] };
    const lines = sealHistoryOf([
      step('SEAL', { seals: { ...none, applied: ['S-1'] } }),
      step('ARRIVE', { seals: { ...none, observed: ['S-1'] } }),
      step('INSPECT', {
        seals: { ...none, observed: ['S-1'], removed: ['S-1'], applied: ['S-2'] },
      }),
      step('ARRIVE', { seals: { ...none, observed: ['S-1'] } }),
    ]);

    expect(lines.map(({ what, isForeign }) => [what, isForeign])).toEqual([
      ['applied', false],
      ['observed', false],
      ['removed', false],
      ['observed', false],
      ['applied', false],
      ['observed', true],
    ]);
  });
});
