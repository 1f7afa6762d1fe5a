import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ALERT_ID_PATTERN, alertId } from './alert-id.js';

describe('alertId', () => {
  it('is the first 32 hex digits of SHA-256 over the canonical JSON of rule, subject and anchor', () => {
    const expected = createHash('sha256').update('["CUSTODY_BREAK","LOT-1","ab"]').digest('hex');

    expect(alertId('CUSTODY_BREAK', 'LOT-1', 'ab')).toBe(expected.slice(0, 32));
    expect(alertId('CUSTODY_BREAK', 'LOT-1', 'ab')).toMatch(ALERT_ID_PATTERN);
  });

  it('keeps members apart that would run together', () => {
    expect(alertId('A', 'b","c', 'd')).not.toBe(alertId('A', 'b', 'c","d'));
  });
});
