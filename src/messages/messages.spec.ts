import { describe, expect, it } from '@jest/globals';
import { ar } from './ar.js';
import { en } from './en.js';
import { fr } from './fr.js';
import { type Message, type Messages, sayIn } from './messages.js';

const english: Readonly<Record<string, Message>> = en;
const others: readonly (readonly [string, Messages])[] = [
  ['French', fr],
  ['Arabic', ar],
];

function textsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '').toSorted();
}

describe.each(others)('the catalogue in %s', (_name, messages) => {
  it('has the messages of the English one, in the same order', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english));
  });

  it('fills the same places in every form', () => {
    const wrong = Object.entries(messages).filter(([key, message]) => {
      const [first = ''] = textsOf(english[key] ?? '');
      const expected = placeholdersOf(first).join();
      return textsOf(message).some((text) => placeholdersOf(text).join() !== expected);
    });

    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('is translated: few texts are the English ones', () => {
    const same = Object.entries(messages).filter(([key, message]) =>
      textsOf(message).some((text) => textsOf(english[key] ?? '').includes(text)),
    );

    expect(same.length).toBeLessThan(10);
  });
});

describe('what is said', () => {
  it('takes the plural form of the language and writes numbers in it', () => {
    expect(sayIn('en', en)('alerts.count', { count: 1 })).toBe('1 alert');
    expect(sayIn('en', en)('alerts.count', { count: 1200 })).toBe('1,200 alerts');
    expect(sayIn('fr', fr)('alerts.count', { count: 0 })).toBe('0 alerte');
    expect(sayIn('ar', ar)('alerts.count', { count: 3 })).toBe('3 تنبيهات');
  });

  it('puts texts in as they are, also such as look like patterns', () => {
    expect(sayIn('en', en)('chain.witness', { party: '$& {count}' })).toBe(
      'witnessed by $& {count}',
    );
  });
});
