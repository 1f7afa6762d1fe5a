import { describe, expect, it } from '@jest/globals';
import { commodityOfHs, isRoughDiamond } from './commodity.js';
import {
  allocationYear,
  consignmentKey,
  consignmentYear,
  parseConsignmentKey,
  yearOf,
} from './consignment-key.js';
import {
  COUNTRIES,
  countryName,
  EU_MEMBERS,
  ICGLR_MEMBERS,
  isCountry,
  KIMBERLEY_PARTICIPANTS,
} from './countries.js';
import { exampleEvents } from './examples.js';
import { isContainerNumber, withCorrectDigit } from './iso6346.js';
import { itemIdsOf, itemsOf } from './items.js';
import { spelledConsignment } from './spelled-consignment.js';
import { coordinatesOf, countryOf, distanceKm } from './places.js';

describe('commodity of an HS code', () => {
  it.each([
    ['930190', 'ARMS'],
    ['9305', 'ARMS'],
    ['2609', '3T'],
    ['261590', '3T'],
    ['2615900010', '3T'],
    ['261510', 'OTHER'],
    ['810320', '3T'],
    ['8001', '3T'],
    ['710812', 'GOLD'],
    ['710231', 'DIAMOND'],
    ['440349', 'TIMBER'],
    ['050710', 'WILDLIFE'],
    ['847130', 'OTHER'],
  ])('%s is %s', (hs, commodity) => {
    expect(commodityOfHs(hs)).toBe(commodity);
  });

  it('tells rough diamonds from polished ones', () => {
    expect(isRoughDiamond('710231')).toBe(true);
    expect(isRoughDiamond('710239')).toBe(false);
  });
});

describe('consignment key', () => {
  it('takes the latest year that ends in the first digit of the UCR', () => {
    expect(allocationYear('6RW1', 2026)).toBe(2026);
    expect(allocationYear('6RW1', 2025)).toBe(2016);
    expect(allocationYear('9RW1', 2030)).toBe(2029);
    expect(allocationYear('0RW1', 2026)).toBe(2020);
  });

  it('lets an event join the newest consignment within five years, and opens another after', () => {
    expect(consignmentYear('6RW1', 2027, [2026])).toBe(2026);
    expect(consignmentYear('6RW1', 2031, [2016, 2026])).toBe(2026);
    expect(consignmentYear('6RW1', 2036, [2026])).toBe(2036);
    expect(consignmentYear('6RW1', 2026, [])).toBe(2026);
  });

  it('reads back what it writes, and refuses a year that the UCR contradicts', () => {
    const key = consignmentKey('6RW102938475-UM2605A', 2026);

    expect(parseConsignmentKey(key)).toEqual({ ucr: '6RW102938475-UM2605A', year: 2026 });
    expect(parseConsignmentKey('6RW102938475-UM2605A;2025')).toBeUndefined();
    expect(parseConsignmentKey('6RW102938475-UM2605A')).toBeUndefined();
  });

  it('is read as people write it', () => {
    expect(spelledConsignment(' 6rw1029 38475-um2605a\n')).toBe('6RW102938475-UM2605A');
    expect(spelledConsignment('6rw102938475-um2605a;2026')).toBe('6RW102938475-UM2605A;2026');
  });

  it('counts the year in UTC', () => {
    expect(yearOf('2027-01-01T00:30:00+02:00')).toBe(2026);
  });
});

describe('container numbers', () => {
  it.each(['CSQU3054383', 'MSKU6011672', 'TEXU3070079', 'csqu 305438-3'])(
    'accepts %s',
    (number) => {
      expect(isContainerNumber(number)).toBe(true);
    },
  );

  it.each(['CSQU3054384', 'ABCU1234567EXTRA', 'xxZ123456', '!!J1234567', 'CSQX3054383', ''])(
    'refuses %j',
    (number) => {
      expect(isContainerNumber(number)).toBe(false);
    },
  );

  it('offers the digit that was meant', () => {
    expect(withCorrectDigit('CSQU3054384')).toBe('CSQU3054383');
    expect(withCorrectDigit('nonsense')).toBeUndefined();
  });
});

describe('items of an event', () => {
  it('are listed with what becomes of them', () => {
    const roles = itemsOf(exampleEvents.TRANSFORM).map(
      ({ item, role }) => `${role} ${item.itemId}`,
    );

    expect(roles).toEqual(['input L-1', 'output U-1', 'output U-1T']);
  });

  it('include those of a replacement', () => {
    expect(itemIdsOf(exampleEvents.CORRECT)).toEqual(['L-1']);
  });
});

describe('places', () => {
  const facts = {
    sites: new Map([['RW-1', { operator: 'P-1', lat: -2.05, lon: 29.62 }]]),
    parties: new Map([['P-1', { country: 'RW' }]]),
    places: new Map([
      ['TZDAR', { lat: -6.8, lon: 39.2833 }],
      ['RWGOM', {}],
    ]),
  };

  it('have the country of their locode, else of the operator of their site', () => {
    expect(countryOf({ locode: 'TZDAR', site: 'RW-1' }, facts)).toBe('TZ');
    expect(countryOf({ site: 'RW-1' }, facts)).toBe('RW');
    expect(countryOf({ site: 'XX-1' }, facts)).toBeUndefined();
    expect(countryOf({ lat: 1, lon: 1 }, facts)).toBeUndefined();
    expect(countryOf({ locode: 'XZABC' }, facts)).toBeUndefined();
  });

  it('prefer measured coordinates to registered ones', () => {
    expect(coordinatesOf({ lat: 1, lon: 2, site: 'RW-1' }, facts)).toEqual({ lat: 1, lon: 2 });
    expect(coordinatesOf({ site: 'RW-1', locode: 'TZDAR' }, facts)).toEqual({
      lat: -2.05,
      lon: 29.62,
    });
    expect(coordinatesOf({ locode: 'RWGOM' }, facts)).toBeUndefined();
  });

  it('are as far apart as the globe says', () => {
    expect(distanceKm({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(20_015, 0);
    expect(distanceKm({ lat: 52.52, lon: 13.405 }, { lat: 48.8566, lon: 2.3522 })).toBeCloseTo(
      877.5,
      0,
    );
    expect(distanceKm({ lat: 1, lon: 1 }, { lat: 1, lon: 1 })).toBe(0);
  });
});

describe('countries', () => {
  it('are the 249 of ISO 3166-1', () => {
    expect(COUNTRIES).toHaveLength(249);
    expect(countryName('RW')).toBe('Rwanda');
    expect(countryName('QQ')).toBe('QQ');
  });

  it('hold every member of the lists', () => {
    const members = [...ICGLR_MEMBERS, ...EU_MEMBERS, ...KIMBERLEY_PARTICIPANTS];

    expect(members.filter((code) => !isCountry(code))).toEqual([]);
    expect(ICGLR_MEMBERS.size).toBe(12);
    expect(EU_MEMBERS.size).toBe(27);
  });
});
