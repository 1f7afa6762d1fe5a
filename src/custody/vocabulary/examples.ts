import type { EventOf, EventType, Item, Replacement } from './event.js';

/** One valid event of every type: for documentation, the console's forms and tests. Names are made up. */

export function itemOf(itemId: string, value = '500', unit = 'KGM'): Item {
  return { itemId, hs: '261590', qty: { value, unit } };
}

const header = {
  schema: 'custody-event/1',
  ledger: 'custody.local/0123456789ab',
  eventId: 'E-0001',
  actor: 'P-GIVER',
} as const;

const occurredAt = '2026-05-11T06:00:00+02:00';
const ucr = '6RW102938475-UM2605A';
const place = { locode: 'RWKGL' };
const items = [itemOf('L-1')];
const plan = { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] };
const document = {
  docType: 'ICGLR_CERT',
  number: 'RW-2026-004417',
  issuer: 'RW',
  issuedOn: '2026-05-21',
  expiresOn: '2026-08-19',
  singleUse: true,
  sha256: 'ab'.repeat(32),
  fields: { exporter: 'P-GIVER', qty: { value: '500', unit: 'KGM' } },
};

type ActsByType = { [Type in Exclude<EventType, 'CORRECT'>]: Extract<Replacement, { type: Type }> };

const acts: ActsByType = {
  COMMISSION: {
    type: 'COMMISSION',
    occurredAt,
    basis: 'mined',
    place: { lat: -2.052, lon: 29.618, accuracyM: 12.5, site: 'RW-GTR-014' },
    items: [{ ...itemOf('L-1'), assay: { analyte: 'Ta2O5', pct: '18' } }],
    tags: [{ issuer: 'G-RMB', type: 'mineTag', prefix: 'RW-MT-', from: 440_001, to: 440_010 }],
    device: { deviceId: 'D-7', seq: 12, prev: '0'.repeat(64), clockOffsetMs: -1500 },
  },
  CONSIGN: {
    type: 'CONSIGN',
    occurredAt,
    ucr,
    commodity: '3T',
    consignee: 'P-TAKER',
    endUser: 'P-TAKER',
    plan: {
      ...plan,
      legs: [{ from: 'RWKGL', to: 'TZDAR', mode: 'road', eta: '2026-05-26T18:00:00Z' }],
    },
    items,
  },
  AMEND_PLAN: { type: 'AMEND_PLAN', occurredAt, ucr, plan, reason: 'port strike' },
  PACK: { type: 'PACK', occurredAt, items, packageId: 'DRUM-1' },
  UNPACK: { type: 'UNPACK', occurredAt, items, packageId: 'DRUM-1' },
  SEAL: {
    type: 'SEAL',
    occurredAt,
    ucr,
    seals: { applied: ['RW-H-771201'], class: 'H', action: 'applied' },
    transport: { container: 'CSQU3054383' },
  },
  DISPATCH: {
    type: 'DISPATCH',
    occurredAt,
    ucr,
    handover: 'H-1',
    to: 'P-TAKER',
    expectedBy: '2026-05-12T18:00:00Z',
    place,
    items,
    transport: { mode: 'road', meansId: 'RAB 123 C' },
  },
  RECEIVE: {
    type: 'RECEIVE',
    occurredAt,
    handover: 'H-1',
    items: [itemOf('L-1', '498.5')],
    refs: ['cd'.repeat(32)],
  },
  REFUSE: { type: 'REFUSE', occurredAt, handover: 'H-1', reason: 'bags torn' },
  WITHDRAW: { type: 'WITHDRAW', occurredAt, handover: 'H-1', reason: 'lorry broke down' },
  DEPART: {
    type: 'DEPART',
    occurredAt,
    place,
    toPlace: { locode: 'TZDAR' },
    eta: '2026-05-26T18:00:00Z',
    transport: { mode: 'road' },
  },
  ARRIVE: { type: 'ARRIVE', occurredAt, place: { locode: 'TZDAR' }, transport: { mode: 'road' } },
  ETA_UPDATE: {
    type: 'ETA_UPDATE',
    occurredAt,
    ucr,
    eta: '2026-05-28T18:00:00Z',
    reason: 'flooded road',
  },
  CUSTOMS_DECLARE: {
    type: 'CUSTOMS_DECLARE',
    occurredAt,
    ucr,
    declaration: '26RWKGL0001182',
    procedure: 'export',
  },
  CUSTOMS_HOLD: { type: 'CUSTOMS_HOLD', occurredAt, ucr, reason: 'document check' },
  CUSTOMS_RELEASE: { type: 'CUSTOMS_RELEASE', occurredAt, ucr, procedure: 'export' },
  INSPECT: { type: 'INSPECT', occurredAt, finding: 'conform', coverage: 'sample', items },
  OBSERVE: { type: 'OBSERVE', occurredAt, place, source: 'gate log' },
  TRANSFORM: {
    type: 'TRANSFORM',
    occurredAt,
    process: 'magnetic-separation',
    inputs: items,
    outputs: [itemOf('U-1', '290'), { ...itemOf('U-1T', '205'), residue: true }],
    cocModel: 'segregated',
    settlementAssay: { analyte: 'Ta2O5', pct: '30.5' },
  },
  SPLIT: {
    type: 'SPLIT',
    occurredAt,
    inputs: items,
    outputs: [itemOf('L-1a', '200'), itemOf('L-1b', '300')],
  },
  MERGE: {
    type: 'MERGE',
    occurredAt,
    inputs: [itemOf('L-1a', '200'), itemOf('L-1b', '300')],
    outputs: items,
  },
  RETAG: { type: 'RETAG', occurredAt, items, addedMark: 'RW-NT-220014' },
  REMARK: { type: 'REMARK', occurredAt, items, addedMark: 'PE 26' },
  ATTACH_DOCUMENT: { type: 'ATTACH_DOCUMENT', occurredAt, ucr, document },
  REVOKE_DOCUMENT: {
    type: 'REVOKE_DOCUMENT',
    occurredAt,
    document: { docType: 'ICGLR_CERT', number: 'RW-2026-004417', issuer: 'RW' },
    reason: 'issued in error',
  },
  ATTEST: { type: 'ATTEST', occurredAt, ucr, attestation: 'DELIVERY_VERIFICATION' },
  REPORT_LOSS: {
    type: 'REPORT_LOSS',
    occurredAt,
    items,
    circumstances: 'lorry overturned in a river',
  },
  SEIZE: {
    type: 'SEIZE',
    occurredAt,
    items,
    legalBasis: 'customs act 2006, s. 210',
    caseRef: 'C-44/26',
  },
  RELEASE_SEIZED: {
    type: 'RELEASE_SEIZED',
    occurredAt,
    items,
    legalBasis: 'court order',
    caseRef: 'C-44/26',
  },
  RECOVER: {
    type: 'RECOVER',
    occurredAt,
    items,
    place,
    caseRef: 'C-45/26',
    markingCondition: 'intact',
  },
  DESTROY: { type: 'DESTROY', occurredAt, items },
  CLOSE: { type: 'CLOSE', occurredAt, ucr, disposition: 'delivered' },
};

/** The example of a type, ready to be signed but for its ledger. */
export const exampleEvents: { readonly [Type in EventType]: EventOf<Type> } = {
  COMMISSION: { ...header, ...acts.COMMISSION },
  CONSIGN: { ...header, ...acts.CONSIGN },
  AMEND_PLAN: { ...header, ...acts.AMEND_PLAN },
  PACK: { ...header, ...acts.PACK },
  UNPACK: { ...header, ...acts.UNPACK },
  SEAL: { ...header, ...acts.SEAL },
  DISPATCH: { ...header, ...acts.DISPATCH },
  RECEIVE: { ...header, ...acts.RECEIVE, actor: 'P-TAKER' },
  REFUSE: { ...header, ...acts.REFUSE, actor: 'P-TAKER' },
  WITHDRAW: { ...header, ...acts.WITHDRAW },
  DEPART: { ...header, ...acts.DEPART },
  ARRIVE: { ...header, ...acts.ARRIVE },
  ETA_UPDATE: { ...header, ...acts.ETA_UPDATE },
  CUSTOMS_DECLARE: { ...header, ...acts.CUSTOMS_DECLARE },
  CUSTOMS_HOLD: { ...header, ...acts.CUSTOMS_HOLD, actor: 'C-RW' },
  CUSTOMS_RELEASE: { ...header, ...acts.CUSTOMS_RELEASE, actor: 'C-RW' },
  INSPECT: { ...header, ...acts.INSPECT, actor: 'C-RW' },
  OBSERVE: { ...header, ...acts.OBSERVE, actor: 'C-RW' },
  TRANSFORM: { ...header, ...acts.TRANSFORM },
  SPLIT: { ...header, ...acts.SPLIT },
  MERGE: { ...header, ...acts.MERGE },
  RETAG: { ...header, ...acts.RETAG, witness: 'G-RMB' },
  REMARK: { ...header, ...acts.REMARK, witness: 'G-RMB' },
  ATTACH_DOCUMENT: { ...header, ...acts.ATTACH_DOCUMENT },
  REVOKE_DOCUMENT: { ...header, ...acts.REVOKE_DOCUMENT, actor: 'C-RW' },
  ATTEST: { ...header, ...acts.ATTEST, actor: 'G-RMB' },
  REPORT_LOSS: { ...header, ...acts.REPORT_LOSS },
  SEIZE: { ...header, ...acts.SEIZE, actor: 'C-RW' },
  RELEASE_SEIZED: { ...header, ...acts.RELEASE_SEIZED, actor: 'C-RW' },
  RECOVER: { ...header, ...acts.RECOVER, actor: 'G-RMB' },
  DESTROY: { ...header, ...acts.DESTROY, witness: 'G-RMB' },
  CLOSE: { ...header, ...acts.CLOSE },
  CORRECT: {
    ...header,
    type: 'CORRECT',
    occurredAt,
    refs: ['ef'.repeat(32)],
    reason: 'typing error in the weight',
    replacement: { ...acts.DISPATCH, items: [itemOf('L-1', '499')] },
  },
};

export const dispatchEvent = exampleEvents.DISPATCH;
