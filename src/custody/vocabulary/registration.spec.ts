import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { explainIssues } from './explain-issues.js';
import { registration, REGISTRATION_KINDS, type RegistrationKind } from './registration.js';

const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const keyid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

const tagRange = {
  kind: 'mineTag',
  prefix: 'RW-MT-',
  from: 440_001,
  to: 440_100,
  issuedBy: 'G-1',
  issuedTo: 'RW-1',
  issuedOn: '2026-04-20',
};

const contents: Record<RegistrationKind, object> = {
  ledger: {
    ledgerKey: {
      origin: 'custody.local/1',
      vkey: 'v+1+x',
      registrarKeys: [jwk],
      profile: 'ed25519/strict-1',
    },
  },
  'ledger-key': { rotation: { replaces: 'v+1+x', vkey: 'v+2+y', reason: 'a year has passed' } },
  party: {
    party: {
      id: 'P-1',
      name: 'Gatare',
      country: 'RW',
      roles: ['producer', 'exporter'],
      identifiers: [{ scheme: 'TIN', value: '102938475' }],
      offlineRegistered: true,
      beneficialOwner: 'BO-01',
      licences: [{ type: 'mining', validTo: '2027-01-31' }],
    },
  },
  key: { key: { party: 'P-1', jwk } },
  'key-revocation': {
    revocation: { keyid, reason: 'lost', compromisedSince: '2026-05-01T00:00:00Z' },
  },
  delegation: {
    delegation: {
      principal: 'P-1',
      agent: 'P-2',
      types: ['DISPATCH'],
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    },
  },
  site: {
    site: {
      id: 'RW-1',
      operator: 'P-1',
      kind: 'ASM',
      lat: -2.05,
      lon: 29.62,
      capacityPerMonth: 6000,
      unit: 'KGM',
      status: [{ status: 'green', from: '2025-09-01' }],
    },
  },
  range: { range: tagRange },
  place: {
    place: {
      locode: 'TZDAR',
      name: 'Dar es Salaam',
      function: '12345---',
      lat: -6.8,
      lon: 39.2833,
    },
  },
  screening: {
    screening: {
      party: 'P-1',
      list: 'TEST',
      entry: 'TEST-90017',
      listedOn: '2026-05-01',
      match: 'strong',
    },
  },
  embargo: { embargo: { country: 'SS', commodity: 'ARMS' } },
  'rule-set': {
    ruleSet: {
      version: '2',
      effectiveFrom: '2026-06-01',
      parameters: { MASS_GAIN: { limit: '0.03' } },
    },
  },
  recovery: {
    recovery: {
      lostFrom: 1200,
      lostTo: 1499,
      signed: 'custody.local/1\n1500\nAAAA=\n\n\u2014 custody.local/1 BBBB=\n',
      foundRoot: 'ab'.repeat(32),
      reason: 'the disk of 3 May was lost, the backup is of 2 May',
    },
  },
};

const payloadOf = (kind: RegistrationKind, change: object = {}) => ({
  schema: 'custody-registration/1',
  ledger: 'custody.local/1',
  registrationId: 'R-1',
  kind,
  ...contents[kind],
  ...change,
});

const pointersOf = (payload: unknown): string[] => {
  const result = registration.safeParse(payload);
  return result.success ? [] : explainIssues(result.error).map((issue) => issue.pointer);
};

describe('registration', () => {
  it.each(REGISTRATION_KINDS)('accepts a %s in its own member', (kind) => {
    expect(registration.parse(payloadOf(kind))).toEqual(payloadOf(kind));
  });

  it.each(REGISTRATION_KINDS)('refuses a second member beside that of %s', (kind) => {
    const other = kind === 'place' ? contents.embargo : contents.place;

    expect(pointersOf(payloadOf(kind, other))).toEqual([`/${Object.keys(other)[0]}`]);
  });

  it.each([
    [
      'an unknown role',
      payloadOf('party', { party: { id: 'P', name: 'N', country: 'RW', roles: ['king'] } }),
      '/party/roles/0',
    ],
    [
      'a party without roles',
      payloadOf('party', { party: { id: 'P', name: 'N', country: 'RW', roles: [] } }),
      '/party/roles',
    ],
    [
      'a secret key',
      payloadOf('key', { key: { party: 'P', jwk: { ...jwk, d: jwk.x } } }),
      '/key/jwk/d',
    ],
    [
      'another curve',
      payloadOf('key', { key: { party: 'P', jwk: { ...jwk, crv: 'X25519' } } }),
      '/key/jwk/crv',
    ],
    [
      'a second spelling of the same key',
      payloadOf('key', { key: { party: 'P', jwk: { ...jwk, x: `${jwk.x.slice(0, 42)}p` } } }),
      '/key/jwk/x',
    ],
    ['an unknown kind', payloadOf('party', { kind: 'king' }), '/kind'],
    ['a range upside down', payloadOf('range', { range: { ...tagRange, to: 1 } }), '/range/to'],
  ])('refuses %s', (_what, payload, pointer) => {
    expect(pointersOf(payload)).toEqual([pointer]);
  });

  it('has a JSON Schema with every kind', () => {
    const variants = z.toJSONSchema(registration).$defs?.['Registration']?.oneOf;

    expect(variants).toHaveLength(REGISTRATION_KINDS.length);
  });
});
