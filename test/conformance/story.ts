import type { Envelope, JsonObject } from '../../src/protocol/index.js';
import { formatVkey, PROFILE } from '../../src/protocol/index.js';
import { keyOf, type Line, SmallLog, statementOf, witnessVkey } from './small-log.js';

/** The ledger of the kit: a mine, a truck and customs; one lot, one consignment, one handover. */
export const ORIGIN = 'rehearsal/c0ffeec0ffee';
export const UCR = '6RW000000001-KIT';
const LOT = { itemId: 'LOT-KIT-1', hs: '261590', qty: { value: '1250.5', unit: 'KGM' } };

/** Places in the log, by what stands there. */
export const AT = {
  ledger: 0,
  party: 1,
  mineKey: 4,
  truckKey: 5,
  customsKey: 6,
  commission: 7,
  consign: 8,
  dispatch: 9,
  receive: 10,
  finding: 11,
  decision: 12,
  revocation: 13,
  foreign: 14,
} as const;

/** What a bundle of the consignment holds: neither the parties' registrations nor the foreign event. */
export const IN_BUNDLE = [0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

export function registration(
  id: string,
  kind: string,
  more: JsonObject,
  ledger = ORIGIN,
): JsonObject {
  return { schema: 'custody-registration/1', ledger, registrationId: id, kind, ...more };
}

export function ledgerRegistration(origin: string, keyName: string): Line {
  const vkey = formatVkey(origin, keyOf(keyName).publicKey);
  const registrarKeys = [keyOf('registrar').jwk, keyOf('registrar-2').jwk];
  const ledgerKey = { origin, vkey, registrarKeys, profile: PROFILE };
  return {
    kind: 'registration',
    payload: registration('R-0', 'ledger', { ledgerKey }, origin),
    by: [keyName, 'registrar', 'registrar-2'],
  };
}

export function keyRegistration(
  id: string,
  party: string,
  name: string,
  by = ['registrar', name],
): Line {
  const payload = registration(id, 'key', { key: { party, jwk: keyOf(name).jwk } });
  return { kind: 'registration', payload, by };
}

export function revocation(id: string, name: string, by: string): Line {
  const fact = { keyid: keyOf(name).keyid, reason: 'the key card was lost' };
  return {
    kind: 'registration',
    payload: registration(id, 'key-revocation', { revocation: fact }),
    by: [by],
  };
}

export function event(type: string, actor: string, by: readonly string[], more: JsonObject): Line {
  const payload = {
    schema: 'custody-event/1',
    ledger: ORIGIN,
    eventId: `E-${type}`,
    type,
    actor,
    occurredAt: '2026-03-04T08:00:00+02:00',
    items: [LOT],
    ...more,
  };
  return { kind: 'event', payload, by };
}

export const HANDOVER = { ucr: UCR, handover: 'H-1' };

/** @param at tells a later registration of the same party from the first */
export function partyRegistration(id: string, role: string, country: string, at = ''): Line {
  const fact = { id, name: `${id} of the kit`, country, roles: [role] };
  return {
    kind: 'registration',
    payload: registration(`R-${id}${at}`, 'party', { party: fact }),
    by: ['registrar'],
  };
}

export function lines(): Line[] {
  return [
    ledgerRegistration(ORIGIN, 'ledger'),
    partyRegistration('P-MINE', 'producer', 'RW'),
    partyRegistration('P-TRUCK', 'carrier', 'TZ'),
    partyRegistration('P-CUSTOMS', 'customs', 'RW'),
    keyRegistration('R-4', 'P-MINE', 'mine'),
    keyRegistration('R-5', 'P-TRUCK', 'truck', ['registrar-2', 'truck']),
    keyRegistration('R-6', 'P-CUSTOMS', 'customs'),
    event('COMMISSION', 'P-MINE', ['mine'], { basis: 'mined', place: { locode: 'RWKGL' } }),
    event('CONSIGN', 'P-MINE', ['mine'], {
      ucr: UCR,
      commodity: '3T',
      consignee: 'P-TRUCK',
      endUser: 'P-TRUCK',
      plan: { countries: ['RW', 'TZ'], transitCountries: [] },
    }),
    event('DISPATCH', 'P-MINE', ['mine', 'customs'], {
      ...HANDOVER,
      to: 'P-TRUCK',
      witness: 'P-CUSTOMS',
      expectedBy: '2026-03-05T08:00:00+02:00',
      place: { locode: 'RWKGL' },
    }),
    event('RECEIVE', 'P-TRUCK', ['truck'], { ...HANDOVER, place: { locode: 'RWKGL' } }),
    { kind: 'finding', payload: finding(), by: ['ledger'] },
    { kind: 'decision', payload: decision(), by: ['customs'] },
    revocation('R-13', 'mine', 'registrar'),
    event('COMMISSION', 'P-TRUCK', ['truck'], {
      eventId: 'E-FOREIGN',
      basis: 'recycled',
      items: [{ ...LOT, itemId: 'LOT-KIT-2' }],
      place: { locode: 'TZDAR' },
    }),
  ];
}

export function finding(): JsonObject {
  return {
    schema: 'custody-finding/1',
    ledger: ORIGIN,
    findingId: 'F-1',
    alert: '0123456789abcdef0123456789abcdef',
    version: 1,
    change: 'opened',
    rule: 'QTY_HANDOVER_VARIANCE',
    ruleSet: 'built-in-1',
    severity: 'MEDIUM',
    subject: 'H-1',
    anchor: 'H-1',
    ucr: UCR,
    items: [LOT.itemId],
    sentence:
      'The record shows no weight at the receiving side; a missing weighbridge is the common reason.',
    evidence: [],
  };
}

export function decision(): JsonObject {
  return {
    schema: 'custody-decision/1',
    ledger: ORIGIN,
    decisionId: 'D-1',
    actor: 'P-CUSTOMS',
    alert: '0123456789abcdef0123456789abcdef',
    alertVersion: 1,
    action: 'acknowledge',
  };
}

export function statements(): Envelope[] {
  return lines().map(statementOf);
}

/** The honest ledger. */
export function story(): SmallLog {
  return new SmallLog(ORIGIN, statements());
}

/** The ledger with one statement put in the place of another, or added at the end: properly logged, wrongly admitted. */
export function withStatement(at: number, statement: Envelope | Line): SmallLog {
  const all = statements();
  all.splice(at, 1, 'by' in statement ? statementOf(statement) : statement);
  return new SmallLog(ORIGIN, all);
}

/** Two of three witnesses. */
export const POLICY = [
  `witness north ${witnessVkey('north')}`,
  `witness south ${witnessVkey('south')}`,
  `witness east ${witnessVkey('east')}`,
  'group all-of-us 2 north south east',
  'quorum all-of-us',
  '',
].join('\n');
