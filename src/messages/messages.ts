import type { en } from './en.js';

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

/** Western digits in every language: ids, hashes and papers have them too. */
export function localeOf(language: Language): string {
  return `${language}-u-nu-latn`;
}

export function sayIn(language: Language, messages: Messages): Say {
  const forms = formsIn(language);
  return (key, values = {}) => {
    const message = messages[key];
    const text = typeof message === 'string' ? message : pluralOf(message, values, forms);
    return text.replaceAll(/\{(?<name>\w+)\}/gu, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? forms().numbers.format(value) : (value ?? '');
    });
  };
}

interface Forms {
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

/** Made when the first number is told: on a telephone that takes longer than all of a page without one. */
function formsIn(language: Language): () => Forms {
  let forms: Forms | undefined;
  return () => {
    forms ??= {
      plurals: new Intl.PluralRules(language),
      numbers: new Intl.NumberFormat(localeOf(language)),
    };
    return forms;
  };
}

function pluralOf(message: Plural, values: Values, forms: () => Forms): string {
  return message[forms().plurals.select(Number(values['count'] ?? 0))] ?? message.other;
}
