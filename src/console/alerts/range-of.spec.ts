import { describe, expect, it } from '@jest/globals';
import { rangeOf } from './range-of.js';

const order = ['a', 'b', 'c', 'd'];

describe('a range', () => {
  it.each([
    ['b', 'd', ['b', 'c', 'd']],
    ['d', 'b', ['b', 'c', 'd']],
    ['c', 'c', ['c']],
    [undefined, 'c', ['c']],
    ['gone', 'c', ['c']],
  ] as const)('from %s to %s holds what stands between them', (from, to, held) => {
    expect(rangeOf(order, from, to)).toEqual(held);
  });
});
