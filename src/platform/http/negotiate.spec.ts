import { describe, expect, it } from '@jest/globals';
import { negotiate } from './negotiate.js';
import { Problem } from './problem.js';

const OFFERED = ['application/json', 'application/pdf'] as const;

describe('negotiate', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/pdf', 'application/pdf'],
    ['Application/PDF', 'application/pdf'],
    ['text/html, application/pdf;q=0.9, */*;q=0.8', 'application/pdf'],
    ['application/json;q=0.5, application/pdf;q=0.6', 'application/pdf'],
    ['application/json;q=0, */*', 'application/pdf'],
    ['application/json; charset=utf-8', 'application/json'],
  ])('takes %p for %s', (accept, type) => {
    expect(negotiate(accept, OFFERED)).toBe(type);
  });

  it.each(['text/html', 'application/pdf;q=0', 'application/json;q=2', 'text/*', 'nonsense'])(
    'refuses %p with 406, and says what there is',
    (accept) => {
      expect(() => negotiate(accept, OFFERED)).toThrow(Problem);
      expect(() => negotiate(accept, OFFERED)).toThrow('application/json or application/pdf');
    },
  );
});
