import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { endOf, parseFullDate, parseInstant, startOf } from './times.js';

const two = (value: number) => String(value).padStart(2, '0');

describe('parseInstant', () => {
  it('reads what every date prints, in every offset', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-03'), max: new Date('9999-12-30'), noInvalidDate: true }),
        fc.integer({ min: -839, max: 839 }),
        (date, offset) => {
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23);
          const minutes = Math.abs(offset);
          const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
          expect(parseInstant(local + zone)).toBe(date.getTime());
        },
      ),
    );
  });

  it.each([
    ['2026-05-04T14:00:00Z', '2026-05-04T14:00:00.000Z'],
    ['2026-05-04t14:00:00z', '2026-05-04T14:00:00.000Z'],
    ['2026-05-04T14:00:00.5Z', '2026-05-04T14:00:00.500Z'],
    ['2026-05-04T14:00:00.123456789+02:00', '2026-05-04T12:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (text, utc) => {
    expect(parseInstant(text)).toBe(Date.parse(utc));
  });

  it.each([
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00+14:00',
    '1900-01-01T00:00:00+01:00',
    '1899-12-31T23:59:59Z',
    '2026-05-04T14:00:00',
    '2026-05-04 14:00:00Z',
    '2026-05-04T14:00Z',
    '2026-02-29T14:00:00Z',
    '2100-02-29T14:00:00Z',
    '2026-13-01T14:00:00Z',
    '2026-00-01T14:00:00Z',
    '2026-04-31T14:00:00Z',
    '2026-05-04T24:00:00Z',
    '2026-05-04T14:60:00Z',
    '2026-05-04T14:00:60Z',
    '2026-05-04T14:00:00.Z',
    '2026-05-04T14:00:00+0200',
    '2026-05-04T14:00:00+24:00',
    '2026-05-04T14:00:00+02:60',
    '2026-05-04T14:00:00Zx',
    '+002026-05-04T14:00:00Z',
    '２026-05-04T14:00:00Z',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => parseInstant(text)).not.toThrow()));
  });
});

describe('dates', () => {
  it('start with their first and end with their last millisecond', () => {
    expect(startOf('2026-05-04')).toBe(Date.parse('2026-05-04T00:00:00.000Z'));
    expect(endOf('2026-05-04')).toBe(Date.parse('2026-05-04T23:59:59.999Z'));
    expect(startOf('2026-05-04T10:00:00+02:00')).toBe(endOf('2026-05-04T08:00:00Z'));
  });

  it.each(['2026-5-04', '2026-05-4', '2026/05/04', '2026-02-30', ''])('refuse %j', (text) => {
    expect(parseFullDate(text)).toBeUndefined();
  });
});
