import { describe, expect, it } from '@jest/globals';
import { registration } from '../custody/vocabulary/registration.js';
import { BUILT_IN_PLACES } from './built-in-places.js';

describe('BUILT_IN_PLACES', () => {
  it('holds each place once, in the form of a registration', () => {
    const header = { schema: 'custody-registration/1', ledger: 'x/1', registrationId: 'r' };
    for (const place of BUILT_IN_PLACES.values()) {
      expect(registration.parse({ ...header, kind: 'place', place })).toMatchObject({ place });
    }
    expect(BUILT_IN_PLACES.size).toBeGreaterThan(60);
  });

  it('puts both sides of a border post next to each other', () => {
    expect(kilometres('CDGOM', 'RWGYI')).toBeLessThan(10);
    expect(kilometres('CDBKY', 'RWCYU')).toBeLessThan(10);
    expect(kilometres('TZTDM', 'ZMNKD')).toBeLessThan(10);
  });
});

function kilometres(one: string, other: string): number {
  const a = BUILT_IN_PLACES.get(one);
  const b = BUILT_IN_PLACES.get(other);
  if (a === undefined || b === undefined) return Number.NaN;
  return Math.hypot(a.lat - b.lat, a.lon - b.lon) * 111;
}
