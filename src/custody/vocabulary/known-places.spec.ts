import { describe, expect, it } from '@jest/globals';
import { isCountry } from './countries.js';
import { KNOWN_PLACES } from './known-places.js';
import { coordinatesOf, distanceKm } from './places.js';

describe('the built-in places', () => {
  it('are each in a country, with a name, functions and coordinates', () => {
    for (const [locode, { name, function: uses, lat = 999, lon = 999 }] of KNOWN_PLACES) {
      expect(locode).toMatch(/^[A-Z]{2}[A-Z2-9]{3}$/);
      expect({ locode, isCountry: isCountry(locode.slice(0, 2)) }).toEqual({
        locode,
        isCountry: true,
      });
      expect(name).not.toBe('');
      expect(uses).toMatch(/^[1-]?[2-]?[3-]?[4-]?[5-]?[6-]?[7-]?[B-]?$/);
      expect(Math.abs(lat)).toBeLessThan(90);
      expect(Math.abs(lon)).toBeLessThan(180);
    }
  });

  it('lie where they are', () => {
    const facts = { sites: new Map(), places: new Map() };
    const [kigali, port] = ['RWKGL', 'TZDAR'].map((locode) => coordinatesOf({ locode }, facts));

    expect(kigali && port && distanceKm(kigali, port)).toBeCloseTo(1152, -1);
  });

  it('give way to what is registered', () => {
    const registered = new Map([['RWKGL', { lat: 1, lon: 2 }]]);

    expect(coordinatesOf({ locode: 'RWKGL' }, { sites: new Map(), places: registered })).toEqual({
      lat: 1,
      lon: 2,
    });
  });

  it('do not invent coordinates', () => {
    expect(
      coordinatesOf({ locode: 'ZZZZZ' }, { sites: new Map(), places: new Map() }),
    ).toBeUndefined();
  });
});
