import { describe, expect, it } from '@jest/globals';
import { DECISION_ACTIONS, DECISION_FINDINGS } from '../custody/vocabulary/decision.js';
import {
  ALERT_STATES,
  countsAgainstGoods,
  isStanding,
  stateAfterDecision,
  stateAfterFinding,
  STANDING_STATES,
} from './alert-state.js';

describe('stateAfterDecision', () => {
  it('leads from opening to resolution', () => {
    const steps = ['assign', 'acknowledge', 'investigate', 'wait', 'escalate', 'resolve'] as const;
    const states = ['ASSIGNED', 'ACKNOWLEDGED', 'INVESTIGATING', 'WAITING_INFO', 'ESCALATED'];
    let state = stateAfterDecision('OPEN', 'assign');
    const seen: (string | undefined)[] = [state];
    for (const action of steps.slice(1)) {
      state = state && stateAfterDecision(state, action);
      seen.push(state);
    }
    expect(seen).toEqual([...states, 'RESOLVED']);
  });

  it('lets nothing but reopening happen to an alert that is resolved or cured', () => {
    for (const state of ['RESOLVED', 'CURED_LATE'] as const) {
      const possible = DECISION_ACTIONS.filter((action) => stateAfterDecision(state, action));
      expect(possible).toEqual(['reopen']);
    }
  });

  it('does not reopen what stands', () => {
    for (const state of STANDING_STATES) {
      expect(stateAfterDecision(state, 'reopen')).toBeUndefined();
    }
  });

  it('refuses to do again what is done', () => {
    expect(stateAfterDecision('ACKNOWLEDGED', 'acknowledge')).toBeUndefined();
    expect(stateAfterDecision('INVESTIGATING', 'investigate')).toBeUndefined();
    expect(stateAfterDecision('WAITING_INFO', 'wait')).toBeUndefined();
  });

  it('resolves from every standing state', () => {
    for (const state of STANDING_STATES) {
      expect(stateAfterDecision(state, 'resolve')).toBe('RESOLVED');
    }
  });
});

describe('countsAgainstGoods', () => {
  it('holds while somebody still has to act', () => {
    for (const state of STANDING_STATES) expect(countsAgainstGoods(state, undefined)).toBe(true);
    expect(countsAgainstGoods('CURED_LATE', undefined)).toBe(false);
  });

  it('holds after the alert was closed because the gap is what it looks like', () => {
    const holding = DECISION_FINDINGS.filter((finding) => countsAgainstGoods('RESOLVED', finding));
    expect(holding).toEqual(['confirmed-illicit', 'confirmed-irregular', 'referred-prosecution']);
  });
});

describe('stateAfterFinding', () => {
  it('opens a new alert', () => {
    expect(stateAfterFinding(undefined, 'opened', false)).toBe('OPEN');
  });

  it('cures whatever stands, and keeps what an inspector resolved', () => {
    for (const state of ALERT_STATES) {
      const expected = isStanding(state) || state === 'CURED_LATE' ? 'CURED_LATE' : 'RESOLVED';
      expect(stateAfterFinding(state, 'cured', false)).toBe(expected);
    }
  });

  it('brings a resolved alert back only when it gets worse', () => {
    expect(stateAfterFinding('RESOLVED', 'changed', false)).toBe('RESOLVED');
    expect(stateAfterFinding('RESOLVED', 'changed', true)).toBe('REOPENED');
  });

  it('brings back what had gone and is found again', () => {
    expect(stateAfterFinding('CURED_LATE', 'opened', false)).toBe('REOPENED');
    expect(stateAfterFinding('RESOLVED', 'opened', false)).toBe('REOPENED');
  });

  it('leaves work in progress as it is when the finding changes', () => {
    expect(stateAfterFinding('INVESTIGATING', 'changed', true)).toBe('INVESTIGATING');
  });
});
