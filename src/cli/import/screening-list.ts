import { readCsv } from './csv.js';
import { readUnList } from './un-list.js';

/** One entry of a sanctions list. */
export interface ListEntry {
  readonly entry: string;
  /** Its names and aliases. */
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2; none where the list does not tell. */
  readonly countries: readonly string[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  /** Dates of birth, or years where no more is known; none where the list does not tell. */
  readonly born: readonly string[];
  /** Date; where the list does not tell, the date of the list. */
  readonly listedOn: string;
  readonly delistedOn?: string;
}

export interface ScreeningList {
  /** Date of the list. */
  readonly version: string;
  readonly entries: readonly ListEntry[];
  /** Names of countries that were not understood, and are not compared. */
  readonly unknownCountries: readonly string[];
}

const HEADING = ['entry', 'name', 'aliases', 'country', 'identifiers', 'listedOn', 'delistedOn'];

/**
 * Reads the XML of the United Nations, a plain list with the heading
 * `entry,name,aliases,country,identifiers,listedOn,delistedOn` (aliases divided by `;`, identifiers `scheme=value`
 * divided by `;`), or OFAC's SDN.CSV: 12 columns without heading, `-0-` for nothing, aliases and identifiers in the
 * remarks.
 *
 * @param version date of the list, also for entries without one; the XML has its own, which it must then be
 * @throws RangeError when the text is none of them, or its date is missing or another
 */
export function readScreeningList(text: string, version?: string): ScreeningList {
  if (/^\uFEFF?\s*</u.test(text)) return agreed(readUnList(text), version);
  const [first, ...others] = readCsv(text);
  const isPlain = first?.join() === HEADING.join();
  if (!isPlain && !(first?.length === 12 && /^\d+$/u.test(first[0] ?? '')))
    throw new RangeError(
      `this is neither the XML of the United Nations, nor OFAC's SDN.CSV, nor a list with the heading ${HEADING.join(',')}`,
    );
  if (version === undefined)
    throw new RangeError('the file does not say of which date it is: give --list-version');
  const entries = isPlain
    ? others.map((row, at) => plainEntry(row, at + 2, version))
    : [first, ...others].filter(isNoEnd).map((row, at) => sdnEntry(row, at + 1, version));
  if (entries.length === 0) throw new RangeError('the list has no entry');
  return { version, entries, unknownCountries: [] };
}

function agreed(list: ScreeningList, version: string | undefined): ScreeningList {
  if (version !== undefined && version !== list.version)
    throw new RangeError(
      `dateGenerated says ${list.version}, --list-version ${version}: leave the option out`,
    );
  return list;
}

/** OFAC's files end with a row of the one character 1A, as those of old systems did. */
function isNoEnd(row: readonly string[]): boolean {
  return row.length !== 1 || row[0]?.trim() !== '\u001A';
}

function plainEntry(row: readonly string[], line: number, version: string): ListEntry {
  // Whoever is left out of a row that was cut off or shifted would not be screened for.
  if (row.length !== HEADING.length)
    throw new RangeError(`row ${line} has ${row.length} fields and not ${HEADING.length}`);
  const [entry = '', name = '', aliases, country = '', identifiers, listedOn, delistedOn] = row;
  if (entry === '' || name === '') throw new RangeError(`row ${line} has no entry or no name`);
  if (country !== '' && !/^[A-Z]{2}$/u.test(country))
    throw new RangeError(`row ${line}: country ${country} is no ISO 3166-1 code such as RW`);
  for (const date of [listedOn, delistedOn])
    if (date && !isDate(date))
      throw new RangeError(`row ${line}: ${date} is not a date such as 2026-11-20`);
  return {
    entry,
    names: [name, ...divided(aliases)],
    countries: country === '' ? [] : [country],
    identifiers: divided(identifiers).map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new RangeError(`row ${line}: identifier ${each} must be scheme=value`);
      return { scheme: each.slice(0, at).trim(), value: each.slice(at + 1).trim() };
    }),
    born: [],
    listedOn: listedOn || version,
    ...(delistedOn && { delistedOn }),
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));
}

function divided(cell = ''): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const ALIAS = /[af]\.k\.a\. '([^']+)'/gu;
/** How the remarks name numbers, and the scheme that they are compared under. */
const NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/IMO (\d{7})/gu, 'IMO'],
  [/Passport ([A-Z0-9-]+)/gu, 'passport'],
  [/(?:Registration Number|Registration ID|Company Number) ([A-Z0-9./-]+)/gu, 'registration'],
  [/Tax ID No\. ([A-Z0-9./-]+)/gu, 'tax'],
  [/Legal Entity Number ([A-Z0-9]{20})/gu, 'LEI'],
];

function sdnEntry(row: readonly string[], number: number, version: string): ListEntry {
  if (row.length !== 12)
    throw new RangeError(`entry ${number} (${row[0] ?? ''}) has ${row.length} fields and not 12`);
  const remarks = row[11] ?? '';
  return {
    entry: (row[0] ?? '').trim(),
    names: [row[1] ?? '', ...Array.from(remarks.matchAll(ALIAS), (match) => match[1] ?? '')],
    countries: [],
    identifiers: NUMBERS.flatMap(([pattern, scheme]) =>
      Array.from(remarks.matchAll(pattern), (match) => ({ scheme, value: match[1] ?? '' })),
    ),
    // The remarks write the month in words: the year has to do.
    born: Array.from(
      remarks.matchAll(/DOB (?:circa )?(?:[^;]*? )?(\d{4})\b/gu),
      ([, year = '']) => year,
    ),
    listedOn: version,
  };
}
