import { describe, expect, it } from '@jest/globals';
import { twins } from '../../../test/support/scenario-files.js';
import { Rehearsal } from '../stories/rehearsal.js';

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
