import { describe, expect, it } from '@jest/globals';
import { brokenPromises, type Measurement } from './measurements.js';

const judged = (p99: number, ratio?: number): Measurement => ({
  what: 'judge',
  value: 1,
  unit: 'ms',
  p99,
  ...(ratio !== undefined && { ratio }),
  promised: { p99: 5, ratio: 2 },
});

describe('what a measurement promises', () => {
  it('is kept up to its limit, and named where it is not', () => {
    expect(brokenPromises([judged(5, 2), { ...judged(9), promised: {} }])).toEqual([]);
    expect(brokenPromises([judged(5.1, 2.1)])).toEqual([
      expect.stringContaining('promised 5 ms'),
      expect.stringContaining('promised 2'),
    ]);
  });
});
