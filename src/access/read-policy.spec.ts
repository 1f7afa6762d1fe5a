import { describe, expect, it } from '@jest/globals';

import { ROLES, type Role } from '../custody/vocabulary/roles.js';
import type { InvolvedIn } from './involvement.js';
import type { Reader } from './reader.js';
import { isOfficial, seesAll, viewOf, type View } from './read-policy.js';

type Relation = 'stranger' | 'named' | 'in country' | 'named and in country';

const READER = 'P-READER';

function reader(roles: readonly Role[], country = 'RW'): Reader {
  return { party: READER, country, roles, keyid: 'k' };
}

function involved(relation: Relation): InvolvedIn {
  return {
    parties: new Set(relation.startsWith('named') ? [READER, 'P-OTHER'] : ['P-OTHER']),
    countries: new Set(relation.endsWith('in country') ? ['RW', 'BE'] : ['BE', 'TZ']),
  };
}

type Row = readonly [stranger: View, named: View, inCountry: View, both: View];

const COMMERCIAL: Row = [undefined, 'party', undefined, 'party'];
const AUTHORITY: Row = [undefined, 'party', 'authority', 'authority'];
const OVERSIGHT: Row = ['authority', 'authority', 'authority', 'authority'];

const EXPECTED: Readonly<Record<Role, Row>> = {
  producer: COMMERCIAL,
  processor: COMMERCIAL,
  smelter: COMMERCIAL,
  refiner: COMMERCIAL,
  exporter: COMMERCIAL,
  importer: COMMERCIAL,
  carrier: COMMERCIAL,
  warehouse: COMMERCIAL,
  endUser: COMMERCIAL,
  customs: AUTHORITY,
  inspector: AUTHORITY,
  registrar: COMMERCIAL,
  auditor: OVERSIGHT,
  prosecutor: OVERSIGHT,
};
const RELATIONS: readonly Relation[] = ['stranger', 'named', 'in country', 'named and in country'];

function rank(view: View): number {
  return view === 'authority' ? 2 : Number(view === 'party');
}

const matrix = ROLES.flatMap((role) =>
  RELATIONS.map((relation, column) => ({ role, relation, view: EXPECTED[role][column] })),
);

describe('viewOf', () => {
  it.each(matrix)('gives a $role who is $relation the view $view', ({ role, relation, view }) => {
    expect(viewOf(reader([role]), involved(relation))).toBe(view);
  });

  it.each(ROLES)('gives a %s nothing of a thing nobody knows', (role) => {
    expect(viewOf(reader([role]), undefined)).toBeUndefined();
  });

  it('gives a party without any role only what names it', () => {
    expect(viewOf(reader([]), involved('in country'))).toBeUndefined();
    expect(viewOf(reader([]), involved('named'))).toBe('party');
  });

  it('lets the widest of several roles win for every pair', () => {
    for (const one of ROLES) {
      for (const other of ROLES) {
        for (const relation of RELATIONS) {
          const thing = involved(relation);
          const best = Math.max(
            rank(viewOf(reader([one]), thing)),
            rank(viewOf(reader([other]), thing)),
          );
          expect(rank(viewOf(reader([one, other]), thing))).toBe(best);
        }
      }
    }
  });

  it('gives customs of another country nothing', () => {
    expect(viewOf(reader(['customs'], 'DE'), involved('in country'))).toBeUndefined();
  });

  it('denies a role it does not know', () => {
    expect(viewOf(reader([JSON.parse('"wizard"')]), involved('in country'))).toBeUndefined();
  });

  it('does not take an empty country for a match', () => {
    const nowhere = { parties: new Set<string>(), countries: new Set<string>() };

    expect(viewOf(reader(['customs'], ''), nowhere)).toBeUndefined();
  });
});

describe('seesAll and isOfficial', () => {
  it('count only oversight, and oversight with authorities', () => {
    expect(ROLES.filter((role) => seesAll(reader([role])))).toEqual(
      ROLES.filter((role) => role === 'auditor' || role === 'prosecutor'),
    );
    expect(ROLES.filter((role) => isOfficial(reader([role])))).toEqual(
      ROLES.filter((role) => ['auditor', 'prosecutor', 'customs', 'inspector'].includes(role)),
    );
  });
});
