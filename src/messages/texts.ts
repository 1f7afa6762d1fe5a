import type { Findings } from './findings/findings.js';
import type { Message, MessageKey } from './messages.js';
import type { RuleTexts } from './rule-texts/rule-texts.js';

/**
 * A language, whole: a file of that name in `languages` is all that it takes (docs/how-to/add-a-language.md). It holds
 * data and imports nothing but types, for the build of the console takes it apart: a page gets the texts it shows.
 */
export interface TextsWith<Key extends string> {
  /** In its own words: who cannot read the page must find it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Said where the file with all other texts did not come; part of the page's first file for that. */
  readonly incomplete: string;
  readonly reload: string;
  /** What findings mean; null in the language that they are signed in. */
  readonly findings: Findings | null;
  /** What rules look for; null in the language of their catalogue. */
  readonly ruleTexts: RuleTexts | null;
  readonly messages: Readonly<Record<Key, Message>>;
}

export type Texts = TextsWith<MessageKey>;
