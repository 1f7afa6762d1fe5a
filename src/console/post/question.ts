import type { MessageKey } from '../../messages/messages.js';
import type { Field } from './fields.js';

/** As typed, by the path of their field. */
export type Answers = Readonly<Record<string, string>>;

/** Entries of one list, asked for one after the other. */
export interface Entries {
  /** The member that holds the list. */
  readonly path: string;
  readonly one: MessageKey;
  readonly more: MessageKey;
  readonly less: MessageKey;
  /** An entry without any answer is none. */
  readonly isOptional?: boolean;
  /** How many there are is asked on a page before. */
  readonly areNamed?: boolean;
}

/** What is asked on one page. */
export interface Question {
  readonly name: string;
  readonly title: MessageKey;
  /** Of entries: the fields of one of them, from its own members on. */
  readonly fields: readonly Field[];
  readonly entries?: Entries;
  /** Not asked on the way: whoever has something to say finds it where the answers are checked. */
  readonly isAside?: boolean;
  /** Where the answers before leave it open whether this is asked at all. */
  readonly isAsked?: (answers: Answers) => boolean;
}
