import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { twins } from '../../../test/support/scenario-files.js';
import { Rehearsal } from '../stories/rehearsal.js';
import { RULES } from './catalogue.js';
import { CONDITIONS, type Circumstances } from './rule.js';
import { Parameters, unreadIn } from './rule-set.js';

/** What a twin fires where a rule set sets other parameters of a rule for one case. */
function fires(id: string, rule: string, when: object, set: object): string[] {
  const story = twins().find((each) => each.id === id);
  if (story === undefined) throw new Error(`no twin ${id}`);
  const parameters = { [rule]: { overrides: [{ when, set }] } };
  const ruleSet = { version: 'v', effectiveFrom: '2026-01-01', parameters };
  return new Rehearsal(story.registry, ruleSet).play(story.steps, story.evaluateAsOf).fires();
}

const EVERY_MODE = { road: 900, rail: 900, sea: 900, inland: 900, air: 900 };
const LOOSE = { tol: { '*': { rel: 0.5 } } };

/** A twin, the alert it fires, where it happens, and what would silence it there; whose parameters, if of another rule. */
const CASES: readonly (readonly [string, string, string, object, string?])[] = [
  ['U145', 'MASS_GAIN', 'CG', { timberYieldMax: 0.9 }],
  [
    'U26',
    'YIELD_ANOMALY',
    'CM',
    { bands: { sawing: [0.1, 0.9] }, processes: { sawing: 'sawing' } },
  ],
  ['U15', 'IMPOSSIBLE_TRAVEL', 'TZ', { capKmh: EVERY_MODE }],
  ['U104', 'LATE_RECORDING', 'RW', { onlineHours: 900, offlineHours: 900 }],
  ['U106', 'QTY_HANDOVER_VARIANCE', 'DE', LOOSE],
  ['U24', 'SPLIT_MERGE_IMBALANCE', 'DE', LOOSE, 'QTY_HANDOVER_VARIANCE'],
  ['U100', 'TRANSIT_OVERDUE', 'TZ', { graceHours: EVERY_MODE }],
  ['U92', 'HANDOVER_UNCONFIRMED', 'DE', { graceHours: 9000 }],
  ['U44', 'TAG_NOT_ISSUED', 'RW', { pendingHours: 9000 }],
];

describe('parameters for the cases of one country', () => {
  it.each(CASES)('%s: %s in %s', (id, alert, country, set, rule = alert) => {
    expect(fires(id, rule, { country }, set)).not.toContain(alert);
    expect(fires(id, rule, { country: 'ZZ' }, set)).toContain(alert);
    expect(fires(id, rule, { country, commodity: 'WILDLIFE' }, set)).toContain(alert);
  });
});

/** Stories in which every rule reads its parameters. */
const STORIES = 'U01 U02 U03 U07 U103 U107 U110 U113 U118 U123 U136 U138 U169 U240 U277 U287'.split(
  ' ',
);

describe('a condition of an override', () => {
  const asked = new Map<string, Circumstances[]>();
  const rules = RULES.filter(({ reasons }) => Object.keys(reasons).length > 0);

  beforeAll(() => {
    // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
    const { of } = Parameters.prototype;
    jest.spyOn(Parameters.prototype, 'of').mockImplementation(function (
      this: Parameters,
      rule,
      circumstances = {},
    ) {
      asked.set(rule.code, [...(asked.get(rule.code) ?? []), circumstances]);
      return of.call(this, rule, circumstances);
    });
    for (const { id, registry, steps, evaluateAsOf } of twins()) {
      if (!STORIES.includes(id)) continue;
      // Everything happens at a site and at a place, so that every condition can be told.
      const placed = steps.map(({ recordedAt, event }) => ({
        recordedAt,
        event: {
          ...event,
          place: somewhere(event['place']),
          ...('toPlace' in event && { toPlace: somewhere(event['toPlace']) }),
        },
      }));
      new Rehearsal(registry).play(placed, evaluateAsOf);
    }
  });

  afterAll(() => {
    jest.restoreAllMocks();
  });

  it.each(rules.map((rule) => [rule.code, rule] as const))(
    'is told to %s each time it reads its parameters, or named as unread',
    (code, { cases = CONDITIONS }) => {
      const known: readonly string[] = cases;
      const circumstances = asked.get(code) ?? [];
      expect(circumstances).not.toEqual([]);
      for (const condition of CONDITIONS) {
        const told = circumstances.map((each) => each[condition]);
        const isHeard = circumstances.every((each) => Object.hasOwn(each, condition));
        const isNamed = namedAsUnread(code, condition);
        expect({ condition, isNamed }).toEqual({ condition, isNamed: !known.includes(condition) });
        if (isNamed) expect(told.filter((value) => value !== undefined)).toEqual([]);
        else
          expect({ isHeard, told: new Set(told).size > 0 && told.some(Boolean) }).toEqual({
            isHeard: true,
            told: true,
          });
      }
    },
  );
});

function somewhere(place: unknown): object {
  return { locode: 'RWKGL', site: 'ANY', ...(typeof place === 'object' ? place : {}) };
}

function namedAsUnread(code: string, condition: string): boolean {
  const overrides = [{ when: { [condition]: 'X' }, set: {} }];
  const ruleSet = {
    version: 'v',
    effectiveFrom: '2026-01-01',
    parameters: { [code]: { overrides } },
  };
  const pointer = `/parameters/${code}/overrides/0/when/${condition}`;
  return unreadIn(ruleSet).some((problem) => problem.pointer === pointer);
}
