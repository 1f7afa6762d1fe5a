import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { refusal } from '../../test/vectors/refusal.js';
import { encodeUtf8 } from './bytes.js';
import { parseJsonOnce } from './json-text.js';

const read = (text: string) => parseJsonOnce(encodeUtf8(text));

describe('parseJsonOnce', () => {
  it('reads whatever JSON writes, in any spacing', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
        const value: unknown = JSON.parse(text);
        expect(read(JSON.stringify(value, null, space))).toEqual(value);
      }),
    );
  });

  it.each([
    ['beside its twin', '{"a":1,"a":1}'],
    ['far inside', '[{"b":[{"a":1,"c":{},"a":{}}]}]'],
    ['in another spelling', '{"a":1,"\\u0061":1}'],
    ['around strings that look like members', '{"a":"\\"a\\":","b":["a",":"],"a":0}'],
    ['with white space before its colon', '{"a":1,"a" \n:1}'],
    ['under the name of the prototype', '{"__proto__":1,"__proto__":1}'],
  ])('refuses a member twice %s', (_how, text) => {
    expect(refusal(() => read(text))).toBe('member-twice');
  });

  it('takes one name in two objects for what it is', () => {
    expect(read('{"a":{"a":[{"a":"a"}]}}')).toEqual({ a: { a: [{ a: 'a' }] } });
  });

  it('refuses what is not JSON in UTF-8, however deep it is nested', () => {
    expect(refusal(() => read('{"a":1,}'))).toBe('not-json');
    expect(refusal(() => read('\ufeff{}'))).toBe('not-json');
    expect(refusal(() => parseJsonOnce(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('bad-utf8');
    expect(refusal(() => read('['.repeat(1_000_000)))).toBe('not-json');
    expect(() => read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).not.toThrow();
  });
});
