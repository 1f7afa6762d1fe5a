import { describe, expect, it } from '@jest/globals';
import { serial } from '../../custody/vocabulary/goods.js';
import { serialOf, serialText } from './serial-range.js';

describe('a serial number', () => {
  it.each(['BO26-001030', 'A.1', 'no digits', '1..', '..9'])('typed as %s is one', (typed) => {
    expect(serialOf(typed)).toBe(typed);
    expect(serialText(serialOf(typed))).toBe(typed);
  });
});

describe('a range of serial numbers', () => {
  it.each([
    ['BO26-001001..BO26-001040', { prefix: 'BO26-', from: 1001, to: 1040, width: 6 }],
    ['A1 … A20', { prefix: 'A', from: 1, to: 20, width: 1 }],
    ['007..009', { prefix: '', from: 7, to: 9, width: 3 }],
  ])('is read from %s', (typed, range) => {
    expect(serialOf(typed)).toEqual(range);
    expect(serial.safeParse(serialOf(typed)).success).toBe(true);
    expect(serialOf(serialText(range))).toEqual(range);
  });

  it.each(['A001..B009', 'A009..A001', 'A..B'])('typed as %s is refused', (typed) => {
    expect(serial.safeParse(serialOf(typed)).success).toBe(false);
  });
});
