import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';
import { coordinatesOf, readLocodeList } from './locode-list.js';

describe('comma-separated values', () => {
  it('are read with quotes, commas and line ends inside fields', () => {
    expect(readCsv('\uFEFFa,"b, ""c""",\r\n"d\ne",f,g\n\n')).toEqual([
      ['a', 'b, "c"', ''],
      ['d\ne', 'f', 'g'],
    ]);
  });

  it('keep an empty field at the very end', () => {
    expect(readCsv('a,b,')).toEqual([['a', 'b', '']]);
  });

  it('are refused when a quoted field has no end', () => {
    expect(() => readCsv('a,"b')).toThrow('has no end');
  });
});

describe('UN/LOCODE coordinates', () => {
  it.each([
    ['4230N 00131E', { lat: 42.5, lon: 1.5167 }],
    ['0141S 02914E', { lat: -1.6833, lon: 29.2333 }],
    ['0000S 00000W', { lat: 0, lon: 0 }],
    ['4260N 00131E', undefined],
    ['9130N 00131E', undefined],
    ['4230N 00131', undefined],
  ])('%s', (text, expected) => {
    expect(coordinatesOf(text)).toEqual(expected);
  });
});

function row(code: string, where: string, status = 'AI'): string {
  return `,"DE","${code}","Ört","Oert","","1-3-----","${status}","0601","","${where}",""`;
}

/** A country of ten places around 50 N, 10 E in UNECE's form, and one more place. */
function countryWith(coordinates: string, status = 'AI'): string {
  const around = Array.from({ length: 10 }, (_, at) =>
    row(`AA${'ABCDEFGHIJ'[at]}`, `500${at}N 0100${at}E`),
  );
  return [...around, row('ZZZ', coordinates, status)].join('\n');
}

describe('the UN/LOCODE list', () => {
  it('gives place, name without diacritics, function and coordinates', () => {
    const [first] = readLocodeList(countryWith('5000N 01000E'));

    expect(first).toEqual({
      country: 'DE',
      place: { locode: 'DEAAA', name: 'Oert', function: '1-3-----', lat: 50, lon: 10 },
    });
  });

  it.each([
    ['5000S 01000E', 'flipped-latitude'],
    ['5000N 01000W', 'flipped-longitude'],
    ['1000N 05000E', 'swapped'],
    ['4000N 10000E', 'outside'],
    ['', 'missing'],
    ['nowhere', 'unreadable'],
  ])('does not rely on %p: %s', (coordinates, fault) => {
    const last = readLocodeList(countryWith(coordinates)).at(-1);

    expect(last).toMatchObject({ fault, place: { locode: 'DEZZZ' } });
    expect(last?.place).not.toHaveProperty('lat');
  });

  it('leaves out what is being removed', () => {
    expect(readLocodeList(countryWith('5000N 01000E', 'XX'))).toHaveLength(10);
  });

  it('believes whoever marked coordinates as doubtful', () => {
    const text =
      'Code,Country,Location,Name,NameWoDiacritics,Subdivision,Function,Status,Date,IATA,Coordinates,Lat,Lon,CoordSource,CoordQuality\n' +
      'DEAAA,DE,AAA,A,A,,1,AI,0601,,,50,10,unece,swapped\nDEAAB,DE,AAB,B,B,,1,AI,0601,,,50,10,unece,ok';

    expect(readLocodeList(text)).toMatchObject([
      { fault: 'swapped' },
      { place: { lat: 50, lon: 10 } },
    ]);
  });

  it('refuses another file', () => {
    expect(() => readLocodeList('a,b\n1,2')).toThrow('neither');
    expect(() => readLocodeList(`{${'"a":1,'.repeat(12)}"b":2}`)).toThrow('no row of the list');
  });
});

const official = resolve(import.meta.dirname, '../../../../shared/data/un-locode/code-list.csv');

if (existsSync(official)) {
  describe('the official list', () => {
    it('is read whole, and most of what its keepers doubt is left without coordinates', () => {
      const listed = readLocodeList(readFileSync(official, 'utf8'));

      const relied = listed.filter(({ fault }) => fault === undefined);
      expect(listed.length).toBeGreaterThan(110_000);
      expect(relied.length).toBeGreaterThan(88_000);
      expect(relied.length).toBeLessThan(92_400);
    });

    it('has most of its wrong signs found without the marks of its keepers', () => {
      const rows = readCsv(readFileSync(official, 'utf8')).slice(1);
      const flipped = new Set(
        rows.filter((each) => each.at(-1)?.startsWith('flip')).map(([code]) => code),
      );
      const asPublished = rows
        .map((each) => [
          '',
          each[1],
          each[2],
          '',
          'Name',
          '',
          each[6],
          each[7],
          '',
          '',
          each[10],
          '',
        ])
        .join('\n');
      const found = readLocodeList(asPublished).filter(
        ({ place, fault }) => fault !== undefined && flipped.has(place.locode),
      );

      expect(flipped.size).toBeGreaterThan(100);
      expect(found.length).toBeGreaterThan(flipped.size / 2);
    });
  });
}
