import type { JsonValue } from '../../protocol/index.js';
import type { FieldForm } from './fields.js';
import { instantOf, localTime } from './local-time.js';
import { isMembers, type Members } from './members.js';
import { serialOf, serialText } from './serial-range.js';

type Read = (answer: string) => JsonValue | undefined;
type Write = (value: JsonValue) => string;

/** What an answer says, and how the same would have been typed. */
interface Reading {
  readonly read: Read;
  readonly write: Write;
}

const words: Reading = { read: (answer) => answer || undefined, write: wordsOf };

const READINGS: Readonly<Record<FieldForm, Reading>> = {
  text: words,
  choice: words,
  date: words,
  file: words,
  code: { read: (answer) => codeOf(answer) || undefined, write: wordsOf },
  codes: { read: (answer) => listOf(answer, /[\s,،;]+/u)?.map(codeOf), write: joined },
  list: { read: (answer) => listOf(answer, /[\n,،;]+/u), write: joined },
  serials: {
    read: (answer) => listOf(answer, /[\n,،;]+/u)?.map(serialOf),
    write: (value) => (Array.isArray(value) ? value.map(serialText).join(', ') : ''),
  },
  signed: {
    read: (answer) => (/^-?\d{1,15}$/u.test(answer) ? Number(answer) : answer || undefined),
    write: wordsOf,
  },
  time: {
    read: (answer) => (answer === '' ? undefined : instantOf(answer)),
    write: (value) => localTime(new Date(wordsOf(value))),
  },
  // Other words stay words, for the schema to name.
  number: {
    read: (answer) => (/^\d{1,15}$/u.test(answer) ? Number(answer) : answer || undefined),
    write: wordsOf,
  },
  yesNo: {
    read: (answer) => (answer === '' ? undefined : answer === 'yes'),
    write: (value) => (value === true ? 'yes' : 'no'),
  },
  annul: {
    read: (answer) => (answer === 'annul' ? true : undefined),
    write: (value) => (value === true ? 'annul' : 'replace'),
  },
  members: { read: membersOf, write: linesOf },
};

/** @returns `undefined` for no answer */
export function readAnswer(answer: string, form: FieldForm): JsonValue | undefined {
  return READINGS[form].read(answer.trim());
}

export function writeAnswer(value: JsonValue | undefined, form: FieldForm): string {
  return value === undefined ? '' : READINGS[form].write(value);
}

function listOf(answer: string, between: RegExp): string[] | undefined {
  const values = answer
    .split(between)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return values.length === 0 ? undefined : values;
}

/** A list that holds more than words cannot be typed: it is left as it is. */
function joined(value: JsonValue): string {
  const isTyped = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isTyped ? value.join(', ') : '';
}

/** Codes are printed with spaces and typed in small letters. */
function codeOf(answer: string): string {
  return answer.replaceAll(/\s+/gu, '').toUpperCase();
}

const QUANTITY = /^(?<value>[0-9.]+) (?<unit>[A-Z0-9]{2,3})$/u;

/** One member a line, as in `exporter: P-MINE` or `qty: 12.5 KGM`. */
function membersOf(answer: string): JsonValue | undefined {
  const lines = listOf(answer, /\n+/u);
  if (lines === undefined) return undefined;
  const members = lines.map((line) => {
    const [name = '', ...rest] = line.split(':');
    const said = rest.join(':').trim();
    const { value, unit } = QUANTITY.exec(said)?.groups ?? {};
    return [name.trim(), value === undefined || unit === undefined ? said : { value, unit }];
  });
  return Object.fromEntries(members);
}

function linesOf(members: JsonValue): string {
  if (!isMembers(members)) return '';
  return Object.entries(members)
    .map(([name, said]) => `${name}: ${isMembers(said) ? quantityOf(said) : wordsOf(said)}`)
    .join('\n');
}

function quantityOf({ value = '', unit = '' }: Members): string {
  return `${wordsOf(value)} ${wordsOf(unit)}`;
}

function wordsOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
