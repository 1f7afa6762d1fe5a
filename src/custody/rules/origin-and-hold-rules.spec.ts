import { describe, expect, it } from '@jest/globals';
import {
  act,
  commission,
  consign,
  dispatch,
  KEY,
  ore,
  receive,
  REGISTRY,
  timeOf,
  UCR,
} from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

const LOT = ore('L1', '500');
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

function release(actor: string, when: string, recorded: string) {
  return act('CUSTOMS_RELEASE', actor, when, { ucr: UCR, procedure: 'transfer' }, recorded);
}

const END = timeOf('03-20 08:00');

function firesAtEnd(...steps: readonly StoryStep[]): string[] {
  return new Rehearsal(REGISTRY).play(steps, END).fires();
}

describe('ORIGIN_MISSING', () => {
  it('waits two weeks for the origin while nobody knows who gave the goods', () => {
    const steps = [receive('03-02 10:00', toTrader)];

    expect(fires('03-16 10:00', ...steps)).not.toContain('ORIGIN_MISSING');
    expect(fires('03-16 10:01', ...steps)).toContain('ORIGIN_MISSING');
  });

  it('waits 48 hours when a party that is online consigns them', () => {
    const steps = [consign('TRADER', '03-02 10:00', [LOT])];

    expect(fires('03-04 10:00', ...steps)).toEqual([]);
    expect(fires('03-04 10:01', ...steps)).toEqual(['ORIGIN_MISSING']);
  });

  it('is CRITICAL for scrap from a country at risk', () => {
    const scrap = receive('03-02 10:00', toTrader, undefined, {
      declaredOrigin: 'recycled',
      place: { locode: 'CDGOM' },
    });

    expect(severities('03-20 10:00', scrap)).toContain('ORIGIN_MISSING CRITICAL');
  });

  it('does not ask for the origin of what was made from known goods', () => {
    const made = act('SPLIT', 'TRADER', '03-03 08:00', {
      inputs: [LOT],
      outputs: [ore('L1a', '250'), ore('L1b', '250')],
    });

    expect(
      fires('03-30 08:00', ...MINED, made, consign('TRADER', '03-04 08:00', [ore('L1a', '250')])),
    ).toEqual([]);
  });
});

describe('HOLD_BREACHED', () => {
  const held = [
    ...MINED,
    consign('TRADER', '03-03 08:00', [LOT]),
    act('CUSTOMS_HOLD', 'C-RW', '03-04 08:00', { ucr: UCR, reason: 'papers' }),
  ];
  const move = dispatch('03-05 08:00', { ...toCarrier, ucr: UCR }, '03-05 12:00');
  const accept = receive('03-05 10:00', { ...toCarrier, ucr: UCR });

  it('fires the moment the movement is recorded', () => {
    expect(severities('03-05 08:00', ...held, move)).toEqual(['HOLD_BREACHED CRITICAL']);
  });

  it('is cured by an earlier release that is recorded within two days of the alert', () => {
    const onPaper = release('C-RW', '03-05 07:00', '03-05 11:00');
    const atLast = release('C-RW', '03-05 07:00', '03-07 08:00');

    for (const late of [onPaper, atLast]) {
      const story = new Rehearsal(REGISTRY).play([...held, move, accept, late], END);
      expect(story.cured()).toEqual(['HOLD_BREACHED']);
    }
  });

  it('stands when the release is recorded later than that, whatever it says', () => {
    const backdated = release('C-RW', '03-05 07:00', '03-07 08:01');
    const threeDays = release('C-RW', '03-05 07:00', '03-08 08:00');

    expect(firesAtEnd(...held, move, accept, backdated)).toContain('HOLD_BREACHED');
    expect(firesAtEnd(...held, move, accept, threeDays)).toContain('HOLD_BREACHED');
  });

  it('compares when things happened, not when they were recorded', () => {
    const behind = release('C-RW', '03-05 09:00', '03-05 09:00');

    expect(firesAtEnd(...held, move, behind, accept)).toEqual(['HOLD_BREACHED']);
  });

  it('is not cured by a correction: that is for an inspector to weigh', () => {
    const behind = release('C-RW', '03-05 09:00', '03-05 09:00');
    const { eventId, occurredAt, ...said } = behind.event;
    const correction = act('CORRECT', 'C-RW', '03-05 09:30', {
      refs: [eventId],
      reason: 'typing error',
      replacement: {
        type: 'CUSTOMS_RELEASE',
        occurredAt: timeOf('03-05 07:00'),
        ucr: said['ucr'],
        procedure: said['procedure'],
      },
    });
    const [finding] = new Rehearsal(REGISTRY)
      .play([...held, move, behind, correction, accept], END)
      .findings();

    expect(occurredAt).toBe(timeOf('03-05 09:00'));
    expect(finding).toMatchObject({ rule: 'HOLD_BREACHED' });
    expect(finding?.sentence).toContain('Correction recorded on 2026-03-05 would cure this');
  });

  it('knows no release by another authority', () => {
    const foreign = release('C-TZ', '03-05 07:00', '03-05 07:00');

    expect(fires('03-20 08:00', ...held, foreign, move, accept)).toEqual(['HOLD_BREACHED']);
  });

  it("takes a release by customs for an inspector's hold in the same country, not for another's", () => {
    const inspected = [
      ...MINED,
      consign('TRADER', '03-03 08:00', [LOT]),
      act('CUSTOMS_HOLD', 'G-TZ', '03-04 08:00', { ucr: UCR, reason: 'tags' }),
    ];
    const home = release('C-TZ', '03-05 07:00', '03-05 07:00');
    const foreign = release('C-RW', '03-05 07:00', '03-05 07:00');

    expect(firesAtEnd(...inspected, home, move, accept)).toEqual([]);
    expect(firesAtEnd(...inspected, foreign, move, accept)).toEqual(['HOLD_BREACHED']);
    expect(firesAtEnd(...held, home, move, accept)).toEqual(['HOLD_BREACHED']);
  });

  it('names the consignment and the hold', () => {
    const [finding] = new Rehearsal(REGISTRY)
      .play([...held, move, accept], timeOf('03-20 08:00'))
      .findings();

    expect(finding).toMatchObject({ subject: KEY, ucr: KEY, items: ['L1'] });
    expect(finding?.evidence).toHaveLength(2);
    expect(finding?.sentence).toContain('no record that the hold was lifted');
  });
});
