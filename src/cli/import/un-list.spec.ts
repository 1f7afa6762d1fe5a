import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { countryCode } from './country-names.js';
import { screenParties } from './screen-parties.js';
import { readScreeningList } from './screening-list.js';

const xml = readFileSync(
  join(import.meta.dirname, '../../../test/lists/fictional-un-list.xml'),
  'utf8',
);

const entity = '<ENTITY><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></ENTITY>';

function list(inner: string): string {
  return `<CONSOLIDATED_LIST dateGenerated="2026-11-18"><ENTITIES>${inner}</ENTITIES></CONSOLIDATED_LIST>`;
}

describe('the consolidated list of the United Nations', () => {
  it('gives names, good aliases, countries, passports and the day of listing', () => {
    expect(readScreeningList(xml)).toEqual({
      version: '2026-11-18',
      entries: [
        {
          entry: 'XFi.001',
          names: ['Fictus Imaginé Nemo', 'Captain & Nobody'],
          countries: ['CD', 'UG'],
          identifiers: [{ scheme: 'passport', value: 'ZZ 0000017' }],
          born: ['1971'],
          listedOn: '2012-12-31',
        },
        {
          entry: '9000002',
          names: ['LANTERN GOLD COMPTOIR', 'Comptoir Lanterne'],
          countries: ['RW'],
          identifiers: [],
          born: [],
          listedOn: '2026-11-18',
        },
      ],
      unknownCountries: ['Atlantis'],
    });
  });

  it('names a party weakly in each of the countries of an entry, and in no other', () => {
    const { entries } = readScreeningList(xml);
    const party = { id: 'P', name: 'Nemo Fictus Imagine', country: 'UG' };

    expect(screenParties([party], entries, 'UN', 0.92)).toMatchObject([
      { entry: 'XFi.001', match: 'weak', listedOn: '2012-12-31' },
    ]);
    expect(screenParties([{ ...party, country: 'RW' }], entries, 'UN', 0.92)).toEqual([]);
  });

  it('does not name a party by an alias of low quality', () => {
    const { entries } = readScreeningList(xml);

    expect(screenParties([{ id: 'P', name: 'Boss', country: 'CD' }], entries, 'UN', 0.92)).toEqual(
      [],
    );
  });

  it('takes a date beside its own only when it is the same', () => {
    expect(readScreeningList(xml, '2026-11-18').version).toBe('2026-11-18');
    expect(() => readScreeningList(xml, '2026-11-20')).toThrow(
      'dateGenerated says 2026-11-18, --list-version 2026-11-20',
    );
  });

  it.each([
    ['is cut off', xml.slice(0, -60), /not well-formed.*unclosed tag: ENTIT/u],
    ['is cut off within a tag', xml.slice(0, 900), /not well-formed/u],
    [
      'closes what it did not open',
      list('<ENTITY></INDIVIDUAL>'),
      /not well-formed.*unexpected close tag/u,
    ],
    ['has an entity of its own', list('<ENTITY>&nobody;</ENTITY>'), /undefined entity/u],
    [
      'has a document type declaration',
      `<!DOCTYPE x [<!ENTITY a "b">]>\n${list(entity)}`,
      /line 1: a document type declaration/u,
    ],
    [
      'declares another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${list(entity)}`,
      /encoding is ISO-8859-1/u,
    ],
    ['is another list', '<sdnList/>', /root element is sdnList, not CONSOLIDATED_LIST/u],
    ['has no date', list(entity).replace(/ date\w+="[^"]+"/u, ''), /no dateGenerated/u],
    ['names nobody', list(''), /no INDIVIDUAL and no ENTITY/u],
    [
      'has an entry without a name',
      list(`\n<ENTITY><REFERENCE_NUMBER>XFe.9</REFERENCE_NUMBER><FIRST_NAME/></ENTITY>`),
      /ENTITY XFe\.9 \(line 2\) has no name/u,
    ],
    [
      'has an entry without a number',
      list('<ENTITY><FIRST_NAME>A</FIRST_NAME></ENTITY>'),
      /neither REFERENCE_NUMBER nor DATAID/u,
    ],
    [
      'has a day of listing that is none',
      list(entity.replace('</ENTITY>', '<LISTED_ON>31/12/2012</LISTED_ON></ENTITY>')),
      /ENTITY 1 \(line 1\): LISTED_ON is 31\/12\/2012, not a date/u,
    ],
  ])('is refused when it %s, saying so', (_, text, expected) => {
    expect(() => readScreeningList(list(entity))).not.toThrow();
    expect(() => readScreeningList(text)).toThrow(expected);
  });
});

describe('a country by its name', () => {
  it.each([
    ["Côte d'Ivoire", 'CI'],
    ['Iran (Islamic Republic of)', 'IR'],
    ["Democratic People's Republic of Korea", 'KP'],
    ['TRINIDAD AND TOBAGO', 'TT'],
    ['Atlantis', undefined],
  ])('%s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });
});
