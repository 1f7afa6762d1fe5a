import type { JsonValue } from '../../protocol/index.js';
import type { MessageKey } from '../../messages/messages.js';

/** How an answer is typed, and read. */
export type FieldForm =
  | 'text'
  | 'code'
  | 'codes'
  | 'list'
  | 'serials'
  | 'signed'
  | 'time'
  | 'date'
  | 'number'
  | 'choice'
  | 'yesNo'
  | 'annul'
  | 'file'
  | 'members';

export interface Field {
  /** The members that lead to the answer, as in `plan.countries` or `items.0.qty.value`. */
  readonly path: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly form: FieldForm;
  readonly choices?: Readonly<Record<string, MessageKey>>;
  readonly isOptional?: boolean;
  /** What the member says when nothing is answered; without it the member is left out. */
  readonly empty?: JsonValue;
}

type Choices = NonNullable<Field['choices']>;

const PARTY_HINT = 'post.f.partyHint';
const TEXT_HINT = 'post.f.textHint';
const YES_NO: Choices = { yes: 'post.c.yes', no: 'post.c.no' };
const UNITS: Choices = {
  KGM: 'post.c.KGM',
  TNE: 'post.c.TNE',
  GRM: 'post.c.GRM',
  CTM: 'post.c.CTM',
  MTQ: 'post.c.MTQ',
  NAR: 'post.c.NAR',
};

const MODES: Choices = {
  road: 'post.c.road',
  rail: 'post.c.rail',
  sea: 'post.c.sea',
  inland: 'post.c.inland',
  air: 'post.c.air',
};

/** Words, an id, or a number of papers. */
export function text(path: string, label: MessageKey, hint: MessageKey = TEXT_HINT): Field {
  return { path, label, hint, form: 'text' };
}

export function party(path: string, label: MessageKey): Field {
  return text(path, label, PARTY_HINT);
}

/** Printed with spaces, typed in small letters, meant without and in capitals. */
export function code(path: string, label: MessageKey, hint: MessageKey = TEXT_HINT): Field {
  return { path, label, hint, form: 'code' };
}

export function codes(path: string, label: MessageKey): Field {
  return { path, label, form: 'codes', hint: 'post.f.countriesHint' };
}

export function list(path: string, label: MessageKey): Field {
  return { path, label, form: 'list', hint: 'post.f.listHint' };
}

/** Serial numbers, each by itself or as a range. */
export function serials(path: string): Field {
  return { path, label: 'post.f.serials', hint: 'post.f.serialsHint', form: 'serials' };
}

export function time(path: string, label: MessageKey): Field {
  return { path, label, hint: 'post.f.whenHint', form: 'time' };
}

export function date(path: string, label: MessageKey): Field {
  return { path, label, form: 'date' };
}

export function number(
  path: string,
  label: MessageKey,
  hint: MessageKey = 'post.f.numberHint',
): Field {
  return { path, label, form: 'number', hint };
}

/** May be below zero. */
export function signed(path: string, label: MessageKey, hint: MessageKey): Field {
  return { path, label, hint, form: 'signed' };
}

export function choice(path: string, label: MessageKey, choices: Choices): Field {
  return { path, label, form: 'choice', choices };
}

export function yesNo(path: string, label: MessageKey): Field {
  return { path, label, form: 'yesNo', choices: YES_NO };
}

export function mode(path: string): Field {
  return choice(path, 'post.f.mode', MODES);
}

export function unit(path: string): Field {
  return choice(path, 'post.f.unit', UNITS);
}

export function optional(field: Field): Field {
  return { ...field, isOptional: true };
}

/** Either of the two says where; which one is the signer's choice. */
export function placeAt(path: string): readonly Field[] {
  return [
    code(`${path}.locode`, 'post.f.locode', 'post.f.locodeHint'),
    optional(text(`${path}.site`, 'post.f.site', 'post.f.siteHint')),
  ];
}
