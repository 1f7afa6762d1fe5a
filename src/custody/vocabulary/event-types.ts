import { z } from 'zod';
import { device, place, plan, refs, transport } from './circumstances.js';
import { assay, documentFields, items, marking, seals, tags } from './goods.js';
import { code, flag, fullDate, id, instant, note, sha256, text, ucr } from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';

/** What each type of custody event carries, without the members that say who signed it for which ledger. */

export const BASES = [
  'mined',
  'manufactured',
  'harvested',
  'recycled',
  'opening-balance',
  'seized-returned',
] as const;
export const COMMODITIES = [
  'ARMS',
  '3T',
  'GOLD',
  'DIAMOND',
  'TIMBER',
  'WILDLIFE',
  'OTHER',
] as const;
export type Commodity = (typeof COMMODITIES)[number];
export const RELEASE_PROCEDURES = [
  'export',
  'import',
  'transit',
  're-export',
  'warehouse',
  'transfer',
] as const;
export const INSPECTION_FINDINGS = ['conform', 'non-conform', 'inconclusive'] as const;
export const ATTESTATIONS = [
  'DELIVERY_VERIFICATION',
  'IMPORT_CONFIRMATION',
  'ASSAY',
  'NO_OBJECTION',
  'ORIGIN_VISIT',
] as const;

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, phrase(`must be one of ${values.join(', ')}`));
}

export const commodity = oneOf(COMMODITIES);

/** Members every event may carry; a type that needs one of them overrides it. */
const common = {
  occurredAt: instant,
  ucr: optional(ucr),
  place: optional(place),
  items: optional(items),
  tags: optional(tags),
  transport: optional(transport),
  seals: optional(seals),
  refs: optional(refs),
  device: optional(device),
  note: optional(note),
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the inferred return type carries the literal
function act<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  const error = objectPhrase(`a ${type} event`);
  return z.strictObject({ ...common, type: z.literal(type) }, error).extend(shape);
}

const documentName = { docType: code, number: text, issuer: text };

const document = z.strictObject(
  {
    ...documentName,
    issuedOn: fullDate,
    expiresOn: fullDate,
    singleUse: flag,
    sha256,
    fields: documentFields,
  },
  objectPhrase(
    'a document {docType, number, issuer, issuedOn, expiresOn, singleUse, sha256, fields}',
  ),
);

const revokedDocument = z.strictObject(
  documentName,
  objectPhrase('a document {docType, number, issuer}'),
);

const settlementAssay = assay.pick({ analyte: true, pct: true });

/** All types but CORRECT: what a correction may put in place of an earlier event. */
export const acts = [
  act('COMMISSION', { basis: oneOf(BASES), items, place, marking: optional(marking) }),
  act('CONSIGN', {
    ucr,
    commodity,
    consignee: id,
    endUser: id,
    plan,
    items,
    cites: optional(flag),
  }),
  act('AMEND_PLAN', { ucr, plan, reason: text }),
  act('PACK', { items, packageId: optional(id) }),
  act('UNPACK', { items, packageId: optional(id) }),
  act('SEAL', { seals }),
  act('DISPATCH', { handover: id, to: id, expectedBy: instant, items }),
  act('RECEIVE', { handover: id, items, declaredOrigin: optional(text) }),
  act('REFUSE', { handover: id, reason: text }),
  act('WITHDRAW', { handover: id, reason: text }),
  act('DEPART', { place, transport, toPlace: place, eta: instant }),
  act('ARRIVE', { place, transport }),
  act('ETA_UPDATE', { ucr, eta: instant, reason: text }),
  act('CUSTOMS_DECLARE', { ucr, declaration: text, procedure: code }),
  act('CUSTOMS_HOLD', { ucr, reason: text, legalBasis: optional(text) }),
  act('CUSTOMS_RELEASE', {
    ucr,
    procedure: oneOf(RELEASE_PROCEDURES),
    declaration: optional(text),
  }),
  act('INSPECT', { finding: oneOf(INSPECTION_FINDINGS), coverage: optional(text) }),
  act('OBSERVE', { place, source: text }),
  act('TRANSFORM', {
    process: code,
    inputs: items,
    outputs: items,
    cocModel: optional(text),
    settlementAssay: optional(settlementAssay),
  }),
  act('SPLIT', { inputs: items, outputs: items }),
  act('MERGE', { inputs: items, outputs: items }),
  act('RETAG', { items, addedMark: text }),
  act('REMARK', { items, addedMark: text }),
  act('ATTACH_DOCUMENT', { document }),
  act('REVOKE_DOCUMENT', { document: revokedDocument, reason: text }),
  act('ATTEST', { attestation: oneOf(ATTESTATIONS) }),
  act('REPORT_LOSS', { items, circumstances: text }),
  act('SEIZE', { items, legalBasis: text, caseRef: text }),
  act('RELEASE_SEIZED', { items, legalBasis: text, caseRef: text }),
  act('RECOVER', { items, place, caseRef: text, markingCondition: text }),
  act('DESTROY', { items }),
  act('CLOSE', { ucr, disposition: code }),
] as const;

const oneRefPhrase = phrase('must hold exactly one hash: the statement that is corrected');

/** The members of CORRECT but its `replacement`, which is a whole act. */
export const correction = act('CORRECT', {
  refs: refs.length(1, oneRefPhrase),
  reason: text,
  annul: optional(z.literal(true, phrase('must be true, or left out'))),
});
