import { describe, expect, it } from '@jest/globals';
import { type Scenario, twins } from '../../../test/support/scenario-files.js';
import { defaultRuleSet } from '../rules/default-rule-set.js';
import type { RuleSet } from '../rules/rule-set.js';
import { commission, dispatch, ore, receive, REGISTRY } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import { compareAlerts } from './compare-alerts.js';
import { type RetriedAlert, Retrial } from './retrial.js';

function retried(story: Scenario, ruleSet: RuleSet = defaultRuleSet): readonly RetriedAlert[] {
  const rehearsal = new Rehearsal(story.registry);
  for (const step of story.steps) rehearsal.record(step);
  const { events } = rehearsal.whole();
  const record = {
    steps: events.map((event) => ({ kind: 'event' as const, index: event.index, event })),
    factsAt: () => rehearsal.facts,
  };
  const retrial = new Retrial(record, () => ruleSet);
  Array.from(retrial.run(Date.parse(story.evaluateAsOf)));
  return retrial.alerts();
}

/** Late records of one party and day are one alert, which tells those that were judged first. */
const TOLD_BY_THE_FIRST = new Set(['LATE_RECORDING']);

function standing(alerts: readonly RetriedAlert[]) {
  return alerts
    .filter(({ isCured }) => !isCured)
    .map(({ finding: { items, sentence, evidence, ...finding } }) =>
      JSON.stringify(
        TOLD_BY_THE_FIRST.has(finding.rule)
          ? finding
          : { ...finding, items, sentence, evidence: evidence.toSorted() },
      ),
    )
    .toSorted();
}

function withParameters(rule: string, change: object): RuleSet {
  const parameters = { ...defaultRuleSet.parameters, [rule]: change };
  return { version: 'other', effectiveFrom: '2026-01-01', parameters };
}

const LONG = { seaport: 3000, airport: 3000, border: 3000, depot: 3000 };

function moves(lot: string, giver: string, taker: string, hour: string): StoryStep[] {
  const handover = {
    handover: `${lot}-${giver}`,
    from: giver,
    to: taker,
    items: [ore(lot, '9')],
  };
  return [
    dispatch(`05-04 ${hour}:00`, handover, '05-09 08:00'),
    receive(`05-04 ${hour}:30`, handover),
  ];
}

describe('a retrial', () => {
  const stories = twins();

  it('under the same rule set leaves the same alerts standing as the story did when it was played', () => {
    expect(stories.length).toBeGreaterThan(70);
    for (const story of stories.filter((_, at) => at % 6 === 0)) {
      const played = new Rehearsal(story.registry).play(story.steps, story.evaluateAsOf);
      const asPlayed = standing(
        played.findings().map((finding) => ({
          finding,
          opened: { index: 0, at: 0 },
          isCured: false,
        })),
      );
      expect({ id: story.id, standing: standing(retried(story)) }).toEqual({
        id: story.id,
        standing: asPlayed,
      });
    }
  });

  it('knows what lineages share of the consignment goods travel in, where an act names none', () => {
    const story = stories.find(({ id }) => id === 'U127');
    if (story === undefined) throw new Error('no twin U127');
    const steps = story.steps.map((step) => {
      const { ucr, ...event } = step.event;
      const isLoose = Array.isArray(event['items']) && event['type'] !== 'CONSIGN';
      return ucr !== undefined && isLoose ? { ...step, event } : step;
    });
    expect(steps).not.toEqual(story.steps);

    const fires = retried({ ...story, steps }).map(({ finding }) => finding.rule);

    expect(fires).toContain('LINKED_FLOWS');
  });

  it('judges again what a party has or waits for when a list names it, and not what it had', () => {
    const rehearsal = new Rehearsal(REGISTRY);
    const lots = ['HAD', 'HELD', 'OFFERED'];
    const story = [
      ...lots.map((lot) => commission('MINE', '05-04 08:00', [ore(lot, '9')])),
      ...moves('HAD', 'MINE', 'CARRIER', '09'),
      ...moves('HAD', 'CARRIER', 'LINE', '10'),
      ...moves('HELD', 'MINE', 'CARRIER', '09'),
      ...moves('OFFERED', 'MINE', 'CARRIER', '09').slice(0, 1),
    ];
    for (const step of story) rehearsal.record(step);
    const { events } = rehearsal.whole();
    const entry = { party: 'CARRIER', list: 'L', entry: '1', listedOn: '2026-01-01' } as const;
    const listed = { ...rehearsal.facts, screening: [{ ...entry, match: 'strong' as const }] };
    const index = events.length;
    const recordedAt = Date.parse('2026-05-05T08:00:00Z');
    const record = {
      steps: [
        ...events.map((event) => ({ kind: 'event' as const, index: event.index, event })),
        { kind: 'listing' as const, index, recordedAt, parties: ['CARRIER'] },
      ],
      factsAt: (asOf: number) => (asOf < index ? rehearsal.facts : listed),
    };
    const retrial = new Retrial(record, () => defaultRuleSet);

    Array.from(retrial.run(recordedAt));

    const subjects = retrial
      .alerts()
      .filter(({ finding }) => finding.rule === 'PARTY_SANCTIONED')
      .map(({ finding }) => finding.subject);
    expect(subjects.toSorted()).toEqual(['HELD/CARRIER/L:1', 'OFFERED/CARRIER/L:1']);
  });

  it('under a laxer rule set loses alerts of that rule, and of no other that does not rest on it', () => {
    const story = stories.find(({ expect: { fires } }) => fires.join() === 'DWELL_EXCEEDED');
    if (story === undefined) throw new Error('no twin is only about dwelling');
    const lax = withParameters('DWELL_EXCEEDED', { limitDays: LONG });

    const { rules, changes } = compareAlerts(retried(story), retried(story, lax), () => undefined);

    expect(changes.map(({ change }) => change)).toEqual(['disappears']);
    expect(rules).toEqual([
      expect.objectContaining({ rule: 'DWELL_EXCEEDED', disappear: 1, appear: 0 }),
    ]);
  });
});

function alert(subject: string, change: Partial<RetriedAlert['finding']> = {}): RetriedAlert {
  return {
    finding: {
      rule: 'MASS_GAIN',
      subject,
      anchor: 'a',
      severity: 'HIGH',
      sentence: 'More came out.',
      evidence: [],
      autoClear: false,
      ...change,
    },
    opened: { index: 1, at: 0 },
    isCured: false,
  };
}

describe('comparing alerts', () => {
  it('says which alerts appear, disappear, change their severity or are cured', () => {
    const before = [alert('same'), alert('gone'), alert('worse', { severity: 'LOW' }), alert('ok')];
    const after = [alert('same'), alert('worse'), { ...alert('ok'), isCured: true }, alert('new')];

    const { changes, rules } = compareAlerts(before, after, () => undefined);

    expect(
      changes.map(({ change, before: old, after: now }) => [change, (now ?? old)?.finding.subject]),
    ).toEqual([
      ['disappears', 'gone'],
      ['appears', 'new'],
      ['cure', 'ok'],
      ['severity', 'worse'],
    ]);
    expect(rules).toEqual([
      {
        rule: 'MASS_GAIN',
        before: { opened: 4, standing: 4, confirmed: 0, dismissed: 0, precision: null },
        after: { opened: 4, standing: 3, confirmed: 0, dismissed: 0, precision: null },
        appear: 1,
        disappear: 1,
        severity: 1,
      },
    ]);
  });

  it('measures precision by what inspectors decided, and leaves out what they could not', () => {
    const words: Record<string, string> = {
      a: 'confirmed-illicit',
      b: 'unfounded',
      c: 'data-error',
      d: 'insufficient-evidence',
    };
    const before = ['a', 'b', 'c', 'd', 'e'].map((subject) => alert(subject));
    const after = before.filter(({ finding }) => finding.subject !== 'b');

    const { rules } = compareAlerts(before, after, ({ finding }) => words[finding.subject]);

    expect(rules[0]?.before).toMatchObject({ confirmed: 1, dismissed: 2, precision: 1 / 3 });
    expect(rules[0]?.after).toMatchObject({ confirmed: 1, dismissed: 1, precision: 1 / 2 });
  });
});
