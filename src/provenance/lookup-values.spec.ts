import { describe, expect, it } from '@jest/globals';
import { normaliseLookup, rangeCandidates } from './lookup-values.js';

describe('normaliseLookup', () => {
  it('makes the same of a seal number with and without its hyphens', () => {
    expect(normaliseLookup('seal', 'tz-c-118820')).toBe(normaliseLookup('seal', 'TZC 118820'));
  });

  it('reads the letter O among the digits of a serial as a zero', () => {
    expect(normaliseLookup('serial', 'AK-1O5')).toBe(normaliseLookup('serial', 'ak 105'));
  });

  it('leaves nothing of a value without letters or digits', () => {
    expect(normaliseLookup('tag', ' -/ ')).toBe('');
  });
});

describe('rangeCandidates', () => {
  it('tries every split of the closing digits', () => {
    expect(rangeCandidates('AB12')).toEqual([
      { prefix: 'AB1', number: 2 },
      { prefix: 'AB', number: 12 },
    ]);
  });

  it('reads a number written with leading zeros', () => {
    expect(rangeCandidates('MT007')).toContainEqual({ prefix: 'MT', number: 7 });
  });

  it('finds none in a value that does not end in a digit', () => {
    expect(rangeCandidates('12AB')).toEqual([]);
  });

  it('stays within what a number holds exactly', () => {
    const candidates = rangeCandidates('9'.repeat(40));

    expect(candidates).toHaveLength(15);
    expect(candidates.every(({ number }) => Number.isSafeInteger(number))).toBe(true);
  });
});
