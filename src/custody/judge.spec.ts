import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { coverageOf, legsOf } from './coverage.js';
import { judge } from './judge.js';
import { NO_FACTS } from './lineage.js';
import { originsOf } from './origins.js';
import { replay } from './replay/replay.js';
import { defaultRuleSet } from './rules/default-rule-set.js';
import {
  act,
  attach,
  commission,
  consign,
  depart,
  dispatch,
  ore,
  receive,
  REGISTRY,
  timeOf,
  UCR,
} from './stories/acts.js';
import { hashOf, Rehearsal, type StoryStep } from './stories/rehearsal.js';

const LOTS = [ore('L1', '500'), ore('L2', '300')];
const CONCENTRATE = [ore('C1', '400')];
const h1 = { handover: 'H1', from: 'MINE', to: 'TRADER', items: LOTS };
const h2 = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items: CONCENTRATE, ucr: UCR };

/** A clean journey, in the order in which it happened. */
const CLEAN: readonly StoryStep[] = [
  commission('MINE', '03-01 08:00', LOTS),
  dispatch('03-02 08:00', h1, '03-02 12:00'),
  receive('03-02 10:00', h1),
  act('TRANSFORM', 'TRADER', '03-03 08:00', {
    process: 'washing',
    inputs: LOTS,
    outputs: [...CONCENTRATE, ore('R1', '390', { residue: true })],
  }),
  consign('TRADER', '03-04 08:00', CONCENTRATE),
  act('SEAL', 'TRADER', '03-04 09:00', {
    ucr: UCR,
    items: CONCENTRATE,
    seals: { applied: ['RW-1001'] },
  }),
  attach('03-04 10:00', 'ICGLR_CERT'),
  act('CUSTOMS_RELEASE', 'C-RW', '03-05 08:00', {
    ucr: UCR,
    procedure: 'export',
    place: { locode: 'RWKGL' },
  }),
  dispatch('03-05 09:00', h2, '03-05 12:00'),
  receive('03-05 10:00', h2, undefined, { seals: { observed: ['RW-1001'] } }),
  depart('CARRIER', '03-05 11:00', '03-07 11:00'),
  act('INSPECT', 'C-TZ', '03-07 08:00', {
    ucr: UCR,
    finding: 'conform',
    seals: { observed: ['RW-1001'], removed: ['RW-1001'], applied: ['TZ-2002'] },
  }),
  act('ARRIVE', 'CARRIER', '03-07 10:00', {
    ucr: UCR,
    place: { locode: 'TZDAR' },
    transport: { mode: 'road' },
    items: CONCENTRATE,
    seals: { observed: ['TZ-2002'] },
  }),
];

/** The same with a receipt that has no release, a gain, a hold that is broken and a seal that nobody set. */
const ILLICIT: readonly StoryStep[] = [
  ...CLEAN.filter(({ event }) => event['handover'] !== 'H1' || event['type'] !== 'DISPATCH'),
  act('CUSTOMS_HOLD', 'C-TZ', '03-07 12:00', { ucr: UCR, reason: 'weight' }),
  depart('CARRIER', '03-08 08:00', '03-09 08:00', { seals: { observed: ['XX-9'] } }),
];

/** Before the goods have stood too long in the last port. */
const END = timeOf('04-05 08:00');
const seeded = { seed: 20_261_122, numRuns: 40 };

function delayed(steps: readonly StoryStep[], hours: readonly number[]): StoryStep[] {
  return steps
    .map(({ event, recordedAt }, at) => ({
      event,
      // Minutes apart, so that no two are recorded in the same instant.
      recordedAt: new Date(
        Date.parse(recordedAt) + (hours[at] ?? 0) * 3_600_000 + at,
      ).toISOString(),
    }))
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
}

const delays = fc.array(fc.integer({ min: 0, max: 23 }), {
  minLength: CLEAN.length,
  maxLength: CLEAN.length,
});

function judged(steps: readonly StoryStep[]) {
  const rehearsal = new Rehearsal(REGISTRY);
  for (const step of steps) rehearsal.record(step);
  return rehearsal
    .judgeAll(Date.parse(END))
    .map(({ rule, subject, anchor, severity, sentence }) => ({
      rule,
      subject,
      anchor,
      severity,
      sentence,
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe('judging', () => {
  it('finds nothing in a clean journey, at every step and deadline', () => {
    const rehearsal = new Rehearsal(REGISTRY).play(CLEAN, END);

    expect(rehearsal.fires()).toEqual([]);
    expect(rehearsal.cured()).toEqual([]);
  });

  it('finds nothing in it either when its records arrive out of order within a day', () => {
    fc.assert(
      fc.property(delays, (hours) => {
        expect(new Rehearsal(REGISTRY).play(delayed(CLEAN, hours), END).fires()).toEqual([]);
      }),
      seeded,
    );
  });

  it('comes to the same findings in whatever order the records arrived', () => {
    const expected = judged(ILLICIT);

    expect(expected.map(({ rule }) => rule)).toEqual([
      'HOLD_BREACHED',
      'ORPHAN_RECEIPT',
      'SEAL_DISCREPANCY',
      'TRANSIT_OVERDUE',
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...ILLICIT], { minLength: ILLICIT.length }), (steps) => {
        expect(judged(steps)).toEqual(expected);
      }),
      seeded,
    );
  });

  it('gives the same answer twice', () => {
    const rehearsal = new Rehearsal(REGISTRY);
    for (const step of ILLICIT) rehearsal.record(step);
    const at = Date.parse(timeOf('03-08 09:00'));
    const once = () => {
      const { findings, deadlines } = judge(rehearsal.whole(), NO_FACTS, defaultRuleSet, at);
      return { findings, deadlines };
    };

    expect(once()).toEqual(once());
    expect(once().deadlines.length).toBeGreaterThan(0);
  });

  it('asks to be called again at each instant at which it says something else, and no later', () => {
    const rehearsal = new Rehearsal(REGISTRY);
    for (const step of ILLICIT) rehearsal.record(step);
    const whole = rehearsal.whole();
    const said = (at: number) =>
      JSON.stringify(judge(whole, NO_FACTS, defaultRuleSet, at).findings);
    let now = Date.parse(timeOf('03-08 09:00'));
    for (;;) {
      const { deadlines } = judge(whole, NO_FACTS, defaultRuleSet, now);
      if (deadlines.length === 0) break;
      const next = Math.min(...deadlines.map(({ at }) => at));
      expect(said(next - 1)).toBe(said(now));
      now = next;
    }

    expect(said(now + 1e11)).toBe(said(now));
  });

  it('may cure only what it was asked about', () => {
    const rehearsal = new Rehearsal(REGISTRY);
    for (const step of CLEAN) rehearsal.record(step);
    const lineage = rehearsal.lineageOf({ items: ['C1'], consignments: [] });
    const { scope } = judge(lineage, NO_FACTS, defaultRuleSet, Date.parse(END));

    expect(scope.inScope('HANDOVER_UNCONFIRMED', 'H2')).toBe(true);
    expect(scope.inScope('HANDOVER_UNCONFIRMED', 'H1')).toBe(false);
    expect(scope.inScope('DOC_MISSING', `${UCR};2026/ICGLR_CERT`)).toBe(false);
    expect(scope.inScope('NO_SUCH_RULE', 'H2')).toBe(false);
  });

  it('may cure what a late record explains only for a while, and never what a correction took away', () => {
    const leave = act('DEPART', 'LINE', '03-02 08:00', {
      items: CONCENTRATE,
      place: { locode: 'RWKGL' },
      toPlace: { locode: 'TZDAR' },
      eta: timeOf('03-03 08:00'),
      transport: { mode: 'road' },
    });
    const anchor = hashOf(leave.event.eventId);
    const taken = { handover: 'H7', from: 'TRADER', to: 'LINE', items: CONCENTRATE };
    const explained = [
      dispatch('03-01 09:00', taken, '03-01 12:00', '03-02 08:01'),
      receive('03-01 10:00', taken, '03-02 08:02'),
    ];
    const annulled = act('CORRECT', 'LINE', '03-02 08:01', {
      refs: [leave.event.eventId],
      reason: 'did not leave',
      annul: true,
    });
    const mayCure = (later: readonly StoryStep[], openedIndex: number, hours: number) => {
      const rehearsal = new Rehearsal(REGISTRY);
      const steps = [commission('TRADER', '03-01 08:00', CONCENTRATE), leave, ...later];
      for (const step of steps) rehearsal.record(step);
      const opened = { index: openedIndex, at: Date.parse(timeOf('03-02 08:00')) };
      const now = opened.at + hours * 3_600_000;
      const { scope } = judge(rehearsal.whole(), NO_FACTS, defaultRuleSet, now);
      return scope.mayCure({ rule: 'CUSTODY_BREAK', subject: 'C1', anchor }, opened);
    };

    expect(mayCure(explained, 2, 48)).toBe(true);
    expect(mayCure(explained, 2, 48.1)).toBe(false);
    // Recorded while the alert was being opened.
    expect(mayCure(explained, 4, 1)).toBe(true);
    expect(mayCure([annulled], 3, 1)).toBe(false);
  });

  it('needs no more than the lineage of its focus', () => {
    const whole = new Rehearsal(REGISTRY);
    for (const step of ILLICIT) whole.record(step);
    const now = Date.parse(END);
    const focus = { items: ['C1'], consignments: [`${UCR};2026`] };
    const narrow = judge(whole.lineageOf(focus), NO_FACTS, defaultRuleSet, now).findings;
    const wide = judge({ ...whole.whole(), focus }, NO_FACTS, defaultRuleSet, now).findings;

    expect(narrow).toEqual(wide);
  });
});

describe('a correction', () => {
  const kept = commission('TRADER', '03-01 08:00', CONCENTRATE);
  const offer = dispatch('03-05 09:00', { ...h2, ucr: '6RW9-X' }, '03-05 12:00');
  const annul = (when: string) =>
    act('CORRECT', 'TRADER', when, {
      refs: [offer.event.eventId],
      reason: 'never left',
      annul: true,
    });

  it('takes back what has no alert yet', () => {
    expect(new Rehearsal(REGISTRY).play([kept, offer, annul('03-06 09:00')], END).fires()).toEqual(
      [],
    );
  });

  it('never cures an alert silently', () => {
    const [finding] = new Rehearsal(REGISTRY)
      .play([kept, offer, annul('03-07 09:00')], END)
      .findings();

    expect(finding).toMatchObject({ rule: 'HANDOVER_UNCONFIRMED' });
    expect(finding?.sentence).toContain('Correction recorded on 2026-03-07 would cure this');
  });

  it('does not stand in the way of the record that was missing', () => {
    const answer = receive('03-05 10:00', { ...h2, ucr: '6RW9-X' }, '03-07 08:00');

    expect(
      new Rehearsal(REGISTRY).play([kept, offer, answer, annul('03-07 09:00')], END).fires(),
    ).not.toContain('HANDOVER_UNCONFIRMED');
  });
});

describe('the way up and the legs of a journey', () => {
  const rehearsal = new Rehearsal(REGISTRY);
  for (const step of CLEAN) rehearsal.record(step);
  const lineage = replay(rehearsal.whole().events);
  const [goods] = lineage.consignments.get(`${UCR};2026`)?.opened?.event.items ?? [];

  it('leads to what was commissioned, by share', () => {
    const origins = originsOf(lineage, goods === undefined ? [] : [goods]);

    expect(
      origins.map(({ item, share, commission: by }) => [item, share, by?.event.actor]),
    ).toEqual([
      ['L1', 0.625, 'MINE'],
      ['L2', 0.375, 'MINE'],
    ]);
  });

  it('counts legs that both sides signed among those that are due', () => {
    const legs = legsOf(lineage, NO_FACTS, defaultRuleSet);

    expect(legs).toHaveLength(2);
    expect(coverageOf(legs, Date.parse(END))).toEqual({ dueLegs: 2, twoSignedLegs: 2, share: 1 });
    expect(coverageOf(legs, 0)).toEqual({ dueLegs: 0, twoSignedLegs: 0, share: 1 });
  });
});
