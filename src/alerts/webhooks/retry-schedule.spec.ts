import { describe, expect, it } from '@jest/globals';
import { nextAttemptAt, parseRetryAfter, RETRY_DELAYS } from './retry-schedule.js';

const HOUR = 3_600_000;

describe('the retry schedule', () => {
  it('makes the first attempt at once and goes on for more than 75 hours', () => {
    let total = 0;
    for (const delay of RETRY_DELAYS) total += delay;
    expect(RETRY_DELAYS[0]).toBe(0);
    expect(total).toBeGreaterThanOrEqual(75 * HOUR);
  });

  it('ends after ten attempts', () => {
    let attempts = 1;
    while (nextAttemptAt(attempts, 0, undefined) !== undefined) attempts++;
    expect(attempts).toBe(10);
  });

  it('lets an endpoint ask for more time, not for less, and not for ever', () => {
    expect(nextAttemptAt(1, 1000, undefined)).toBe(6000);
    expect(nextAttemptAt(1, 1000, 60_000)).toBe(61_000);
    expect(nextAttemptAt(2, 1000, 0)).toBe(301_000);
    expect(nextAttemptAt(1, 0, 1000 * HOUR)).toBe(24 * HOUR);
  });
});

describe('parseRetryAfter', () => {
  it('reads seconds and dates', () => {
    expect(parseRetryAfter('120', 0)).toBe(120_000);
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(parseRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  });

  it('makes nothing of nonsense', () => {
    for (const header of [undefined, '', 'soon', '-5', '1e9']) {
      expect(parseRetryAfter(header, 0)).toBeUndefined();
    }
  });
});
