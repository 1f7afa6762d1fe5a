import { describe, expect, it } from '@jest/globals';
import { barsOf } from './delivery-bars.js';

const at = (createdAt: string, state: 'delivered' | 'failed' | 'pending' = 'delivered') => ({
  createdAt,
  state,
});

describe('the bars of deliveries', () => {
  it('are none where nothing was sent, and one where all came together', () => {
    expect(barsOf([])).toEqual([]);
    expect(barsOf([at('2026-05-01T00:00:00Z'), at('2026-05-01T00:00:30Z', 'failed')])).toEqual([
      { from: '2026-05-01T00:00:00.000Z', delivered: 1, failed: 1, other: 0 },
    ]);
  });

  it('cover the time evenly, the oldest first, whatever the order they are told in, and lose none', () => {
    const bars = barsOf([
      at('2026-05-03T00:00:00Z', 'pending'),
      at('2026-05-02T00:00:00Z', 'failed'),
      at('2026-05-01T00:00:00Z'),
    ]);
    const sum = (of: 'delivered' | 'failed' | 'other') =>
      bars.reduce((all, bar) => all + bar[of], 0);

    expect(bars.length).toBe(24);
    expect(bars[0]).toMatchObject({ delivered: 1 });
    expect(bars.at(-1)).toMatchObject({ other: 1 });
    expect([sum('delivered'), sum('failed'), sum('other')]).toEqual([1, 1, 1]);
  });
});
