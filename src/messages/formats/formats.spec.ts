import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LANGUAGES } from '../../shell/languages.js';
import { type Language, sayIn } from '../messages.js';
import { type Formats, formatsIn } from './formats.js';

function writtenIn(language: Language): Formats {
  const texts = LANGUAGES.get(language);
  if (texts === undefined) throw new Error(`nothing is written in ${language}`);
  return formatsIn(sayIn(language, texts.messages));
}

describe.each([...LANGUAGES.keys()])('what is written in %s', (language) => {
  const written = writtenIn(language);
  const locale = `${language}-u-nu-latn`;
  const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;

  it('tells every month as the locale has it', () => {
    const dates = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 2)));
    const format = new Intl.DateTimeFormat(locale, day);

    expect(dates.map((date) => written.day(date.toISOString()))).toEqual(
      dates.map((date) => format.format(date)),
    );
  });

  it('writes figures as the locale does', () => {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    const thousandths = fc.integer({ min: -1e12, max: 1e12 });

    fc.assert(
      fc.property(thousandths, fc.constantFrom(1, 10, 1000), (count, unit) => {
        expect(written.number(count / unit)).toBe(format.format(count / unit));
      }),
    );
  });

  it('refuses what is no time', () => {
    expect(() => written.time('soon')).toThrow(RangeError);
  });
});

describe('a time', () => {
  it('is told in UTC', () => {
    const told = ['en', 'fr', 'ar'].map((language) =>
      writtenIn(language).time('2026-12-31T23:30:59.999-02:00'),
    );

    expect(told).toEqual([
      'Jan 1, 2027, 01:30 UTC',
      '1 janv. 2027 à 01:30 UTC',
      '1 يناير 2027، 01:30 UTC',
    ]);
  });
});

describe('a figure', () => {
  const { number } = writtenIn('en');

  it('has three decimals at most, and no minus when nothing is left', () => {
    expect(number(490.0634)).toBe('490.063');
    expect(number(12_345.6)).toBe('12,345.6');
    expect(number(-0.0001)).toBe('0');
  });
});

describe('a span of time', () => {
  it.each([
    [0, '0 min', '0 min', '0 د'],
    [59.4 * 60_000, '59 min', '59 min', '59 د'],
    [26 * 3_600_000, '26 hr', '26 h', '26 س'],
    [47.9 * 3_600_000, '48 hr', '48 h', '48 س'],
    [2 * 86_400_000, '2 days', '2 j', 'يومان (2)'],
    [11 * 86_400_000, '11 days', '11 j', '11 يومًا'],
    [1200 * 86_400_000, '1,200 days', '1\u202f200 j', '1,200 يوم'],
  ])('of %d ms is told in the one unit that fits', (ms, ...expected) => {
    const told = ['en', 'fr', 'ar'].map((language) => writtenIn(language).duration(ms));

    expect(told).toEqual(expected);
  });
});
