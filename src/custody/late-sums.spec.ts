import { describe, expect, it } from '@jest/globals';
import { assert, property } from 'fast-check';
import { anyOrderOf, recordedTogether } from '../../test/support/arrival.js';
import type { Finding } from './finding.js';
import { act, consign, dispatch, ore, receive, REGISTRY, timeOf } from './stories/acts.js';
import { Rehearsal, type StoryStep } from './stories/rehearsal.js';

const END = '2026-12-31T00:00:00Z';
const REGISTERED = {
  ...REGISTRY,
  sites: [{ id: 'PIT-1', operator: 'MINE', lat: -2, lon: 29.6, kind: 'ASM' as const, status: [] }],
};

function mined(itemId: string, kilograms: string, when: string): StoryStep {
  const items = [ore(itemId, kilograms)];
  return act('COMMISSION', 'MINE', when, { basis: 'mined', place: { site: 'PIT-1' }, items });
}

function handedOver(itemId: string, kilograms: string, when: string, to = 'TRADER'): StoryStep[] {
  const handover = {
    handover: `H-${itemId}-${to}`,
    from: 'MINE',
    to,
    items: [ore(itemId, kilograms)],
  };
  return [dispatch(when, handover, '12-30 00:00'), receive(when, handover)];
}

function worked(inputs: readonly (readonly [string, string])[], out: string, kilograms: string) {
  const when = '05-10 08:00';
  return act('TRANSFORM', 'TRADER', when, {
    process: 'magnetic-separation',
    inputs: inputs.map(([itemId, amount]) => ore(itemId, amount)),
    outputs: [ore(out, kilograms)],
  });
}

const RULES = ['MASS_BALANCE_OVERDRAWN', 'FLOW_ASYMMETRY'];

/** Rule, subject, anchor and severity of what a rule on sums of many lineages says. */
function told(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rule }) => RULES.includes(rule))
    .map(({ rule, subject, anchor, severity }) => `${rule} ${subject} ${anchor} ${severity}`)
    .toSorted();
}

function atTheEnd(steps: readonly StoryStep[]): string[] {
  const story = new Rehearsal(REGISTERED);
  for (const step of steps) story.record(step);
  return told(story.judgeAll(Date.parse(END)));
}

function asTheyCame(steps: readonly StoryStep[]): string[] {
  return told(new Rehearsal(REGISTERED).play(steps, END).findings());
}

const first = mined('A', '1000', '05-01 08:00');
const second = mined('B', '500', '05-01 09:00');
const taken = [
  first,
  second,
  ...handedOver('A', '1000', '05-02 08:00'),
  ...handedOver('B', '500', '05-02 09:00'),
];

function sold(kilograms: string): StoryStep[] {
  const inputs = [['A', '1000'] as const, ['B', '500'] as const];
  const ucr = '6RW1234-LATE1';
  return [
    worked(inputs, 'P', kilograms),
    consign('TRADER', '05-11 08:00', [ore('P', kilograms)], { ucr }),
  ];
}

/** Of what the trader signed for, he says later that it was less. */
const receipt = receive('05-02 08:00', {
  handover: 'H-A-TRADER',
  from: 'MINE',
  to: 'TRADER',
  items: [ore('A', '1000')],
});
const lessTaken = act('CORRECT', 'TRADER', '05-20 08:00', {
  refs: [receipt.event.eventId],
  reason: 'weighed again',
  replacement: {
    type: 'RECEIVE',
    occurredAt: timeOf('05-02 08:00'),
    handover: 'H-A-TRADER',
    items: [ore('A', '900')],
  },
});

/** A second claim of an earlier month that only came on record later. */
const backfilled = [
  { ...mined('E', '1', '04-01 08:00') },
  consign('TRADER', '04-20 08:00', [ore('E', '5')], { ucr: '6RW1234-LATE2' }),
];

const flow = ['05-05', '05-15', '05-25'].flatMap((day, at) => {
  const items = [ore(`F${at}`, '10000')];
  const ucr = `6RW1234-FLOW${at}`;
  const handover = { handover: `HF${at}`, from: 'CARRIER', to: 'SMELTER', ucr };
  return [
    consign('TRADER', `${day} 08:00`, items, { ucr }),
    receive('06-20 08:00', { ...handover, items: [ore(`F${at}`, at === 0 ? '5000' : '10000')] }),
  ];
});

const stories: Record<string, readonly StoryStep[]> = {
  'an account that is just balanced': [...taken, ...sold('1515')],
  'an account that is overdrawn': [...taken, ...sold('1515.1')],
  'an intake that is corrected downwards after it was sold': [
    ...taken.map((step) => (step === taken[3] ? receipt : step)),
    ...sold('1515'),
    lessTaken,
  ],
  'an earlier claim that comes late': [...taken, ...sold('1514'), ...backfilled],
  'a flow of which less arrives': flow,
};

describe('sums over many lineages', () => {
  it.each(Object.entries(stories))(
    'of %s are the same in whatever order records come',
    (_, story) => {
      const end = atTheEnd(story);
      assert(
        property(anyOrderOf(story), (steps) => {
          expect(atTheEnd(steps)).toEqual(end);
        }),
        { seed: 20261130, numRuns: 12 },
      );
    },
  );

  it.each(Object.entries(stories))(
    'of %s leave nothing unsaid, though each record is judged as it comes',
    (_, story) => {
      const together = recordedTogether(story);
      const end = atTheEnd(together);
      assert(
        property(anyOrderOf(together), (steps) => {
          expect(asTheyCame(steps)).toEqual(expect.arrayContaining(end));
        }),
        { seed: 20261130, numRuns: 12 },
      );
    },
  );

  it('tell the four stories that are off from the one that is not', () => {
    const said = Object.values(stories).map((story) => atTheEnd(story).length > 0);
    expect(said).toEqual([false, true, true, true, true]);
  });
});
