import { describe, expect, it } from '@jest/globals';

import type { Registration } from '../custody/vocabulary/registration.js';
import { admitOne } from '../../test/support/admission.js';
import { KeyRing } from '../ledger/admission/key-ring.js';
import { judgeStatement } from '../ledger/judgement/judge-statement.js';
import {
  formatVkey,
  jwkOfPublicKey,
  publicKeyOf,
  signStatement,
  storedBytes,
  thumbprint,
  type Envelope,
  type JsonValue,
  type PublicJwk,
} from '../protocol/index.js';
import { directoryAt } from './directory-at.js';
import { RegistryState } from './registry-state.js';

const ORIGIN = 'rehearsal/0123456789ab';

interface Pair {
  readonly secret: Uint8Array;
  readonly jwk: PublicJwk;
  readonly keyid: string;
}

function pair(seed: number): Pair {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = publicKeyOf(secret);
  return { secret, jwk: jwkOfPublicKey(publicKey), keyid: thumbprint(publicKey) };
}

const LEDGER = pair(1);
const REGISTRAR = pair(2);
const MINE = pair(3);
const MINE_SECOND = pair(4);
const STRANGER = pair(5);
const OFFICE = pair(6);
const REVOKED = pair(7);
const NEW = pair(8);
const PAIR_OF_NOBODY = pair(9);

const ENTRIES = [
  {
    kind: 'ledger',
    ledgerKey: {
      origin: ORIGIN,
      vkey: formatVkey(ORIGIN, publicKeyOf(LEDGER.secret)),
      registrarKeys: [REGISTRAR.jwk],
      profile: 'ed25519/strict-1',
    },
  },
  { kind: 'party', party: { id: 'P-MINE', name: 'Mine', country: 'RW', roles: ['producer'] } },
  { kind: 'party', party: { id: 'P-OTHER', name: 'Other', country: 'RW', roles: ['carrier'] } },
  { kind: 'party', party: { id: 'G-OFFICE', name: 'Office', country: 'RW', roles: ['registrar'] } },
  { kind: 'key', key: { party: 'P-MINE', jwk: MINE.jwk } },
  { kind: 'key', key: { party: 'P-MINE', jwk: MINE_SECOND.jwk } },
  { kind: 'key', key: { party: 'P-OTHER', jwk: STRANGER.jwk } },
  { kind: 'key', key: { party: 'G-OFFICE', jwk: OFFICE.jwk } },
  { kind: 'key', key: { party: 'P-MINE', jwk: REVOKED.jwk } },
  { kind: 'key-revocation', revocation: { keyid: REVOKED.keyid, reason: 'lost' } },
] as const;

function payloadOf(body: object, ledger = ORIGIN): Registration {
  const header = { schema: 'custody-registration/1', ledger, registrationId: 'r-1' };
  return JSON.parse(JSON.stringify({ ...header, ...body }));
}

function state(): RegistryState {
  const folded = new RegistryState();
  for (const [index, body] of ENTRIES.entries()) {
    folded.fold({ index, recordedAt: 0, registration: payloadOf(body) });
  }
  return folded;
}

function judge(
  body: object,
  signers: readonly Pair[],
  change: (envelope: Envelope) => Envelope = same,
): string | undefined {
  return judgePayload(payloadOf(body), signers, change);
}

function judgePayload(
  registration: Registration,
  signers: readonly Pair[],
  change: (envelope: Envelope) => Envelope = same,
): string | undefined {
  const secrets = signers.map((signer) => signer.secret);
  const signed = signStatement('registration', jsonOf(registration), secrets);
  const folded = state();
  const admission = admitOne(storedBytes(change(signed)), 'registration', ringOf(folded));
  if (!admission.ok) return admission.refusal.code;
  const context = { origin: ORIGIN, directory: directoryAt(folded), at: 0 };
  return judgeStatement(admission.statement, context)?.code;
}

function ringOf(folded: RegistryState): KeyRing {
  const ring = new KeyRing();
  for (const { keyid } of [LEDGER, REGISTRAR, MINE, MINE_SECOND, STRANGER, OFFICE, REVOKED]) {
    const key = folded.key(keyid);
    if (key !== undefined) ring.add(keyid, key.publicKey);
  }
  return ring;
}

/** Flips a bit of one signature. */
function spoil(at: number) {
  return (envelope: Envelope): Envelope => ({
    ...envelope,
    signatures: envelope.signatures.map((one, index) =>
      index === at
        ? { ...one, signature: one.signature.map((byte, i) => byte ^ Number(i === 40)) }
        : one,
    ),
  });
}

function jsonOf(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

const same = (envelope: Envelope): Envelope => envelope;

const PARTY = {
  kind: 'party',
  party: { id: 'P-NEW', name: 'New', country: 'RW', roles: ['producer'] },
};
const KEY = { kind: 'key', key: { party: 'P-MINE', jwk: NEW.jwk } };
const revocationOf = ({ keyid }: Pair) => ({
  kind: 'key-revocation',
  revocation: { keyid, reason: 'lost' },
});

describe('a registration, admitted and judged by the registry', () => {
  it.each([
    ['a registrar of entry 0', REGISTRAR],
    ['a party with the role registrar', OFFICE],
  ])('lets %s register', (_, registrar) => {
    expect(judge(PARTY, [registrar])).toBeUndefined();
    expect(judge(KEY, [registrar, NEW])).toBeUndefined();
  });

  it('refuses a statement for another ledger before it looks at the key', () => {
    expect(judgePayload(payloadOf(PARTY, 'elsewhere/1'), [NEW])).toBe('wrong-ledger');
  });

  it('refuses a signer it does not know', () => {
    expect(judge(PARTY, [NEW])).toBe('unknown-key');
    expect(judge(KEY, [STRANGER, PAIR_OF_NOBODY])).toBe('unknown-key');
  });

  it('refuses a revoked signer', () => {
    expect(judge(PARTY, [REVOKED])).toBe('key-revoked');
    expect(judge(revocationOf(REVOKED), [REVOKED])).toBe('key-revoked');
  });

  it('refuses surplus, missing, foreign and reordered signatures', () => {
    expect(judge(PARTY, [REGISTRAR, OFFICE])).toBe('signature-set');
    expect(judge(PARTY, [REGISTRAR, REGISTRAR])).toBe('signature-set');
    expect(judge(KEY, [REGISTRAR])).toBe('signature-set');
    expect(judge(KEY, [NEW, REGISTRAR])).toBe('signature-set');
    expect(judge(KEY, [REGISTRAR, STRANGER])).toBe('signature-set');
    expect(judge(KEY, [REGISTRAR, NEW, OFFICE])).toBe('signature-set');
  });

  it('refuses a signature that does not hold, of the registrar and of the new key', () => {
    expect(judge(PARTY, [REGISTRAR], spoil(0))).toBe('bad-signature');
    expect(judge(KEY, [REGISTRAR, NEW], spoil(0))).toBe('bad-signature');
    expect(judge(KEY, [REGISTRAR, NEW], spoil(1))).toBe('bad-signature');
  });

  it('refuses a registration by a party that is no registrar', () => {
    expect(judge(PARTY, [MINE])).toBe('role');
    expect(judge(KEY, [MINE, NEW])).toBe('role');
  });

  it('refuses to register the ledger again, by anybody', () => {
    expect(judge(ENTRIES[0], [LEDGER])).toBe('role');
    expect(judge(ENTRIES[0], [REGISTRAR])).toBe('role');
  });

  it('does not take the ledger key for a registrar', () => {
    expect(judge(PARTY, [LEDGER])).toBe('role');
  });

  it.each([
    ['the key itself', MINE, MINE],
    ['another key of its party', MINE_SECOND, MINE],
    ['a registrar', REGISTRAR, MINE],
    ['a registrar party', OFFICE, REGISTRAR],
    ['a registrar, a second time', REGISTRAR, REVOKED],
  ])('lets a key be revoked by %s', (_, signer, target) => {
    expect(judge(revocationOf(target), [signer])).toBeUndefined();
  });

  it('refuses a revocation by a stranger, and says the same of a key that is not known', () => {
    expect(judge(revocationOf(MINE), [STRANGER])).toBe('role');
    expect(judge(revocationOf(NEW), [STRANGER])).toBe('role');
    expect(judge(revocationOf(REGISTRAR), [STRANGER])).toBe('role');
    expect(judge(revocationOf(LEDGER), [REGISTRAR])).toBe('role');
    expect(judge(revocationOf(LEDGER), [LEDGER])).toBe('role');
  });

  it('refuses what refers to a party or key that is not registered', () => {
    expect(judge(revocationOf(NEW), [REGISTRAR])).toBe('unknown-reference');
    expect(judge({ kind: 'key', key: { party: 'P-NOBODY', jwk: NEW.jwk } }, [REGISTRAR, NEW])).toBe(
      'unknown-reference',
    );
  });

  it.each([
    ['of the same party', MINE],
    ['of another party', STRANGER],
    ['that was revoked', REVOKED],
    ['of entry 0', REGISTRAR],
    ['of the ledger', LEDGER],
  ])('refuses a key %s as in use', (_, known) => {
    const body = { kind: 'key', key: { party: 'P-OTHER', jwk: known.jwk } };

    expect(judge(body, [OFFICE, known])).toBe('key-in-use');
  });

  it('says why a small-order key cannot be registered', () => {
    const identity = jwkOfPublicKey(new Uint8Array(32).with(0, 1));
    const payload = payloadOf({ kind: 'key', key: { party: 'P-MINE', jwk: identity } });
    const signed = signStatement('registration', jsonOf(payload), [REGISTRAR.secret, NEW.secret]);

    const admission = admitOne(storedBytes(signed), 'registration', ringOf(state()));

    expect(admission).toMatchObject({
      ok: false,
      refusal: { status: 400, code: 'schema', errors: [{ pointer: '/key/jwk/x' }] },
    });
  });
});
