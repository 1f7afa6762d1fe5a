import { describe, expect, it } from '@jest/globals';
import { samplesOf, sumOf } from './metrics-text.js';

const TEXT = `# HELP custody_jobs Jobs by queue and state.
# TYPE custody_jobs gauge
custody_jobs{queue="judge",state="waiting"} 3
custody_jobs{queue="say \\"hi\\", {you}",state="waiting"} 4
custody_jobs{queue="judge",state="failed"} 1
custody_map_lag_entries 12
histogram_bucket{le="+Inf"} +Inf 1700000000000
`;

describe('metrics as text', () => {
  const samples = samplesOf(TEXT);

  it('are read with their labels, whatever stands in them', () => {
    expect(samples).toHaveLength(5);
    expect(samples[1]?.labels).toEqual({ queue: 'say \\"hi\\", {you}', state: 'waiting' });
    expect(samples[4]?.value).toBe(Infinity);
  });

  it('are summed over what labels leave open', () => {
    expect(sumOf(samples, 'custody_jobs', { state: 'waiting' })).toBe(7);
    expect(sumOf(samples, 'custody_map_lag_entries')).toBe(12);
  });

  it('that are missing are not zero', () => {
    expect(sumOf(samples, 'custody_nothing')).toBeUndefined();
    expect(sumOf(samples, 'custody_jobs', { state: 'paused' })).toBeUndefined();
  });
});
