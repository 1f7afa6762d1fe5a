import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeUtf8, encodeUtf8, fromHex } from './bytes.js';
import { canonicalize, type JsonValue, parseCanonical } from './canonical-json.js';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';

const vector: {
  documents: { name: string; input: string; output: string }[];
  numbers: [string, string][];
  refusedNumbers: string[];
} = readVector('canonical-json-rfc8785.json');

const numberOf = (hex: string) => new DataView(fromHex(hex).buffer).getFloat64(0);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const parse = (text: string) => parseCanonical(encodeUtf8(text));

describe('canonicalize', () => {
  it.each(vector.documents)('writes the document of RFC 8785 $name', ({ input, output }) => {
    expect(canonicalize(JSON.parse(input))).toBe(output);
    expect(parse(output)).toEqual(JSON.parse(input));
    expect(refusal(() => parse(input))).toBe('not-canonical');
  });

  it.each(vector.numbers)('writes the number with bits %s as %s', (bits, text) => {
    expect(canonicalize(numberOf(bits))).toBe(text);
  });

  it.each(vector.refusedNumbers)('refuses the number with bits %s', (bits) => {
    expect(refusal(() => canonicalize(numberOf(bits)))).toBe('not-json');
  });

  it('refuses what JSON has no form for instead of dropping it', () => {
    // The type forbids these; a caller in JavaScript is not stopped by it.
    const smuggled: any[] = [undefined, { a: undefined }, [() => 1], 1n, '\ud800', { '\udc00': 1 }];

    for (const value of smuggled) expect(refusal(() => canonicalize(value))).toBe('not-json');
  });

  it('ends on a cycle', () => {
    const cycle: Record<string, JsonValue> = {};
    cycle['again'] = cycle;

    expect(refusal(() => canonicalize(cycle))).toBe('too-deep');
  });
});

describe('parseCanonical', () => {
  it('accepts exactly the canonical form of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
        const value: JsonValue = JSON.parse(JSON.stringify(json));
        const text = canonicalize(value);
        expect(canonicalize(parse(text))).toBe(text);
        for (const respelled of [` ${text}`, `${text}\n`, JSON.stringify(value, undefined, 1)])
          if (respelled !== text) expect(refusal(() => parse(respelled))).toBe('not-canonical');
      }),
      { seed: 8785, numRuns: 400 },
    );
  });

  it('accepts integer-like names in the order of their code units', () => {
    expect(parse('{"-":1,"1":2,"10":3,"9":4,"a":5}')).toEqual({ '-': 1, 1: 2, 10: 3, 9: 4, a: 5 });
    expect(refusal(() => parse('{"9":4,"10":3}'))).toBe('not-canonical');
  });

  it('keeps a member named __proto__ as a member', () => {
    const value = parse('{"__proto__":{"a":1}}');

    expect(Object.keys(Object(value))).toEqual(['__proto__']);
  });

  it.each([
    ['members out of order', '{"b":1,"a":2}'],
    ['a repeated member', '{"a":1,"a":1}'],
    ['a repeated member of another value', '{"a":1,"a":2}'],
    ['white space', '{"a": 1}'],
    ['a trailing line feed', '{}\n'],
    ['minus zero', '[-0]'],
    ['a superfluous fraction', '[1.0]'],
    ['an exponent', '[1e2]'],
    ['an integer beyond exactness', '[9007199254740993]'],
    ['an infinite number', '[1e999]'],
    ['a superfluous escape', '["\\u0041"]'],
    ['an upper-case escape', '["\\u001F"]'],
    ['an escaped slash', '["\\/"]'],
    ['an escaped lone surrogate', '["\\ud800"]'],
    ['an escaped lone surrogate as a name', '{"\\udfff":1}'],
    ['an escaped pair', '["\\ud83d\\ude00"]'],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ''],
    ['no JSON', '{a:1}'],
    ['a second value', '{}{}'],
  ])('refuses %s', (_, text) => {
    expect(refusal(() => parse(text))).toBe('not-canonical');
  });

  it('accepts text that only looks like an escaped surrogate', () => {
    expect(parse('["\\\\ud800"]')).toEqual(['\\ud800']);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusal(() => parseCanonical(fromHex('22ff22')))).toBe('not-canonical');
    expect(refusal(() => parseCanonical(fromHex('22eda08022')))).toBe('not-canonical');
  });

  it('counts the outermost level as the first of sixteen', () => {
    expect(decodeUtf8(encodeUtf8(canonicalize(parse(nested(16)))))).toBe(nested(16));
    expect(refusal(() => parse(nested(17)))).toBe('too-deep');
    expect(parse('["[[[[[[[[[[[[[[[[[[[[[\\"[[["]')).toHaveLength(1);
  });

  it('refuses a depth bomb of any shape without overflowing the stack', () => {
    const shapes = ['[', '{"a":', '[{"a":', ']['];
    for (const shape of shapes) {
      const bomb = shape.repeat(Math.floor(65_536 / shape.length));
      expect(['too-deep', 'not-canonical']).toContain(refusal(() => parse(bomb)));
    }
    const huge = encodeUtf8('['.repeat(1_000_000));
    expect(refusal(() => parseCanonical(huge, { maxBytes: 1e7, maxDepth: 16 }))).toBe('too-deep');
  });

  it('judges size before anything else', () => {
    const text = `"${'a'.repeat(65_534)}"`;

    expect(parse(text)).toHaveLength(65_534);
    expect(refusal(() => parse(`${text} `))).toBe('too-large');
    expect(refusal(() => parseCanonical(encodeUtf8('[1]'), { maxBytes: 2 }))).toBe('too-large');
  });
});
