import { describe, expect, it } from '@jest/globals';

import type { Registration } from '../custody/vocabulary/registration.js';
import {
  formatVkey,
  jwkOfPublicKey,
  publicKeyOf,
  thumbprint,
  type PublicJwk,
} from '../protocol/index.js';
import { RegistryState } from './registry-state.js';

const ORIGIN = 'rehearsal/0123456789ab';
const HEADER = { schema: 'custody-registration/1', ledger: ORIGIN } as const;

function keyOf(seed: number): { jwk: PublicJwk; keyid: string } {
  const publicKey = publicKeyOf(new Uint8Array(32).fill(seed));
  return { jwk: jwkOfPublicKey(publicKey), keyid: thumbprint(publicKey) };
}

const LEDGER_PUBLIC = publicKeyOf(new Uint8Array(32).fill(1));
const REGISTRAR = keyOf(2);
const MINE_KEY = keyOf(3);
const SECOND_MINE_KEY = keyOf(4);

type Body = Registration extends infer R
  ? R extends Registration
    ? Omit<R, 'schema' | 'ledger' | 'registrationId'>
    : never
  : never;

const ENTRY_0: Body = {
  kind: 'ledger',
  ledgerKey: {
    origin: ORIGIN,
    vkey: formatVkey(ORIGIN, LEDGER_PUBLIC),
    registrarKeys: [REGISTRAR.jwk],
    profile: 'ed25519/strict-1',
  },
};

function mine(name: string, roles: ['producer'] | ['registrar'] = ['producer']): Body {
  return { kind: 'party', party: { id: 'P-MINE', name, country: 'RW', roles } };
}

const issue = (issuedTo: string, issuedOn: string): Body => ({
  kind: 'range',
  range: {
    kind: 'mineTag',
    prefix: 'RW-',
    from: 1,
    to: 9,
    issuedBy: 'G-RW',
    issuedTo,
    issuedOn,
  },
});

/** Folds bodies at indexes 0, 10, 20, … so that other entries lie between. */
function stateOf(...bodies: readonly Body[]): RegistryState {
  const state = new RegistryState();
  for (const [at, body] of bodies.entries()) {
    const registration: Registration = JSON.parse(
      JSON.stringify({ ...HEADER, registrationId: `r-${at}`, ...body }),
    );
    state.fold({ index: at * 10, recordedAt: at * 1000, registration });
  }
  return state;
}

describe('RegistryState', () => {
  it('knows the keys of entry 0 and their standing', () => {
    const state = stateOf(ENTRY_0);

    expect(state.isLedgerKey(thumbprint(LEDGER_PUBLIC))).toBe(true);
    expect(state.isRegistrar(thumbprint(LEDGER_PUBLIC))).toBe(false);
    expect(state.isRegistrar(REGISTRAR.keyid)).toBe(true);
    expect(state.key(REGISTRAR.keyid)).toMatchObject({ party: undefined, registeredAt: 0 });
  });

  it('answers with the party as of any entry', () => {
    const state = stateOf(ENTRY_0, mine('Old name'), mine('New name'));

    expect(state.parties.at('P-MINE', 9)).toBeUndefined();
    expect(state.parties.at('P-MINE', 10)?.name).toBe('Old name');
    expect(state.parties.at('P-MINE', 19)?.name).toBe('Old name');
    expect(state.parties.at('P-MINE')?.name).toBe('New name');
  });

  it('takes a key for valid from its own entry to the entry that revokes it', () => {
    const { keyid, jwk } = MINE_KEY;
    const state = stateOf(
      ENTRY_0,
      mine('Mine'),
      { kind: 'key', key: { party: 'P-MINE', jwk } },
      { kind: 'key-revocation', revocation: { keyid, reason: 'lost' } },
    );

    expect(state.key(keyid, 19)).toBeUndefined();
    expect(state.key(keyid, 20)).toMatchObject({ registeredAt: 20, revokedAt: undefined });
    expect(state.key(keyid, 29)?.revokedAt).toBeUndefined();
    expect(state.key(keyid, 30)?.revokedAt).toBe(30);
  });

  it('keeps the first revocation and the earliest compromise any of them names', () => {
    const { keyid, jwk } = MINE_KEY;
    const state = stateOf(
      ENTRY_0,
      mine('Mine'),
      { kind: 'key', key: { party: 'P-MINE', jwk } },
      { kind: 'key-revocation', revocation: { keyid, reason: 'rotated' } },
      {
        kind: 'key-revocation',
        revocation: { keyid, reason: 'stolen', compromisedSince: '2026-05-01T00:00:00Z' },
      },
    );

    expect(state.key(keyid)?.revocation).toEqual({
      index: 30,
      recordedAt: 3000,
      reason: 'rotated',
      compromisedSince: Date.UTC(2026, 4, 1),
    });
  });

  it('never moves a key to another party', () => {
    const { keyid, jwk } = MINE_KEY;
    const state = stateOf(
      ENTRY_0,
      { kind: 'key', key: { party: 'P-MINE', jwk } },
      { kind: 'key', key: { party: 'P-THIEF', jwk } },
    );

    expect(state.key(keyid)?.party).toBe('P-MINE');
    expect(state.keysOf('P-THIEF')).toEqual([]);
  });

  it('lists all keys of a party, oldest first', () => {
    const state = stateOf(
      ENTRY_0,
      { kind: 'key', key: { party: 'P-MINE', jwk: MINE_KEY.jwk } },
      { kind: 'key', key: { party: 'P-MINE', jwk: SECOND_MINE_KEY.jwk } },
    );

    expect(state.keysOf('P-MINE').map((key) => key.keyid)).toEqual([
      MINE_KEY.keyid,
      SECOND_MINE_KEY.keyid,
    ]);
    expect(state.keysOf('P-MINE', 15)).toHaveLength(1);
  });

  it('makes the keys of a registrar party registrar keys while it has the role', () => {
    const state = stateOf(
      ENTRY_0,
      mine('Office', ['registrar']),
      { kind: 'key', key: { party: 'P-MINE', jwk: MINE_KEY.jwk } },
      mine('Office, closed'),
    );

    expect(state.isRegistrar(MINE_KEY.keyid, 20)).toBe(true);
    expect(state.isRegistrar(MINE_KEY.keyid)).toBe(false);
  });

  it('holds a delegation to its types, its dates and its entry', () => {
    const state = stateOf(ENTRY_0, {
      kind: 'delegation',
      delegation: {
        principal: 'P-MINE',
        agent: 'P-AGENT',
        types: ['DISPATCH'],
        validFrom: '2026-01-01',
        validTo: '2026-12-31',
      },
    });
    const lastDay = Date.UTC(2026, 11, 31, 23, 59);

    expect(state.isDelegated('P-MINE', 'P-AGENT', 'DISPATCH', lastDay)).toBe(true);
    expect(state.isDelegated('P-MINE', 'P-AGENT', 'DISPATCH', lastDay + 60_000)).toBe(false);
    expect(state.isDelegated('P-MINE', 'P-AGENT', 'DISPATCH', Date.UTC(2025, 11, 31))).toBe(false);
    expect(state.isDelegated('P-MINE', 'P-AGENT', 'RECEIVE', lastDay)).toBe(false);
    expect(state.isDelegated('P-AGENT', 'P-MINE', 'DISPATCH', lastDay)).toBe(false);
    expect(state.isDelegated('P-MINE', 'P-AGENT', 'DISPATCH', lastDay, 9)).toBe(false);
  });

  it('ends a delegation registered again with an earlier end', () => {
    const delegation = {
      principal: 'P-MINE',
      agent: 'P-AGENT',
      types: ['DISPATCH' as const],
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    };
    const state = stateOf(
      ENTRY_0,
      { kind: 'delegation', delegation },
      { kind: 'delegation', delegation: { ...delegation, validTo: '2026-02-01' } },
    );

    expect(state.isDelegated('P-MINE', 'P-AGENT', 'DISPATCH', Date.UTC(2026, 5, 1))).toBe(false);
  });

  it('corrects a built-in place from the entry that registers it', () => {
    const state = stateOf(ENTRY_0, {
      kind: 'place',
      place: { locode: 'TZDAR', name: 'Dar es Salaam port', lat: -6.83, lon: 39.3 },
    });

    expect(state.places.at('TZDAR', 9)).toMatchObject({ name: 'Dar es Salaam', lat: -6.8 });
    expect(state.places.at('TZDAR')).toMatchObject({ name: 'Dar es Salaam port', lat: -6.83 });
  });

  it('keeps both issues of a range that passed on, and only the last of one that was corrected', () => {
    const state = stateOf(
      ENTRY_0,
      issue('PIT-0', '2026-02-01'),
      issue('PIT-1', '2026-02-01'),
      issue('PIT-2', '2026-03-01'),
    );

    expect([...state.ranges.valuesAt(30)].map(({ issuedTo }) => issuedTo)).toEqual([
      'PIT-1',
      'PIT-2',
    ]);
  });

  it('skips what it has folded already and tells facts from what changes who may sign', () => {
    const state = stateOf(ENTRY_0, mine('Mine'), {
      kind: 'embargo',
      embargo: { country: 'KP', commodity: 'ARMS' },
    });
    const again = {
      ...HEADER,
      registrationId: 'r-1',
      kind: 'key',
      key: { party: 'P-MINE', jwk: MINE_KEY.jwk },
    } as const;

    expect(state.fold({ index: 20, recordedAt: 0, registration: again })).toEqual([]);
    expect(state.index).toBe(20);
    expect(state.signersIndex).toBe(10);
    expect(state.key(MINE_KEY.keyid)).toBeUndefined();
  });
});
