import { describe, expect, it } from '@jest/globals';
import { assert, jsonValue, property } from 'fast-check';
import { parseStrictJson, StrictJsonError } from './strict-json.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const parse = (text: string): unknown => parseStrictJson(new TextEncoder().encode(text));

describe('parseStrictJson', () => {
  it('reads what JSON.stringify writes', () => {
    assert(
      property(jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        if (text.includes('"__proto__"')) return;
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes the same name in different objects and as a value', () => {
    expect(parse('{"a":{"a":"a"},"b":[{"a":1},{"a":"b"}]}')).toEqual({
      a: { a: 'a' },
      b: [{ a: 1 }, { a: 'b' }],
    });
  });

  it('is not misled by braces, quotes and colons inside strings', () => {
    expect(parse('{"a":"}{[\\"a\\":","b":"\\\\"}')).toEqual({ a: '}{["a":', b: '\\' });
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{"c":1,"c":2}}',
    '[{"a":1,"\\u0061":1}]',
    '{"a" :1,"a"\n\t:2}',
    '{"":1,"":2}',
  ])('refuses the doubled member in %s', (text) => {
    expect(() => parse(text)).toThrow(/stands twice/u);
  });

  it('takes 32 levels and refuses 33', () => {
    expect(parse(nested(32))).toBeDefined();
    expect(() => parse(nested(33))).toThrow(StrictJsonError);
  });

  it('does not exhaust the stack on a million levels', () => {
    expect(() => parse('{"a":'.repeat(1_000_000))).toThrow(/deeper than 32/u);
  });

  it.each([
    '',
    ' ',
    '{',
    '}',
    '[1,]',
    "{'a':1}",
    'NaN',
    '\u{feff}{}',
    '{"a":1}x',
    '"\\x"',
    '{"\\x":1}',
  ])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(StrictJsonError);
  });

  it('does not quote the body in what it says', () => {
    expect(() => parse('{"password": hunter2}')).not.toThrow(/hunter2/u);
  });
});
