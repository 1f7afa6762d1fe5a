import { describe, expect, it } from '@jest/globals';
import type { Severity } from './finding.js';
import { verdictOf, type Grounds } from './verdict.js';

const GROUNDS: Grounds = {
  isKnown: true,
  gaps: [],
  upstream: [],
  isUpstreamComplete: true,
  coverage: { dueLegs: 4, twoSignedLegs: 4, share: 1 },
  unprovenOrigins: [],
  openDeadlines: [],
};

function gap(severity: Severity) {
  return { rule: 'RULE', severity, sentence: `No record of something ${severity}.` };
}

function verdict(grounds: Partial<Grounds>): string {
  return verdictOf({ ...GROUNDS, ...grounds }).verdict;
}

describe('the verdict', () => {
  it('is UNKNOWN without any record, whatever else is said', () => {
    expect(verdict({ isKnown: false, gaps: [gap('CRITICAL')] })).toBe('UNKNOWN');
  });

  it('is BROKEN by a CRITICAL gap here or upstream', () => {
    expect(verdict({ gaps: [gap('CRITICAL'), gap('HIGH')] })).toBe('BROKEN');
    expect(verdict({ upstream: [gap('CRITICAL')] })).toBe('BROKEN');
  });

  it('is ALERT by a HIGH gap here or upstream, and REVIEW by a MEDIUM one', () => {
    expect(verdict({ gaps: [gap('HIGH'), gap('MEDIUM')] })).toBe('ALERT');
    expect(verdict({ upstream: [gap('HIGH')] })).toBe('ALERT');
    expect(verdict({ gaps: [gap('MEDIUM')] })).toBe('REVIEW');
    expect(verdict({ upstream: [gap('MEDIUM')] })).toBe('SUPPORTED');
  });

  it('is REVIEW when there is more upstream than could be looked through', () => {
    expect(verdict({ isUpstreamComplete: false })).toBe('REVIEW');
  });

  it('is REVIEW for a leg with one signature, low coverage or an origin that is not proven', () => {
    expect(verdict({ coverage: { dueLegs: 20, twoSignedLegs: 19, share: 0.95 } })).toBe('REVIEW');
    expect(verdict({ coverage: { dueLegs: 4, twoSignedLegs: 3, share: 0.75 } })).toBe('REVIEW');
    expect(verdict({ unprovenOrigins: ['L1'] })).toBe('REVIEW');
  });

  it('is PENDING while a deadline is open, and SUPPORTED when nothing is', () => {
    expect(verdict({ openDeadlines: [Date.UTC(2026, 2, 1)] })).toBe('PENDING');
    expect(verdict({ gaps: [gap('LOW'), gap('INFO')] })).toBe('SUPPORTED');
  });

  it('gives plain reasons, never one without the other', () => {
    expect(verdictOf({ ...GROUNDS, gaps: [gap('HIGH')] })).toEqual({
      verdict: 'ALERT',
      recommendedAction: 'physical inspection',
      reasons: ['No record of something HIGH.'],
    });
    expect(verdictOf(GROUNDS).reasons.join()).toContain('does not say that the goods are lawful');
  });
});
