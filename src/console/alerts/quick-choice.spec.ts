import { describe, expect, it } from '@jest/globals';
import { wouldChange } from './quick-choice.js';

const acknowledge = { action: 'acknowledge' } as const;
const toMe = { action: 'assign', details: { assignee: 'ME' } } as const;

describe('a decision on several alerts', () => {
  it.each([
    [acknowledge, 'OPEN', null, true],
    [acknowledge, 'ESCALATED', 'OTHER', true],
    [acknowledge, 'INVESTIGATING', null, false],
    [acknowledge, 'RESOLVED', null, false],
    [toMe, 'OPEN', null, true],
    [toMe, 'ACKNOWLEDGED', 'OTHER', true],
    [toMe, 'ACKNOWLEDGED', 'ME', false],
    [toMe, 'CURED_LATE', null, false],
  ] as const)('%j on one that is %s with %s changes it: %s', (choice, state, assignee, changes) => {
    expect(wouldChange({ state, assignee }, choice)).toBe(changes);
  });
});
