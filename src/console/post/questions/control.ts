import { type Field, choice, date, optional, text, yesNo } from '../fields.js';
import type { Question } from '../question.js';
import { reasonField } from './way.js';

/** Questions about what authorities and papers say. */

const DECLARATION = text('declaration', 'post.f.declaration');
export const declaration: Question = {
  name: 'declaration',
  title: 'post.q.declaration',
  fields: [DECLARATION, text('procedure', 'post.f.procedure', 'post.f.procedureHint')],
};
export const release: Question = {
  name: 'release',
  title: 'post.q.procedure',
  fields: [
    choice('procedure', 'post.f.procedure', {
      export: 'post.c.export',
      import: 'post.c.import',
      transit: 'post.c.transit',
      're-export': 'post.c.reExport',
      warehouse: 'post.c.warehouse',
      transfer: 'post.c.transfer',
    }),
    optional(DECLARATION),
  ],
};
export const hold: Question = {
  name: 'hold',
  title: 'post.q.reason',
  fields: [reasonField, optional(text('legalBasis', 'post.f.legalBasis'))],
};
export const finding: Question = {
  name: 'finding',
  title: 'post.q.finding',
  fields: [
    choice('finding', 'post.f.finding', {
      conform: 'post.c.conform',
      'non-conform': 'post.c.nonConform',
      inconclusive: 'post.c.inconclusive',
    }),
    optional(text('coverage', 'post.f.coverage', 'post.f.coverageHint')),
  ],
};
export const source: Question = {
  name: 'source',
  title: 'post.q.source',
  fields: [text('source', 'post.f.source', 'post.f.sourceHint')],
};
export const attestation: Question = {
  name: 'attestation',
  title: 'post.q.attestation',
  fields: [
    choice('attestation', 'post.f.attestation', {
      DELIVERY_VERIFICATION: 'post.c.DELIVERY_VERIFICATION',
      IMPORT_CONFIRMATION: 'post.c.IMPORT_CONFIRMATION',
      ASSAY: 'post.c.ASSAY',
      NO_OBJECTION: 'post.c.NO_OBJECTION',
      ORIGIN_VISIT: 'post.c.ORIGIN_VISIT',
    }),
  ],
};
const DOCUMENT_NAME: readonly Field[] = [
  text('document.docType', 'post.f.docType', 'post.f.docTypeHint'),
  text('document.number', 'post.f.docNumber'),
  text('document.issuer', 'post.f.docIssuer'),
];
export const paper: Question = {
  name: 'paper',
  title: 'post.q.paper',
  fields: [
    ...DOCUMENT_NAME,
    date('document.issuedOn', 'post.f.issuedOn'),
    date('document.expiresOn', 'post.f.expiresOn'),
    yesNo('document.singleUse', 'post.f.singleUse'),
  ],
};
export const paperFile: Question = {
  name: 'paperFile',
  title: 'post.q.paperFile',
  fields: [
    { path: 'document.sha256', label: 'post.f.file', hint: 'post.f.fileHint', form: 'file' },
    {
      path: 'document.fields',
      label: 'post.f.docFields',
      hint: 'post.f.docFieldsHint',
      form: 'members',
      isOptional: true,
      empty: {},
    },
  ],
};
export const paperName: Question = {
  name: 'paperName',
  title: 'post.q.paperName',
  fields: DOCUMENT_NAME,
};
const CASE = text('caseRef', 'post.f.caseRef');
export const seizure: Question = {
  name: 'seizure',
  title: 'post.q.seizure',
  fields: [text('legalBasis', 'post.f.legalBasis'), CASE],
};
export const recovery: Question = {
  name: 'recovery',
  title: 'post.q.recovery',
  fields: [CASE, text('markingCondition', 'post.f.markingCondition')],
};
