import { SaxesParser } from 'saxes';
import { countryCode } from './country-names.js';
import type { ListEntry, ScreeningList } from './screening-list.js';

/** An element below an entry of the list. */
interface Element {
  readonly name: string;
  /** Where its start tag ends. */
  readonly line: number;
  readonly children: Element[];
  text: string;
}

/** What holds the entries, and how they are called in it. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['INDIVIDUALS', 'INDIVIDUAL'],
  ['ENTITIES', 'ENTITY'],
]);

const NAME_PARTS = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'];

/**
 * Reads the Consolidated List of the United Nations Security Council (`CONSOLIDATED_LIST` with `INDIVIDUALS` and
 * `ENTITIES`). Its date is that of `dateGenerated`. Aliases of low quality are left out: the list itself holds them
 * too weak to name somebody by.
 *
 * @throws RangeError saying where and why the text is not well-formed, has a document type declaration or is another
 *   list
 */
export function readUnList(text: string): ScreeningList {
  const { dateGenerated, elements } = read(text);
  const version = dayOf(dateGenerated);
  if (version === undefined)
    throw new RangeError('CONSOLIDATED_LIST has no dateGenerated with the date of the list');
  if (elements.length === 0) throw new RangeError('the list has no INDIVIDUAL and no ENTITY');
  const unknownCountries = new Set<string>();
  const entries = elements.map((element) => {
    const named = countriesOf(element);
    for (const name of named) if (countryCode(name) === undefined) unknownCountries.add(name);
    return entryOf(element, named, version);
  });
  return { version, entries, unknownCountries: [...unknownCountries] };
}

interface Document {
  readonly dateGenerated: string;
  readonly elements: readonly Element[];
}

function read(text: string): Document {
  const parser = new SaxesParser();
  const open: Element[] = [];
  const elements: Element[] = [];
  let dateGenerated = '';
  parser.on('error', ({ message }) => {
    throw new RangeError(`not well-formed XML (line:column: what): ${message}`);
  });
  // Nothing in the list needs one, and entities declared there are a known way to attack whoever reads XML.
  parser.on('doctype', () => {
    throw new RangeError(`line ${parser.line}: a document type declaration (<!DOCTYPE) is refused`);
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      throw new RangeError(`the encoding is ${encoding}; only UTF-8 is read`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0) {
      if (name !== 'CONSOLIDATED_LIST')
        throw new RangeError(`the root element is ${name}, not CONSOLIDATED_LIST`);
      dateGenerated = attributes['dateGenerated'] ?? '';
    }
    const element: Element = { name, line: parser.line, children: [], text: '' };
    // Entries are kept; what holds them need not hold them too.
    if (open.length > 2) open.at(-1)?.children.push(element);
    else if (open.length === 2 && SECTIONS.get(open[1]?.name ?? '') === name)
      elements.push(element);
    open.push(element);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined && open.length > 2) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return { dateGenerated, elements };
}

function entryOf(element: Element, countries: readonly string[], version: string): ListEntry {
  const entry = textIn(element, 'REFERENCE_NUMBER') || textIn(element, 'DATAID');
  const what = `${element.name} ${entry} (line ${element.line})`;
  if (entry === '') throw new RangeError(`${what} has neither REFERENCE_NUMBER nor DATAID`);
  const name = NAME_PARTS.map((part) => textIn(element, part))
    .filter((part) => part !== '')
    .join(' ');
  if (name === '') throw new RangeError(`${what} has no name: FIRST_NAME to FOURTH_NAME are empty`);
  const listed = textIn(element, 'LISTED_ON');
  const listedOn = listed === '' ? version : dayOf(listed);
  if (listedOn === undefined)
    throw new RangeError(`${what}: LISTED_ON is ${listed}, not a date such as 2026-11-20`);
  return {
    entry,
    names: [name, ...aliasesOf(element)],
    countries: [...new Set(countries.flatMap((each) => countryCode(each) ?? []))],
    identifiers: passportsOf(element).map((value) => ({ scheme: 'passport', value })),
    born: childrenOf(element, 'INDIVIDUAL_DATE_OF_BIRTH').flatMap(
      (birth) => dayOf(textIn(birth, 'DATE')) ?? yearOf(textIn(birth, 'YEAR')) ?? [],
    ),
    listedOn,
  };
}

function aliasesOf(element: Element): string[] {
  return childrenOf(element, `${element.name}_ALIAS`)
    .filter((alias) => textIn(alias, 'QUALITY').toLowerCase() !== 'low')
    .map((alias) => textIn(alias, 'ALIAS_NAME'))
    .filter((name) => name !== '');
}

function countriesOf(element: Element): string[] {
  return [
    ...childrenOf(element, 'NATIONALITY').map((each) => textIn(each, 'VALUE')),
    ...childrenOf(element, `${element.name}_ADDRESS`).map((each) => textIn(each, 'COUNTRY')),
  ].filter((name) => name !== '');
}

function passportsOf(element: Element): string[] {
  return childrenOf(element, 'INDIVIDUAL_DOCUMENT')
    .filter((document) => textIn(document, 'TYPE_OF_DOCUMENT').toLowerCase() === 'passport')
    .map((document) => textIn(document, 'NUMBER'))
    .filter((number) => number !== '');
}

function childrenOf({ children }: Element, name: string): Element[] {
  return children.filter((child) => child.name === name);
}

/** Text of the first child of that name, white space as one blank; empty when there is none. */
function textIn(element: Element, name: string): string {
  const text = childrenOf(element, name)[0]?.text ?? '';
  return text.trim().replaceAll(/\s+/gu, ' ');
}

function yearOf(text: string): string | undefined {
  return /^\d{4}$/u.test(text) ? text : undefined;
}

/** The date that a date or time begins with. */
function dayOf(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[TZ+-].*)?$/u.exec(text)?.[1];
  return day === undefined || Number.isNaN(Date.parse(day)) ? undefined : day;
}
