import { describe, expect, it } from '@jest/globals';
import { array, assert, boolean, jsonValue, property } from 'fast-check';
import { splitJson, splitLines } from './split-body.js';

function elementsOf(body: string): readonly string[] {
  const posted = splitJson(Buffer.from(body));
  if (posted.type !== 'batch') return [posted.type];
  return posted.envelopes.map((one) => Buffer.from(one).toString());
}

describe('splitJson', () => {
  it('takes an object for one statement and an array for a batch', () => {
    expect(splitJson(Buffer.from(' {"a":1} ')).type).toBe('single');
    expect(elementsOf('[]')).toEqual([]);
    expect(elementsOf(' [ {"a":"]},["} , {"b":[1,{"c":"\\"}"}]} ] ')).toEqual([
      '{"a":"]},["}',
      '{"b":[1,{"c":"\\"}"}]}',
    ]);
    expect(elementsOf('[1,"x,y",null,[2]]')).toEqual(['1', '"x,y"', 'null', '[2]']);
  });

  it.each([
    '',
    ' ',
    'null',
    '"x"',
    '[',
    '[{}',
    '[{}]x',
    '[{},]',
    '[,{}]',
    '[{} {}]',
    '[{"a":"]',
    '[}]',
    '{}]'.slice(2),
  ])('finds that %j is no batch', (body) => {
    expect(elementsOf(body)).toEqual(['unreadable']);
  });

  it('splits whatever JSON writes where JSON would', () => {
    assert(
      property(array(jsonValue(), { maxLength: 8 }), boolean(), (values, isSpaced) => {
        const text = JSON.stringify(values, null, isSpaced ? 2 : 0);
        const elements = elementsOf(text);
        expect(elements).toHaveLength(values.length);
        expect(elements.map((one): unknown => JSON.parse(one))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('leaves 1,001 elements unread', () => {
    expect(splitJson(Buffer.from(`[${'{},'.repeat(1000)}{}]`)).type).toBe('too-many');
    expect(splitJson(Buffer.from(`[${'{},'.repeat(999)}{}]`)).type).toBe('batch');
  });
});

describe('splitLines', () => {
  it('takes each line that is not empty, whatever it holds', () => {
    const posted = splitLines(Buffer.from('{"a":1}\r\n\n  \nnot json\n{"b":2}'));

    expect(posted).toMatchObject({ type: 'batch', isDocument: false });
    if (posted.type !== 'batch') return;
    expect(posted.envelopes.map((line) => Buffer.from(line).toString().trim())).toEqual([
      '{"a":1}',
      'not json',
      '{"b":2}',
    ]);
  });

  it('leaves 1,001 lines unread', () => {
    expect(splitLines(Buffer.from('{}\n'.repeat(1001))).type).toBe('too-many');
  });
});
