import { z } from 'zod';
import { phrase } from './phrase.js';
import { parseFullDate, parseInstant, startOf } from './times.js';

/** Formats of single members, shared by every payload of the ledger. */

export const id = z
  .string(phrase('must be an id: 1 to 64 of A-Z a-z 0-9 . _ : -'))
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, phrase('must be an id: 1 to 64 of A-Z a-z 0-9 . _ : -'))
  .meta({ description: 'Identifier of a party, item, site, handover, package or device.' });

/**
 * One regular expression instead of length checks: it costs a third. Characters are code points; lone surrogates and
 * control characters other than tab and line ends are refused, since neither UTF-8 nor a database can hold them all.
 */
function textOf(min: number, max: number, expected: string) {
  const characters = '[^\\p{Cs}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]';
  return z
    .string(phrase(expected))
    .regex(new RegExp(`^${characters}{${min},${max}}$`, 'u'), phrase(expected))
    .meta({ minLength: min, maxLength: max });
}

/** Members that the vocabulary does not describe further. */
export const text = textOf(
  1,
  200,
  'must be a text of 1 to 200 characters without control characters',
);
export const longText = textOf(
  1,
  1000,
  'must be a text of 1 to 1000 characters without control characters',
);
export const note = textOf(
  0,
  500,
  'must be a text of at most 500 characters without control characters',
);
export const numberPrefix = textOf(
  0,
  200,
  'must be a text of at most 200 characters (empty where numbers have no prefix)',
);

const codePhrase = phrase('must be a code: 1 to 40 of A-Z a-z 0-9 _ -');
/** An open code: any value of this form is accepted, rules know some of them. */
export const code = z.string(codePhrase).regex(/^[A-Za-z0-9_-]{1,40}$/, codePhrase);

const countryPhrase = phrase('must be an ISO 3166-1 alpha-2 country code such as "RW"');
export const country = z.string(countryPhrase).regex(/^[A-Z]{2}$/, countryPhrase);

const locodePhrase = phrase('must be a UN/LOCODE without space such as "TZDAR"');
export const locode = z.string(locodePhrase).regex(/^[A-Z]{2}[A-Z2-9]{3}$/, locodePhrase);

const hashPhrase = phrase('must be a SHA-256 as 64 lower-case hex digits');
export const sha256 = z.string(hashPhrase).regex(/^[0-9a-f]{64}$/, hashPhrase);

const ucrPhrase = phrase(
  'must be a WCO UCR: the last digit of the year, two letters of the country, then up to 32 of 0-9 A-Z ( ) -',
);
export const ucr = z.string(ucrPhrase).regex(/^[0-9][A-Z]{2}[0-9A-Z()-]{1,32}$/, ucrPhrase);

const originPhrase = phrase(
  "must be the ledger's origin, as GET /.well-known/custody-ledger names it",
);
export const ledgerOrigin = z.string(originPhrase).min(1, originPhrase).max(100, originPhrase);

const instantPhrase = phrase(
  'must be an RFC 3339 time of the years 1900 to 9999 with its offset, such as "2026-05-04T14:00:00+02:00"',
);
export const instant = z
  .string(instantPhrase)
  .refine((value) => parseInstant(value) !== undefined, instantPhrase)
  .meta({ format: 'date-time' });

const datePhrase = phrase('must be a date such as "2026-05-04"');
export const fullDate = z
  .string(datePhrase)
  .refine((value) => parseFullDate(value) !== undefined, datePhrase)
  .meta({ format: 'date' });

const dateOrTimePhrase = phrase(
  'must be a date such as "2026-05-04" or an RFC 3339 time with its offset',
);
/** A bound of a validity. A date as a start means its first instant, as an end its last, in UTC. */
export const dateOrTime = z
  .string(dateOrTimePhrase)
  .refine((value) => startOf(value) !== undefined, dateOrTimePhrase);

const wholePhrase = phrase('must be a whole number from 0 to 9007199254740991');
export const wholeNumber = z.int(wholePhrase).min(0, wholePhrase);

const integerPhrase = phrase('must be a whole number');
export const integer = z.int(integerPhrase);

export const flag = z.boolean(phrase('must be true or false'));

const MAX_DECIMAL_LENGTH = 30;
const DECIMAL = '(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?';

const quantityPhrase = phrase(
  `must be a positive decimal string such as "12.5", at most ${MAX_DECIMAL_LENGTH} characters; no sign, exponent or leading zeros`,
);
export const positiveDecimal = z
  .string(quantityPhrase)
  .regex(new RegExp(`^(?=.{1,${MAX_DECIMAL_LENGTH}}$)(?=.*[1-9])${DECIMAL}$`), quantityPhrase);

const percentPhrase = phrase('must be a decimal string from "0" to "100" such as "30.5"');
export const percent = z
  .string(percentPhrase)
  .regex(
    new RegExp(`^(?=.{1,${MAX_DECIMAL_LENGTH}}$)(?:100(?:\\.0+)?|[1-9]?[0-9](?:\\.[0-9]+)?)$`),
    percentPhrase,
  );
