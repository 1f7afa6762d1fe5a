import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../shell/languages.js';
import { texts as arabic } from './languages/ar.js';
import { texts as english } from './languages/en.js';
import { texts as french } from './languages/fr.js';
import { type Message, sayIn } from './messages.js';

const inEnglish: Readonly<Record<string, Message>> = english.messages;
const others = [...LANGUAGES].filter(([tag]) => tag !== 'en');

function textsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '').toSorted();
}

describe.each(others)('the catalogue in %s', (_tag, { messages }) => {
  it('has the messages of the English one, in the same order', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(inEnglish));
  });

  it('fills the same places in every form', () => {
    const wrong = Object.entries(messages).filter(([key, message]) => {
      const [first = ''] = textsOf(inEnglish[key] ?? '');
      const expected = placeholdersOf(first).join();
      return textsOf(message).some((text) => placeholdersOf(text).join() !== expected);
    });

    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('is translated: few texts are the English ones', () => {
    const same = Object.entries(messages).filter(([key, message]) =>
      textsOf(message).some((text) => textsOf(inEnglish[key] ?? '').includes(text)),
    );

    expect(same.length).toBeLessThan(10);
  });
});

describe.each([...LANGUAGES])('the language %s', (tag, { name, direction, messages }) => {
  it('is called as its speakers call it, and written as they write', () => {
    const { script = '' } = new Intl.Locale(tag).maximize();
    const isOfScript = new RegExp(`\\p{Script=${script}}`, 'u');

    expect(name.toLowerCase()).toBe(
      new Intl.DisplayNames(tag, { type: 'language' }).of(tag)?.toLowerCase(),
    );
    expect(direction).toBe(/^(?:Arab|Hebr|Thaa|Syrc|Nkoo)$/u.test(script) ? 'rtl' : 'ltr');
    expect(isOfScript.test(textsOf(messages['check.title']).join())).toBe(true);
  });

  it('has only plural forms that its numbers take', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    const foreign = Object.entries(messages).filter(
      ([, message]) =>
        typeof message !== 'string' &&
        Object.keys(message).some((form) => !pluralCategories.some((each) => each === form)),
    );

    expect(foreign.map(([key]) => key)).toEqual([]);
  });
});

describe('what is said', () => {
  it('takes the plural form of the language and writes numbers in it', () => {
    expect(sayIn('en', english.messages)('alerts.count', { count: 1 })).toBe('1 alert');
    expect(sayIn('en', english.messages)('alerts.count', { count: 1200 })).toBe('1,200 alerts');
    expect(sayIn('fr', french.messages)('alerts.count', { count: 0 })).toBe('0 alerte');
    expect(sayIn('ar', arabic.messages)('alerts.count', { count: 3 })).toBe('3 تنبيهات');
  });

  it('puts texts in as they are, also such as look like patterns', () => {
    expect(sayIn('en', english.messages)('chain.witness', { party: '$& {count}' })).toBe(
      'witnessed by $& {count}',
    );
  });
});
