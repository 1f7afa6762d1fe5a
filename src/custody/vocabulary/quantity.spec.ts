import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import * as fc from 'fast-check';
import { quantity } from './goods.js';
import {
  formatAlike,
  formatBase,
  formatQuantity,
  percentage,
  sumQuantities,
  toBase,
} from './quantity.js';
import { isUnitCode } from './unit-codes.js';
import { unitOf } from './units.js';

const MASS_UNITS = ['KGM', 'GRM', 'MGM', 'TNE', 'CTM', 'APZ', 'ONZ', 'LBR', 'GRN', 'LTN', 'STN'];
const decimal = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 14n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, places]) => new Big(digits.toString()).div(new Big(10).pow(places)).toFixed());
const mass = fc.record({ value: decimal, unit: fc.constantFrom(...MASS_UNITS) });

describe('quantities', () => {
  it.each([
    ['1', 'APZ', '0.0311034768'],
    ['1', 'LBR', '0.45359237'],
    ['1', 'CTM', '0.0002'],
    ['16', 'ONZ', '0.45359237'],
    ['7000', 'GRN', '0.45359237'],
    ['20', 'DWT', '0.0311034768'],
    ['2000', 'LBR', '907.18474'],
  ])('%s %s is exactly %s kg', (value, unit, kilograms) => {
    expect(toBase({ value, unit })).toEqual({ dimension: 'mass', value: new Big(kilograms) });
  });

  it('add without binary error', () => {
    const sum = sumQuantities([
      { value: '0.1', unit: 'KGM' },
      { value: '0.2', unit: 'KGM' },
    ]);

    expect(sum?.value.toFixed()).toBe('0.3');
  });

  it('of different dimensions do not add up', () => {
    expect(
      sumQuantities([
        { value: '1', unit: 'KGM' },
        { value: '1', unit: 'NAR' },
      ]),
    ).toBeUndefined();
    expect(sumQuantities([])).toBeUndefined();
  });

  it('are written for people', () => {
    expect(formatQuantity({ value: '1204.37', unit: 'CTM' })).toBe('1\u202f204.37 ct');
    expect(formatQuantity({ value: '300', unit: 'NAR' })).toBe('300 pcs');
    expect(formatQuantity({ value: '12', unit: 'SET' })).toBe('12 SET');
    expect(formatBase({ dimension: 'mass', value: new Big('0.4005') })).toBe('0.4 kg');
    expect(percentage(new Big('1'), new Big('3'))).toBe('33.3');
    expect(percentage(new Big('1'), new Big('0'))).toBeUndefined();
  });

  it('sum to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(mass, { minLength: 1, maxLength: 20 }), (amounts) => {
        const forwards = sumQuantities(amounts);
        const backwards = sumQuantities(amounts.toReversed());
        expect(forwards?.value.toFixed()).toBe(backwards?.value.toFixed());
      }),
    );
  });

  it('are accepted exactly when they are positive plain decimals', () => {
    fc.assert(
      fc.property(
        fc.oneof(decimal, fc.string({ maxLength: 8 }), fc.double().map(String)),
        (value) => {
          const plain = /^\d+(\.\d+)?$/.test(value) && !/^0\d/.test(value) && Number(value) > 0;
          expect(quantity.safeParse({ value, unit: 'KGM' }).success).toBe(
            plain && value.length <= 30,
          );
        },
      ),
    );
  });
});

describe('units', () => {
  it.each(['KGM', 'CTM', 'NAR', 'MTQ', 'APZ', 'H87', 'C62', 'PCE', '4G'])('knows %s', (code) => {
    expect(isUnitCode(code)).toBe(true);
  });

  it.each(['kg', 'KG', 'kgm', 'KILO', 'XXX', ''])('does not know %j', (code) => {
    expect(isUnitCode(code)).toBe(false);
  });

  it('has a factor only for codes of Rec 20', () => {
    const withFactor = [...MASS_UNITS, 'MTQ', 'LTR', 'BFT', 'NAR', 'H87', 'PCE', 'DZN'];

    expect(withFactor.filter((code) => unitOf(code) === undefined || !isUnitCode(code))).toEqual(
      [],
    );
  });
});

function inKilograms(...values: string[]) {
  return values.map((value) => ({ dimension: 'mass' as const, value: new Big(value) }));
}

describe('amounts side by side', () => {
  it('are told in the unit such goods are traded in', () => {
    expect(formatAlike(inKilograms('0.08002', '0.080038'), '710231')).toEqual([
      '400.1 ct',
      '400.19 ct',
    ]);
    expect(formatAlike(inKilograms('22.46'), '710812')).toEqual(['22\u202f460 g']);
    expect(formatAlike(inKilograms('22.46'), '261590')).toEqual(['22.46 kg']);
  });

  it('have as many decimals as it takes to tell them apart, and from nothing', () => {
    expect(formatAlike(inKilograms('22.4821', '22.4823'))).toEqual(['22.4821 kg', '22.4823 kg']);
    expect(formatAlike(inKilograms('1000', '0.00002'))).toEqual(['1\u202f000 kg', '0.00002 kg']);
    expect(formatAlike(inKilograms('1.00049', '1.00049', '0'))).toEqual(['1 kg', '1 kg', '0 kg']);
  });
});
