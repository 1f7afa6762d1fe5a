import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { screenParties } from './screen-parties.js';
import { readScreeningList } from './screening-list.js';

const list = readFileSync(join(import.meta.dirname, 'fictional-list.csv'), 'utf8');
const { entries } = readScreeningList(list, '2026-11-20');

function born(value: string) {
  const identifiers = [{ scheme: 'birthdate', value }];
  return [{ id: 'P', name: 'Fictus Nemo', country: 'CD', identifiers }];
}

describe('screening', () => {
  const party = { id: 'P', name: 'Somebody Else', country: 'CD' };

  it('finds a party strongly by an identifier of the same scheme, however it is written', () => {
    const registered = {
      ...party,
      identifiers: [{ scheme: 'Registration', value: 'cd fict 7781' }],
    };

    expect(screenParties([registered], entries, 'FICTION', 0.92)).toEqual([
      { party: 'P', list: 'FICTION', entry: 'FICT-001', listedOn: '2026-01-15', match: 'strong' },
    ]);
  });

  it('does not take the number of another scheme for it', () => {
    const other = { ...party, identifiers: [{ scheme: 'tax', value: 'CD-FICT-7781' }] };

    expect(screenParties([other], entries, 'FICTION', 0.92)).toEqual([]);
  });

  it('finds a party weakly by name or alias only where the country agrees', () => {
    const named = { ...party, name: 'Kivu Bright Stone Trading' };

    expect(screenParties([named], entries, 'FICTION', 0.92)).toMatchObject([{ match: 'weak' }]);
    expect(screenParties([{ ...named, country: 'RW' }], entries, 'FICTION', 0.92)).toEqual([]);
    expect(
      screenParties([{ ...named, name: 'Bright Kivu Mining' }], entries, 'FICTION', 0.92),
    ).toEqual([]);
  });

  it('takes names for each other from the score it is given on, and tells how alike they are', () => {
    const named = { ...party, name: 'Kivu Bright Stone Trading' };
    const [match] = screenParties([named], entries, 'FICTION', 0.92);
    const score = Number(match?.score);

    expect(score).toBeGreaterThan(0.92);
    expect(screenParties([named], entries, 'FICTION', score)).toHaveLength(1);
    expect(screenParties([named], entries, 'FICTION', score + 0.0002)).toEqual([]);
  });

  const petrov = {
    entry: 'E',
    names: ['PETROV, Ivan'],
    countries: ['RU'],
    identifiers: [],
    born: [],
    listedOn: '2026-01-01',
  };
  const screened = (name: string, country: string) =>
    screenParties([{ id: 'P', name, country }], [petrov], 'L', 0.92);

  it('reads names in other alphabets, and holds a common one for nobody without support', () => {
    expect(screened('Иван Петров', 'RU')).toMatchObject([{ match: 'weak', score: '1' }]);
    expect(screened('Иван Петров', 'BG')).toEqual([]);
    expect(screened('Ivan Petrov', 'KZ')).toEqual([]);
  });

  it('matches just above the score of the rule and not just below', () => {
    expect(screened('Ivan Sergei Petrov', 'RU')).toMatchObject([{ score: '0.9222' }]);
    // 0.9141
    expect(screened('Jovan Petrov', 'RU')).toEqual([]);
  });

  it('lets a date of birth support a name where the country does not, to the year where no more is known', () => {
    const nemo = {
      entry: 'N',
      names: ['Fictus Nemo'],
      countries: [],
      identifiers: [],
      born: ['1971', '1973-04-05'],
      listedOn: '2026-01-01',
    };

    expect(screenParties(born('1971-05-15'), [nemo], 'L', 0.92)).toHaveLength(1);
    expect(screenParties(born('1973-04-05'), [nemo], 'L', 0.92)).toHaveLength(1);
    expect(screenParties(born('1973-04-06'), [nemo], 'L', 0.92)).toEqual([]);
  });

  it('keeps the day on which an entry was taken off the list', () => {
    const old = { id: 'O', name: 'Old Timber Concession', country: 'CG' };

    expect(screenParties([old], entries, 'FICTION', 0.92)).toMatchObject([
      { delistedOn: '2024-03-01' },
    ]);
  });
});

describe("OFAC's SDN.CSV", () => {
  it('gives names, aliases and numbers from its remarks', () => {
    const row =
      '9001,"FICTIONAL SHIP","vessel","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration Identification IMO 9999993; DOB 10 Dec 1948; a.k.a. \'OTHER SHIP\'; Tax ID No. 12-34 (Panama)."\n';

    expect(readScreeningList(row, '2026-11-20').entries).toEqual([
      {
        entry: '9001',
        names: ['FICTIONAL SHIP', 'OTHER SHIP'],
        countries: [],
        identifiers: [
          { scheme: 'IMO', value: '9999993' },
          { scheme: 'tax', value: '12-34' },
        ],
        born: ['1948'],
        listedOn: '2026-11-20',
      },
    ]);
  });

  it('must be told of which date it is, because the file does not say', () => {
    expect(() => readScreeningList(list)).toThrow('give --list-version');
  });

  it('is refused where a row was cut off, and ends as it always did', () => {
    expect(
      readScreeningList(`${sdnRow(1)}${sdnRow(2)}\u001A\n`, '2026-11-20').entries,
    ).toHaveLength(2);
    expect(() => readScreeningList(`${sdnRow(1)}2,"SOME\n`, '2026-11-20')).toThrow('has no end');
    expect(() => readScreeningList(`${sdnRow(1)}2,"SOMEBODY"\n`, '2026-11-20')).toThrow(
      'entry 2 (2) has 2 fields and not 12',
    );
  });

  it('is not taken for anything else, nor anything else for it', () => {
    expect(() => readScreeningList('a,b\n1,2\n', '2026-11-20')).toThrow('this is neither');
  });
});

describe('a plain list', () => {
  const heading = 'entry,name,aliases,country,identifiers,listedOn,delistedOn';
  const read = (row: string) => () => readScreeningList(`${heading}\n${row}\n`, '2026-11-20');

  it('is refused where a row says less, or what is no date or country', () => {
    expect(read('1,SOMEBODY,,RW,,2026-01-01,')()).toMatchObject({ entries: [{ entry: '1' }] });
    expect(read('1,SOMEBODY,,RW,,2026-01-01')).toThrow('row 2 has 6 fields and not 7');
    expect(read('1,SOMEBODY,,RW,,20/11/2026,')).toThrow('row 2: 20/11/2026 is not a date');
    expect(read('1,SOMEBODY,,RW,,2026-13-01,')).toThrow('row 2: 2026-13-01 is not a date');
    expect(read('1,SOMEBODY,,Rwanda,,2026-01-01,')).toThrow('row 2: country Rwanda');
    expect(() => readScreeningList(`${heading}\n`, '2026-11-20')).toThrow('has no entry');
  });
});

function sdnRow(uid: number): string {
  return `${uid},"SOMEBODY","individual"${',-0- '.repeat(9)}\n`;
}
