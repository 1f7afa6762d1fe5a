import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  countSerials,
  expandSerials,
  expandTags,
  normaliseMark,
  normaliseSerial,
} from './serials.js';

const range = fc
  .record({
    prefix: fc.string({ maxLength: 6 }),
    from: fc.integer({ min: 0, max: 100_000 }),
    length: fc.integer({ min: 0, max: 50 }),
    width: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ prefix, from, length, width }) => ({ prefix, from, to: from + length, width }));

describe('serials', () => {
  it('expand with zeros to their width', () => {
    expect(expandSerials([{ prefix: 'MZ26-', from: 9, to: 11, width: 6 }, 'X-1'])).toEqual([
      'MZ26-000009',
      'MZ26-000010',
      'MZ26-000011',
      'X-1',
    ]);
  });

  it('expand tags without leading zeros', () => {
    expect(expandTags([{ prefix: 'RW-MT-', from: 440_001, to: 440_002 }])).toEqual([
      'RW-MT-440001',
      'RW-MT-440002',
    ]);
  });

  it('refuse to expand more than a hundred thousand', () => {
    expect(() => expandSerials([{ prefix: 'A', from: 0, to: 100_000, width: 1 }])).toThrow(
      RangeError,
    );
  });

  it('expand to as many different serials as they count', () => {
    fc.assert(
      fc.property(range, (serial) => {
        const expanded = expandSerials([serial]);
        expect(expanded).toHaveLength(countSerials([serial]));
        expect(new Set(expanded).size).toBe(expanded.length);
        expect(expanded.every((each) => each.length >= serial.prefix.length + serial.width)).toBe(
          true,
        );
      }),
    );
  });

  it.each([
    ['MZ26-O00250', 'MZ26-000250'],
    ['mz26 000250', 'MZ26-000250'],
    ['AB-1OI', 'AB-1O1'],
    ['ABL12', 'AB112'],
  ])('reads %s and %s as the same mark', (a, b) => {
    expect(normaliseSerial(a)).toBe(normaliseSerial(b));
  });

  it.each([
    ['MZ26-000250', 'MZ26-000251'],
    ['OIL', '011'],
    ['A-1-B', 'A-I-B'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(normaliseSerial(a)).not.toBe(normaliseSerial(b));
  });

  it('are normal after one pass', () => {
    fc.assert(
      fc.property(fc.string(), (serial) => {
        const once = normaliseSerial(serial);
        expect(normaliseSerial(once)).toBe(once);
        expect(once).toMatch(/^[A-Z0-9]*$/);
      }),
    );
  });
});

describe('seal numbers', () => {
  it('are compared without separators and case', () => {
    expect(normaliseMark('TZ-C-118820')).toBe(normaliseMark('tzc118820'));
  });
});
