import { describe, expect, it } from '@jest/globals';
import {
  afterDecision,
  afterFinding,
  type RecordedDecision,
  type RecordedFinding,
} from './alert.js';

const HOUR = 3_600_000;

function finding(over: Partial<RecordedFinding> = {}): RecordedFinding {
  return {
    index: 10,
    recordedAt: 1000,
    alert: 'a',
    version: 1,
    change: 'opened',
    rule: 'CUSTODY_BREAK',
    ruleSet: 'draft-1',
    severity: 'MEDIUM',
    subject: 'LOT-1',
    anchor: 'x',
    ucr: undefined,
    items: ['LOT-1'],
    sentence: 'There is no record.',
    evidence: [],
    ...over,
  };
}

function decision(over: Partial<RecordedDecision>): RecordedDecision {
  return {
    index: 11,
    recordedAt: 2000,
    alert: 'a',
    version: 2,
    action: 'acknowledge',
    assignee: undefined,
    outcome: undefined,
    reason: undefined,
    ...over,
  };
}

describe('afterFinding', () => {
  it('sets the time to acknowledge by severity', () => {
    const limits = [
      ['CRITICAL', 4],
      ['HIGH', 24],
      ['MEDIUM', 72],
      ['LOW', 336],
    ] as const;
    for (const [severity, hours] of limits) {
      const alert = afterFinding(undefined, finding({ severity }));
      expect(alert.acknowledgeBy).toBe(1000 + hours * HOUR);
    }
    expect(afterFinding(undefined, finding({ severity: 'INFO' })).acknowledgeBy).toBeUndefined();
  });

  it('shortens that time when severity rises and never lengthens it', () => {
    const opened = afterFinding(undefined, finding());
    const change = { version: 2, change: 'changed', recordedAt: 5000 } as const;

    const worse = afterFinding(opened, finding({ ...change, severity: 'CRITICAL' }));
    const milder = afterFinding(opened, finding({ ...change, severity: 'LOW' }));

    expect(worse.acknowledgeBy).toBe(5000 + 4 * HOUR);
    expect(milder.acknowledgeBy).toBe(opened.acknowledgeBy);
  });

  it('keeps the opening and moves the change', () => {
    const opened = afterFinding(undefined, finding());
    const cured = afterFinding(
      opened,
      finding({ index: 20, recordedAt: 9000, version: 2, change: 'cured' }),
    );
    expect(cured).toMatchObject({
      openedIndex: 10,
      openedAt: 1000,
      changedIndex: 20,
      changedAt: 9000,
      isFound: false,
      state: 'CURED_LATE',
    });
  });

  it('starts the time to acknowledge anew when a cured alert is found again', () => {
    const seen = afterDecision(afterFinding(undefined, finding()), decision({}));
    const cured = afterFinding(seen, finding({ version: 3, change: 'cured', recordedAt: 3000 }));
    const again = afterFinding(cured, finding({ version: 4, change: 'opened', recordedAt: 4000 }));

    expect(again.state).toBe('REOPENED');
    expect(again.acknowledgedAt).toBeUndefined();
    expect(again.acknowledgeBy).toBe(4000 + 72 * HOUR);
  });
});

describe('afterDecision', () => {
  it('notes who has it and when it was seen', () => {
    const opened = afterFinding(undefined, finding());
    const assigned = afterDecision(opened, decision({ action: 'assign', assignee: 'I-1' }));
    const seen = afterDecision(assigned, decision({ version: 3, recordedAt: 3000 }));

    expect(assigned).toMatchObject({ state: 'ASSIGNED', assignee: 'I-1', version: 2 });
    expect(assigned.acknowledgedAt).toBeUndefined();
    expect(seen).toMatchObject({ state: 'ACKNOWLEDGED', assignee: 'I-1', acknowledgedAt: 3000 });
  });

  it('keeps the outcome only while the alert is resolved', () => {
    const opened = afterFinding(undefined, finding());
    const resolved = afterDecision(
      opened,
      decision({ action: 'resolve', outcome: 'unfounded', reason: 'Papers were late.' }),
    );
    const reopened = afterDecision(resolved, decision({ action: 'reopen', version: 3 }));

    expect(resolved).toMatchObject({ state: 'RESOLVED', outcome: 'unfounded' });
    expect(reopened).toMatchObject({ state: 'REOPENED', outcome: undefined, isFound: true });
    expect(reopened.acknowledgedAt).toBeUndefined();
  });
});
