import {
  encodeUtf8,
  type Envelope,
  fromHex,
  jwkOfPublicKey,
  preAuthEncoding,
  sign,
} from '../../src/protocol/index.js';
import type { Case } from './case.js';
import { flipped, keyOf, type Line, SmallLog, statementOf } from './small-log.js';
import {
  AT,
  decision,
  event,
  finding,
  HANDOVER,
  IN_BUNDLE,
  keyRegistration,
  ledgerRegistration,
  lines,
  ORIGIN,
  registration,
  revocation,
  statements,
  withStatement,
} from './story.js';

/**
 * Ledgers that logged what they had to refuse, chained, proved and signed as if nothing were wrong: only who judges
 * every signature by the registrations before it sees through them.
 */
export function signerFailCases(): Case[] {
  return [...signatureCases(), ...keyCases(), ...kindCases(), ...registrationCases()];
}

const DISPATCH_MEMBERS = { ...HANDOVER, to: 'P-TRUCK', witness: 'P-CUSTOMS' };
const dispatch = (by: readonly string[], more = {}): Line =>
  event('DISPATCH', 'P-MINE', by, { ...DISPATCH_MEMBERS, ...more });
const honestDispatch = statementOf(dispatch(['mine', 'customs']));

function cheat(name: string, why: string, log: SmallLog, indexes?: readonly number[]): Case {
  const bytes = log.bundle(log.draft(indexes));
  return { name: `bundle_${name}_fail`, bytes, fails: 'signatures', why };
}

function inPlace(at: number, name: string, why: string, statement: Envelope | Line): Case {
  return cheat(name, why, withStatement(at, statement));
}

function appended(name: string, why: string, ...more: readonly (Envelope | Line)[]): Case {
  const added = more.map((one) => ('by' in one ? statementOf(one) : one));
  return cheat(name, why, new SmallLog(ORIGIN, [...statements(), ...added]));
}

function resigned(change: (all: Envelope['signatures']) => Envelope['signatures']): Envelope {
  return { ...honestDispatch, signatures: change(honestDispatch.signatures) };
}

function signatureCases(): Case[] {
  const broken = resigned(([first, ...rest]) => [
    { ...first!, signature: flipped(first!.signature, 40) },
    ...rest,
  ]);
  const smallOrder = resigned(([first, ...rest]) => [
    { ...first!, signature: Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0)) },
    ...rest,
  ]);
  const short = resigned(([first, ...rest]) => [
    { ...first!, signature: first!.signature.slice(0, 63) },
    ...rest,
  ]);
  const renamed = resigned(([first, ...rest]) => [
    { ...first!, keyid: keyOf('truck').keyid },
    ...rest,
  ]);
  return [
    inPlace(AT.dispatch, 'signature_broken', 'a signature that does not verify was logged', broken),
    inPlace(AT.dispatch, 'signature_small_order', 'R of small order, S zero', smallOrder),
    inPlace(AT.dispatch, 'signature_short', '63 bytes', short),
    inPlace(AT.dispatch, 'signature_keyid_exchanged', 'the keyid of another key', renamed),
    inPlace(AT.dispatch, 'witness_missing', 'the named witness did not sign', dispatch(['mine'])),
    inPlace(
      AT.dispatch,
      'signatures_swapped',
      'witness before actor',
      dispatch(['customs', 'mine']),
    ),
    inPlace(
      AT.dispatch,
      'signature_surplus',
      'one more than was asked for',
      dispatch(['mine', 'customs', 'truck']),
    ),
    inPlace(
      AT.dispatch,
      'witness_is_actor',
      'one key signed for both',
      dispatch(['mine', 'mine'], { witness: 'P-MINE' }),
    ),
    inPlace(
      AT.dispatch,
      'witness_of_other_party',
      'another party signed as the witness',
      dispatch(['mine', 'truck']),
    ),
    inPlace(
      AT.receive,
      'actor_of_other_party',
      'a known key, but not of the actor',
      event('RECEIVE', 'P-TRUCK', ['mine'], HANDOVER),
    ),
  ];
}

function keyCases(): Case[] {
  const early = lines();
  const [truckKey] = early.splice(AT.truckKey, 1);
  const late = new SmallLog(ORIGIN, [...early, truckKey!].map(statementOf));
  return [
    cheat(
      'key_never_registered',
      'the registration of a signer is missing',
      withStatement(0, lines()[0]!),
      IN_BUNDLE.filter((index) => index !== AT.truckKey),
    ),
    cheat('key_registered_later', 'the key signed before it was registered', late),
    inPlace(
      AT.receive,
      'key_unknown',
      'no registration anywhere',
      event('RECEIVE', 'P-TRUCK', ['stranger'], HANDOVER),
    ),
    inPlace(
      AT.foreign,
      'key_revoked',
      'the key was revoked one entry before',
      event('INSPECT', 'P-MINE', ['mine'], {}),
    ),
    appended(
      'registrar_key_revoked',
      'a registrar whose key was revoked registers on',
      revocation('R-15', 'registrar', 'registrar-2'),
      keyRegistration('R-16', 'P-MINE', 'mine-2'),
    ),
    inPlace(
      AT.receive,
      'key_of_other_ledger',
      'signed for another ledger',
      event('RECEIVE', 'P-TRUCK', ['truck'], { ...HANDOVER, ledger: 'rehearsal/badc0debadc0' }),
    ),
  ];
}

function kindCases(): Case[] {
  return [
    inPlace(AT.finding, 'finding_by_party', 'a finding that the ledger did not sign', {
      kind: 'finding',
      payload: finding(),
      by: ['mine'],
    }),
    inPlace(AT.finding, 'finding_by_registrar', 'a registrar is not the ledger', {
      kind: 'finding',
      payload: finding(),
      by: ['registrar'],
    }),
    inPlace(AT.decision, 'decision_by_other', 'a decision in another one’s name', {
      kind: 'decision',
      payload: decision(),
      by: ['truck'],
    }),
    inPlace(AT.foreign, 'login_in_the_log', 'a login is never a statement of the log', {
      kind: 'login',
      payload: { schema: 'custody-login/1', ledger: ORIGIN, actor: 'P-TRUCK' },
      by: ['truck'],
    }),
    inPlace(
      AT.foreign,
      'unknown_kind',
      'a payload type nobody knows',
      retyped('application/vnd.custody-ledger.rumour.v1+json'),
    ),
    inPlace(AT.foreign, 'payload_not_canonical', 'white space in a payload', uncanonical()),
    inPlace(
      AT.foreign,
      'event_without_actor',
      'nobody acts',
      event('INSPECT', 'P-TRUCK', ['truck'], { actor: null }),
    ),
  ];
}

function retyped(payloadType: string): Envelope {
  return signedBytes(payloadType, encodeUtf8(`{"actor":"P-TRUCK","ledger":"${ORIGIN}"}`));
}

function uncanonical(): Envelope {
  const type = 'application/vnd.custody-ledger.event.v1+json';
  return signedBytes(type, encodeUtf8(`{ "actor":"P-TRUCK","ledger":"${ORIGIN}"}`));
}

function signedBytes(payloadType: string, payload: Uint8Array): Envelope {
  const { keyid, secretKey } = keyOf('truck');
  const signature = sign(preAuthEncoding(payloadType, payload), secretKey);
  return { payloadType, payload, signatures: [{ keyid, signature }] };
}

function registrationCases(): Case[] {
  const again = ledgerRegistration(ORIGIN, 'ledger');
  const smallOrder = jwkOfPublicKey(fromHex(`${'00'.repeat(31)}80`));
  const unfit = registration('R-15', 'key', { key: { party: 'P-MINE', jwk: { ...smallOrder } } });
  const otherKey = ledgerRegistration(ORIGIN, 'other-ledger');
  return [
    appended(
      'key_by_stranger',
      'registered by who is no registrar',
      keyRegistration('R-15', 'P-MINE', 'mine-2', ['truck', 'mine-2']),
    ),
    appended(
      'key_without_possession',
      'the new key did not sign',
      keyRegistration('R-15', 'P-MINE', 'mine-2', ['registrar']),
    ),
    appended(
      'key_possession_by_other',
      'another key signed for the new one',
      keyRegistration('R-15', 'P-MINE', 'mine-2', ['registrar', 'truck']),
    ),
    appended(
      'key_registered_twice',
      'a key goes over to another party',
      keyRegistration('R-15', 'P-TRUCK', 'customs'),
    ),
    appended('key_of_small_order', 'a key that anything verifies under', {
      kind: 'registration',
      payload: unfit,
      by: ['registrar', 'stranger'],
    }),
    appended(
      'revocation_by_stranger',
      'a key revoked by another party',
      revocation('R-15', 'customs', 'truck'),
    ),
    appended(
      'revocation_of_ledger_key',
      "the ledger's key ends with the ledger",
      revocation('R-15', 'ledger', 'registrar'),
    ),
    appended(
      'revocation_of_unknown_key',
      'a key that was never registered',
      revocation('R-15', 'stranger', 'registrar'),
    ),
    appended('ledger_registered_twice', 'a second beginning', again),
    cheat(
      'first_entry_by_ledger_alone',
      'the registrars did not sign entry 0',
      withStatement(0, { ...again, by: ['ledger'] }),
    ),
    cheat(
      'first_entry_of_other_key',
      'entry 0 registers another key',
      withStatement(0, { ...otherKey, by: ['ledger', 'registrar', 'registrar-2'] }),
    ),
    cheat(
      'first_entry_is_a_party',
      'entry 0 is not the ledger’s own',
      withStatement(0, lines()[1]!),
    ),
    cheat(
      'first_entry_is_an_event',
      'entry 0 is an event',
      withStatement(0, lines()[AT.commission]!),
    ),
  ];
}
