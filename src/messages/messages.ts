import type { en } from './en.js';
import { figureIn } from './formats/figure.js';

/** A text with `{placeholders}`, or one for each plural category (CLDR) that `{count}` may fall in. */
export type Message = string | Plural;
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, Message>>;

export const LANGUAGES = ['en', 'fr', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Values = Readonly<Record<string, string | number>>;
/** Says a message in one language. */
export type Say = (key: MessageKey, values?: Values) => string;

export function isLanguage(text: string | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

export function sayIn(language: Language, messages: Messages): Say {
  const marks = messages['number.marks'];
  const figure = figureIn(typeof marks === 'string' ? marks : marks.other);
  const rules = pluralRulesIn(language);
  return (key, values = {}) => {
    const message = messages[key];
    const text = typeof message === 'string' ? message : pluralOf(message, values, rules);
    return text.replaceAll(/\{(?<name>\w+)\}/gu, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? figure(value) : (value ?? '');
    });
  };
}

/** Made when the first plural is told: many a page has none. */
function pluralRulesIn(language: Language): () => Intl.PluralRules {
  let rules: Intl.PluralRules | undefined;
  return () => (rules ??= new Intl.PluralRules(language));
}

function pluralOf(message: Plural, values: Values, rules: () => Intl.PluralRules): string {
  return message[rules().select(Number(values['count'] ?? 0))] ?? message.other;
}
