import { describe, expect, it } from '@jest/globals';
import type { Use } from '../uses/use.js';
import { outlierOf } from './run-history.js';

const LIMITS = { z: 3, minRuns: 12, mostRuns: 50, madFloor: 0.02, smallBatch: 0.05 };

function run(output: number, input = 100): Use {
  return {
    kind: 'run',
    key: 'mill',
    index: 0,
    part: 0,
    hash: '',
    at: 0,
    recordedAt: 0,
    actor: 'MILL',
    items: [],
    detail: { input: String(input), output: String(output) },
  };
}

const scattered = [46, 48, 50, 52, 54, 46, 48, 50, 52, 54, 50, 50].map((output) => run(output));

describe('the history of a process', () => {
  it('allows more where honest runs scattered more', () => {
    // The median deviation is 2 points, so 8.9 points either way are usual.
    expect(outlierOf(run(58.8), scattered, LIMITS)).toBeUndefined();
    expect(outlierOf(run(59), scattered, LIMITS)).toMatchObject({ median: 0.5, runs: 12 });
    expect(outlierOf(run(41), scattered, LIMITS)?.usual[0]).toBeCloseTo(0.411, 3);
  });

  it('compares with the newest runs only', () => {
    const older = Array.from({ length: 60 }, () => run(90));
    expect(outlierOf(run(50), [...older, ...scattered], { ...LIMITS, mostRuns: 12 })).toBe(
      undefined,
    );
  });

  it('leaves out batches under a twentieth of the usual, on both sides', () => {
    const scraps = Array.from({ length: 5 }, () => run(0.1, 4));
    expect(outlierOf(run(0.1, 4), scattered, LIMITS)).toBeUndefined();
    expect(outlierOf(run(59), [...scraps, ...scattered], LIMITS)?.runs).toBe(12);
    expect(outlierOf(run(59), [...scraps, ...scattered.slice(1)], LIMITS)).toBeUndefined();
  });
});
