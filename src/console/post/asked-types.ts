import { EVENT_TYPES, type EventType } from '../../custody/vocabulary/event.js';
import { mayRoleSign, type Role } from '../../custody/vocabulary/roles.js';
import type { MessageKey } from '../../messages/messages.js';
import type { Draft } from './draft.js';
import { countOf } from './entries.js';
import type { Field } from './fields.js';
import type { Answers, Question } from './question.js';
import * as control from './questions/control.js';
import * as goods from './questions/goods.js';
import * as way from './questions/way.js';

/** What a type is described by: its questions, in their order. */
const QUESTIONS: Readonly<Record<EventType, readonly Question[]>> = {
  COMMISSION: [
    goods.basis,
    goods.goods,
    goods.details,
    goods.marking,
    goods.tags,
    way.place,
    way.openingWitness,
    way.when,
  ],
  CONSIGN: [
    way.ucr,
    goods.commodity,
    way.parties,
    way.route,
    way.legs,
    goods.goods,
    goods.details,
    way.when,
  ],
  AMEND_PLAN: [way.ucr, way.route, way.legs, way.reason, way.when],
  PACK: [way.anyUcr, goods.goods, goods.details, goods.pack, way.anyPlace, way.when],
  UNPACK: [way.anyUcr, goods.goods, goods.details, goods.pack, way.anyPlace, way.when],
  SEAL: [way.anyUcr, way.seals, way.anyPlace, way.when],
  DISPATCH: [way.anyUcr, goods.goods, goods.details, way.handTo, way.anyPlace, way.when],
  RECEIVE: [
    way.anyUcr,
    way.handover,
    goods.goods,
    goods.details,
    way.origin,
    way.anyPlace,
    way.when,
  ],
  REFUSE: [way.handover, way.reason, way.when],
  WITHDRAW: [way.handover, way.reason, way.when],
  DEPART: [way.anyUcr, way.place, way.transport, way.toPlace, way.when],
  ARRIVE: [way.anyUcr, way.place, way.transport, way.when],
  ETA_UPDATE: [way.ucr, way.eta, way.when],
  CUSTOMS_DECLARE: [way.ucr, control.declaration, way.when],
  CUSTOMS_HOLD: [way.ucr, control.hold, way.when],
  CUSTOMS_RELEASE: [way.ucr, control.release, way.when],
  INSPECT: [way.anyUcr, goods.anyGoods, goods.details, control.finding, way.anyPlace, way.when],
  OBSERVE: [way.anyUcr, goods.anyGoods, goods.details, control.source, way.place, way.when],
  TRANSFORM: [
    goods.inputs,
    goods.inputDetails,
    goods.outputsAndRest,
    goods.outputDetails,
    goods.process,
    way.anyPlace,
    way.when,
  ],
  SPLIT: [
    way.anyUcr,
    goods.inputs,
    goods.inputDetails,
    goods.outputs,
    goods.outputDetails,
    way.anyPlace,
    way.when,
  ],
  MERGE: [
    way.anyUcr,
    goods.inputs,
    goods.inputDetails,
    goods.outputs,
    goods.outputDetails,
    way.anyPlace,
    way.when,
  ],
  RETAG: [goods.goods, goods.details, goods.mark, way.witness, way.anyPlace, way.when],
  REMARK: [goods.goods, goods.details, goods.mark, way.witness, way.anyPlace, way.when],
  ATTACH_DOCUMENT: [
    goods.anyGoods,
    goods.details,
    way.ucr,
    control.paper,
    control.paperFile,
    way.when,
  ],
  REVOKE_DOCUMENT: [way.anyUcr, control.paperName, way.reason, way.when],
  ATTEST: [way.anyUcr, goods.anyGoods, goods.details, control.attestation, way.when],
  REPORT_LOSS: [way.anyUcr, goods.goods, goods.details, way.loss, way.anyPlace, way.when],
  SEIZE: [way.anyUcr, goods.goods, goods.details, control.seizure, way.anyPlace, way.when],
  RELEASE_SEIZED: [way.anyUcr, goods.goods, goods.details, control.seizure, way.anyPlace, way.when],
  RECOVER: [goods.goods, goods.details, way.place, control.recovery, way.when],
  DESTROY: [way.anyUcr, goods.goods, goods.details, way.witness, way.anyPlace, way.when],
  CLOSE: [way.ucr, way.disposition, way.when],
  // Followed by the questions of the event that it corrects.
  CORRECT: [way.correctionKind],
};

interface TypeGroup {
  readonly title: MessageKey;
  readonly types: readonly EventType[];
}

/** As people look for them. Every type stands in one group, which a test holds. */
export const TYPE_GROUPS: readonly TypeGroup[] = [
  { title: 'post.g.begin', types: ['COMMISSION', 'CONSIGN', 'AMEND_PLAN', 'CLOSE'] },
  { title: 'post.g.custody', types: ['DISPATCH', 'RECEIVE', 'REFUSE', 'WITHDRAW'] },
  { title: 'post.g.way', types: ['PACK', 'UNPACK', 'SEAL', 'DEPART', 'ARRIVE', 'ETA_UPDATE'] },
  { title: 'post.g.change', types: ['TRANSFORM', 'SPLIT', 'MERGE', 'RETAG', 'REMARK'] },
  {
    title: 'post.g.customs',
    types: ['CUSTOMS_DECLARE', 'CUSTOMS_HOLD', 'CUSTOMS_RELEASE', 'INSPECT', 'OBSERVE'],
  },
  { title: 'post.g.papers', types: ['ATTACH_DOCUMENT', 'REVOKE_DOCUMENT', 'ATTEST'] },
  {
    title: 'post.g.end',
    types: ['REPORT_LOSS', 'SEIZE', 'RELEASE_SEIZED', 'RECOVER', 'DESTROY'],
  },
  { title: 'post.g.mend', types: ['CORRECT'] },
];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(QUESTIONS, type);
}

export function typesFor(roles: readonly Role[]): readonly EventType[] {
  return EVENT_TYPES.filter((type) => roles.some((role) => mayRoleSign(type, role)));
}

/** What is asked for this draft, as far as its answers go. */
export function questionsOf({ type, corrects, answers }: Draft): readonly Question[] {
  const replaced = corrects === undefined ? [] : replacementsOf(corrects);
  return [...QUESTIONS[type], ...replaced, way.device, way.more].filter(
    ({ isAsked }) => isAsked?.(answers) ?? true,
  );
}

const REPLACEMENT = 'replacement.';

/** A correction is signed by its actor alone, whoever stood by at first. */
export function replacementsOf(type: EventType): readonly Question[] {
  return QUESTIONS[type].filter(({ name }) => name !== way.witness.name).map(replacing);
}

/** The same question about the event as it ought to have been. */
function replacing(question: Question): Question {
  const { name, fields, entries, isAsked } = question;
  return {
    ...question,
    name: `as-${name}`,
    fields:
      entries === undefined
        ? fields.map((field) => ({ ...field, path: REPLACEMENT + field.path }))
        : fields,
    ...(entries && { entries: { ...entries, path: REPLACEMENT + entries.path } }),
    isAsked: (answers) =>
      answers['annul'] !== 'annul' && (isAsked?.(replacementOf(answers)) ?? true),
  };
}

function replacementOf(answers: Answers): Answers {
  const inner = Object.entries(answers).filter(([path]) => path.startsWith(REPLACEMENT));
  return Object.fromEntries(
    inner.map(([path, answer]) => [path.slice(REPLACEMENT.length), answer]),
  );
}

/** Every field of the question, those of each entry included. */
export function fieldsOf(question: Question, draft: Draft): readonly Field[] {
  const { entries } = question;
  if (entries === undefined) return question.fields;
  const count = countOf(draft, entries.path);
  return Array.from({ length: count }, (_, at) => entryFields(question, at)).flat();
}

export function entryFields({ fields, entries }: Question, at: number): readonly Field[] {
  const list = entries?.path ?? '';
  const isOptional = entries?.isOptional === true;
  return fields.map((field) => ({
    ...field,
    path: `${list}.${at}.${field.path}`,
    ...(isOptional && { isOptional }),
  }));
}
