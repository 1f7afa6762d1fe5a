import { describe, expect, it } from '@jest/globals';
import { ageOf, timeLeft } from './alert-clock.js';

const OPEN = {
  state: 'OPEN',
  openedAt: '2026-05-01T08:00:00Z',
  changedAt: '2026-05-03T08:00:00Z',
  acknowledgeBy: '2026-05-02T08:00:00Z',
  acknowledgedAt: null,
} as const;
const NOW = new Date('2026-05-04T08:00:00Z');
const DAY_MS = 86_400_000;

describe('the clock of an alert', () => {
  it('runs while it is open, and stops when it was closed', () => {
    expect(ageOf(OPEN, NOW)).toBe(3 * DAY_MS);
    expect(ageOf({ ...OPEN, state: 'RESOLVED' }, NOW)).toBe(2 * DAY_MS);
  });

  it('shows no age before its time, whatever the device believes', () => {
    expect(ageOf(OPEN, new Date('2026-04-30T00:00:00Z'))).toBe(0);
  });

  it('tells what is left until the deadline, and how late it is', () => {
    expect(timeLeft(OPEN, new Date('2026-05-01T20:00:00Z'))).toBe(DAY_MS / 2);
    expect(timeLeft(OPEN, NOW)).toBe(-2 * DAY_MS);
  });

  it('has no deadline where none was set, or it was acknowledged or closed', () => {
    expect(timeLeft({ ...OPEN, acknowledgeBy: null }, NOW)).toBeUndefined();
    expect(timeLeft({ ...OPEN, acknowledgedAt: OPEN.changedAt }, NOW)).toBeUndefined();
    expect(timeLeft({ ...OPEN, state: 'CURED_LATE' }, NOW)).toBeUndefined();
  });
});
