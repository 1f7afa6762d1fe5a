import { describe, expect, it } from '@jest/globals';
import { texts as french } from './languages/fr.js';
import { sayIn } from './messages.js';

/** Every text below it, with the way to it. */
function textsIn(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => textsIn(inner, `${at}/${key}`));
}

const TEXTS = textsIn(french, '');

/** A space where a line may end, before what must not begin the next one, or behind what must not end one. */
const BREAKABLE = / [:;?!»]|« /u;
/** Or none at all; a colon between signs is part of a number, and `exporter: P-MINE` is written as a form asks for it. */
const UNSPACED =
  /[^\s\u00a0\u202f][;?!»](?!\w)|«[^\s\u00a0\u202f]|[^\s\u00a0\u202f]:(?= [A-ZÀ-Ý])/u;
const AS_A_FORM_ASKS = ['/messages/post.f.docFieldsHint'];

describe('French texts', () => {
  it('keep colon, semicolon, question and exclamation mark and quotation marks with their word', () => {
    const wrong = TEXTS.filter(([, text]) => BREAKABLE.test(text) || UNSPACED.test(text));

    expect(wrong.map(([at]) => at).filter((at) => !AS_A_FORM_ASKS.includes(at))).toEqual([]);
  });

  it('name a thing before it is told with a space that does not break', () => {
    expect(sayIn('fr', french.messages)('text.label', { name: 'Résoudre' })).toBe(
      'Résoudre\u00a0:',
    );
  });
});
