import { figureIn } from './formats/figure.js';
import type { texts as english } from './languages/en.js';

/** A text with `{placeholders}`, or one for each plural category (CLDR) that `{count}` may fall in. */
export type Message = string | Plural;
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export type MessageKey = keyof typeof english.messages;
export type Messages = Readonly<Record<MessageKey, Message>>;

/** The name of a file in `languages`, which is a tag of BCP 47: whatever lies there is spoken. */
export type Language = string;

export type Values = Readonly<Record<string, string | number>>;
/** Says a message in one language. */
export type Say = (key: MessageKey, values?: Values) => string;

/** @param messages all of a language, or as many as have come: no other is asked for */
export function sayIn(language: Language, messages: Readonly<Partial<Messages>>): Say {
  const marks = messages['number.marks'];
  const figure = figureIn(typeof marks === 'string' ? marks : '');
  const rules = pluralRulesIn(language);
  return (key, values = {}) => {
    const message = messages[key];
    if (message === undefined) throw new Error(`the text ${key} has not come`);
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
