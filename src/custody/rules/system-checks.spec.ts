import { describe, expect, it } from '@jest/globals';
import { judge } from '../judge.js';
import { NO_FACTS } from '../lineage.js';
import { act, dispatch, KEY, ore, receive, REGISTRY, timeOf, UCR } from '../stories/acts.js';
import { hashOf, Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import { defaultRuleSet } from './default-rule-set.js';

function findingsOf(rule: string, until: string, ...steps: readonly StoryStep[]) {
  const rehearsal = new Rehearsal(REGISTRY).play(steps, timeOf(until));
  return rehearsal.findings().filter((finding) => finding.rule === rule);
}

describe('KEY_COMPROMISE_RETRO', () => {
  const steps = [
    act('SEAL', 'TRADER', '05-01 08:00', { ucr: UCR, seals: { applied: ['RW-H-1'] } }),
    act('SEAL', 'TRADER', '05-02 08:00', { ucr: UCR, seals: { applied: ['RW-H-2'] } }),
    act('RETAG', 'MINE', '05-03 08:00', { items: [ore('LOT', '50')], addedMark: 'T-1' }),
  ];
  const suspected = (since: string) => {
    const rehearsal = new Rehearsal(REGISTRY);
    for (const step of steps) rehearsal.record(step);
    const whole = rehearsal.whole();
    const lineage = {
      ...whole,
      events: whole.events.map((each) => ({ ...each, signedBy: ['thumbprint-of-the-key'] })),
    };
    const compromised = new Map([['thumbprint-of-the-key', Date.parse(timeOf(since))]]);
    const facts = { ...NO_FACTS, compromised };
    return judge(lineage, facts, defaultRuleSet, Date.parse(timeOf('06-01 00:00'))).findings.filter(
      ({ rule }) => rule === 'KEY_COMPROMISE_RETRO',
    );
  };

  it('names each consignment and each item that the key touched since', () => {
    expect(suspected('05-02 08:00')).toMatchObject([
      {
        subject: KEY,
        anchor: 'thumbprint-of-the-key',
        severity: 'HIGH',
        evidence: [hashOf(steps[1]?.event.eventId ?? '')],
      },
      { subject: 'LOT', items: ['LOT'] },
    ]);
  });

  it('counts a record of the very minute, and none of the minute before', () => {
    expect(suspected('05-03 08:00')).toMatchObject([{ subject: 'LOT' }]);
    expect(suspected('05-02 08:01')).toMatchObject([{ subject: 'LOT' }]);
  });

  it('says nothing of what was recorded before', () => {
    expect(suspected('05-03 08:01')).toEqual([]);
  });
});

const link = (
  seq: number,
  when: string,
  { actor = 'MINE', prev = 'x', recorded = when, item = `LOT-${seq}` } = {},
) =>
  act(
    'RETAG',
    actor,
    when,
    {
      items: [ore(item, '50')],
      addedMark: `T-${seq}`,
      device: { deviceId: 'phone-1', seq, prev },
    },
    recorded,
  );

const gaps = (until: string, ...steps: readonly StoryStep[]) =>
  findingsOf('DEVICE_SEQUENCE_GAP', until, ...steps);

describe('DEVICE_SEQUENCE_GAP', () => {
  it('waits two weeks for the record before', () => {
    const steps = [link(1, '05-01 08:00'), link(3, '05-03 08:00')];

    expect(gaps('05-17 08:00', ...steps)).toEqual([]);
    const [finding, ...rest] = gaps('05-17 08:01', ...steps);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ subject: 'phone-1/3', severity: 'MEDIUM', items: ['LOT-3'] });
    expect(finding?.sentence).toContain('there is no record of number 2');
  });

  it('is content when it comes, in another lineage', () => {
    const late = link(2, '05-02 08:00', { recorded: '05-10 08:00' });

    expect(gaps('07-01 00:00', link(1, '05-01 08:00'), link(3, '05-03 08:00'), late)).toEqual([]);
  });

  it('finds two records with one number, of one party', () => {
    const first = link(1, '05-01 08:00', { item: 'A' });

    expect(gaps('07-01 00:00', first, link(1, '05-02 08:00', { item: 'B' }))).toMatchObject([
      { subject: 'phone-1/1' },
    ]);
    expect(
      gaps('07-01 00:00', first, link(1, '05-02 08:00', { item: 'B', actor: 'TRADER' })),
    ).toEqual([]);
  });

  it('holds the hash of the record before against the record before', () => {
    const first = link(1, '05-01 08:00');
    const right = link(2, '05-02 08:00', { prev: hashOf(first.event.eventId).slice(0, 64) });
    const wrong = link(2, '05-02 08:00', { prev: 'ab'.repeat(32) });

    expect(gaps('07-01 00:00', first, right)).toEqual([]);
    expect(gaps('07-01 00:00', first, wrong)).toHaveLength(1);
  });
});

function marks(count: number, day: string): StoryStep[] {
  return Array.from({ length: count }, () =>
    act('RETAG', 'TRADER', day, { items: [ore('L', '5')], addedMark: 'M' }),
  );
}

function looked(when: string): StoryStep {
  return act('INSPECT', 'G-RW', when, { items: [ore('LOT', '460')], finding: 'non-conform' });
}

describe('CORRECTION_ABUSE', () => {
  const handover = { handover: 'H', from: 'MINE', to: 'TRADER' };
  const sent = { ...handover, items: [ore('LOT', '500')] };
  const taken = { ...handover, items: [ore('LOT', '460')] };
  const gap = [dispatch('05-01 08:00', sent, '05-02 08:00'), receive('05-01 12:00', taken)];
  const corrected = (when: string, kilograms: string) => {
    const { eventId, type, occurredAt } = gap[1]?.event ?? {
      eventId: '',
      type: '',
      occurredAt: '',
    };
    const items = [ore('LOT', kilograms)];
    return act('CORRECT', 'TRADER', when, {
      refs: [eventId],
      reason: 'misread the scale',
      replacement: { type, occurredAt, handover: 'H', items },
    });
  };
  const abuses = (...steps: readonly StoryStep[]) =>
    findingsOf('CORRECTION_ABUSE', '07-01 00:00', ...gap, ...steps);

  it('is a correction that takes a gap away, more than a day later', () => {
    expect(abuses(corrected('05-02 12:00', '499'))).toEqual([]);
    const [finding, ...rest] = abuses(corrected('05-02 12:01', '499'));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ severity: 'MEDIUM', items: ['LOT'] });
    expect(finding?.sentence).toContain('this would be gone: QTY_HANDOVER_VARIANCE');
  });

  it('is one within the day, too, where an authority looked at the goods in between', () => {
    expect(abuses(looked('05-01 14:00'), corrected('05-01 15:00', '499'))).toMatchObject([
      { severity: 'MEDIUM', items: ['LOT'] },
    ]);
    expect(abuses(corrected('05-01 15:00', '499'), looked('05-01 16:00'))).toEqual([]);
  });

  it('counts what part of the last thirty days of a party were corrections', () => {
    const slips = marks(10, '05-01 08:00').flatMap((told) => {
      const { eventId, actor: _, ...replacement } = told.event;
      const again = { refs: [eventId], reason: 'typing error', replacement };
      return [told, act('CORRECT', 'TRADER', '05-01 08:00', again)];
    });
    const found = (share: number, ...before: readonly StoryStep[]) => within(30, share, ...before);
    const within = (days: number, share: number, ...before: readonly StoryStep[]) => {
      const parameters = { CORRECTION_ABUSE: { share, days } };
      const ruleSet = { version: 'v', effectiveFrom: '2026-01-01', parameters };
      return new Rehearsal(REGISTRY, ruleSet)
        .play([...before, ...slips], timeOf('05-02 00:00'))
        .findings()
        .filter(({ rule }) => rule === 'CORRECTION_ABUSE');
    };

    // Ten of twenty-five, with five more on the first day of the window; those of the day before do not count.
    expect(found(0.4, ...marks(5, '04-02 08:00'))).toEqual([]);
    expect(found(0.4, ...marks(5, '04-01 08:00'))).toMatchObject([
      { subject: 'TRADER', anchor: '2026-05', severity: 'MEDIUM' },
    ]);
    expect(found(0.39, ...marks(5, '04-02 08:00'))).toHaveLength(1);
    // In a week they do not count either; in three months they do.
    expect(within(7, 0.4, ...marks(5, '04-02 08:00'))).toHaveLength(1);
    expect(within(90, 0.4, ...marks(5, '04-01 08:00'))).toEqual([]);
  });

  it('is not one that changes nothing of what was found', () => {
    expect(abuses(corrected('05-09 12:00', '455'))).toEqual([]);
  });
});
