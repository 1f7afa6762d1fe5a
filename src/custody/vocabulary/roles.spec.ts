import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from './event.js';
import { exampleEvents } from './examples.js';
import { mayRoleSign, requiredWitnessRoles, ROLES } from './roles.js';

const signersOf = (type: (typeof EVENT_TYPES)[number]) =>
  ROLES.filter((role) => mayRoleSign(type, role));

describe('who may sign', () => {
  it('is never a registrar, an auditor or a prosecutor', () => {
    const silent = ['registrar', 'auditor', 'prosecutor'] as const;

    expect(EVENT_TYPES.filter((type) => silent.some((role) => mayRoleSign(type, role)))).toEqual(
      [],
    );
  });

  it('is customs alone for a release', () => {
    expect(signersOf('CUSTOMS_RELEASE')).toEqual(['customs']);
  });

  it.each([
    'CUSTOMS_HOLD',
    'INSPECT',
    'OBSERVE',
    'REVOKE_DOCUMENT',
    'ATTEST',
    'SEIZE',
    'RELEASE_SEIZED',
    'RECOVER',
  ] as const)('is an authority for %s', (type) => {
    expect(signersOf(type)).toEqual(['customs', 'inspector']);
  });

  it.each(['COMMISSION', 'CONSIGN', 'DISPATCH', 'RECEIVE', 'TRANSFORM', 'CLOSE', 'RETAG'] as const)(
    'is any commercial role, and no authority, for %s',
    (type) => {
      expect(signersOf(type)).toHaveLength(9);
      expect(mayRoleSign(type, 'customs') || mayRoleSign(type, 'inspector')).toBe(false);
    },
  );

  it.each(['SEAL', 'ATTACH_DOCUMENT'] as const)('is also customs for %s', (type) => {
    expect(mayRoleSign(type, 'customs')).toBe(true);
    expect(mayRoleSign(type, 'inspector')).toBe(false);
  });
});

describe('who must witness', () => {
  it('depends on the type, and on the basis of a COMMISSION', () => {
    expect(requiredWitnessRoles(exampleEvents.DESTROY)).toEqual(['inspector', 'customs']);
    expect(requiredWitnessRoles(exampleEvents.REMARK)).toEqual(['inspector']);
    expect(requiredWitnessRoles(exampleEvents.COMMISSION)).toBeUndefined();
    expect(requiredWitnessRoles(exampleEvents.DISPATCH)).toBeUndefined();
    expect(requiredWitnessRoles({ ...exampleEvents.COMMISSION, basis: 'opening-balance' })).toEqual(
      ['inspector'],
    );
  });
});
