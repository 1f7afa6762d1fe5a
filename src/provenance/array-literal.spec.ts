import { describe, expect, it } from '@jest/globals';
import { arrayLiteral } from './array-literal.js';

describe('arrayLiteral', () => {
  it('writes an empty array', () => {
    expect(arrayLiteral([])).toBe('{}');
  });

  it('tells the word NULL from no value', () => {
    expect(arrayLiteral(['NULL', undefined, null])).toBe('{"NULL",NULL,NULL}');
  });

  it('quotes what has a meaning inside an array', () => {
    expect(arrayLiteral(['a,b', '{c}', 'd"e', String.raw`f\g`, ''])).toBe(
      String.raw`{"a,b","{c}","d\"e","f\\g",""}`,
    );
  });

  it('writes numbers and truth values bare', () => {
    expect(arrayLiteral([1, 2, true])).toBe('{1,2,true}');
  });
});
