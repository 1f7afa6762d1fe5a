import {
  choice,
  code,
  codes,
  list,
  mode,
  number,
  optional,
  party,
  placeAt,
  signed,
  text,
  time,
} from '../fields.js';
import type { Question } from '../question.js';
import { container } from './goods.js';

/** Questions about hands, ways and times. */

const UCR = code('ucr', 'post.f.ucr', 'post.f.ucrHint');
export const ucr: Question = { name: 'ucr', title: 'post.q.ucr', fields: [UCR] };
export const anyUcr: Question = { ...ucr, fields: [optional(UCR)] };
export const when: Question = {
  name: 'when',
  title: 'post.q.when',
  fields: [time('occurredAt', 'post.f.when')],
};
export const place: Question = {
  name: 'place',
  title: 'post.q.place',
  fields: placeAt('place'),
};
export const anyPlace: Question = { ...place, fields: place.fields.map(optional) };
export const toPlace: Question = {
  name: 'toPlace',
  title: 'post.q.toPlace',
  fields: [...placeAt('toPlace'), time('eta', 'post.f.eta')],
};
const HANDOVER = text('handover', 'post.f.handover', 'post.f.handoverHint');
export const handover: Question = {
  name: 'handover',
  title: 'post.q.handover',
  fields: [HANDOVER],
};
export const handTo: Question = {
  name: 'handTo',
  title: 'post.q.handTo',
  fields: [party('to', 'post.f.to'), time('expectedBy', 'post.f.expectedBy'), HANDOVER],
};
export const reasonField = text('reason', 'post.f.reason');
export const reason: Question = { name: 'reason', title: 'post.q.reason', fields: [reasonField] };
export const eta: Question = {
  name: 'eta',
  title: 'post.q.eta',
  fields: [time('eta', 'post.f.eta'), reasonField],
};
export const transport: Question = {
  name: 'transport',
  title: 'post.q.transport',
  fields: [
    mode('transport.mode'),
    optional(text('transport.meansId', 'post.f.meansId')),
    optional(text('transport.voyage', 'post.f.voyage')),
    optional(container),
  ],
};
export const origin: Question = {
  name: 'origin',
  title: 'post.q.origin',
  fields: [optional(text('declaredOrigin', 'post.f.declaredOrigin', 'post.f.declaredOriginHint'))],
};
export const parties: Question = {
  name: 'parties',
  title: 'post.q.parties',
  fields: [party('consignee', 'post.f.consignee'), party('endUser', 'post.f.endUser')],
};
export const route: Question = {
  name: 'route',
  title: 'post.q.route',
  fields: [
    codes('plan.countries', 'post.f.countries'),
    { ...optional(codes('plan.transitCountries', 'post.f.transit')), empty: [] },
  ],
};
/** How the goods are meant to go, piece by piece; the countries alone are a plan too. */
export const legs: Question = {
  name: 'legs',
  title: 'post.q.legs',
  entries: {
    path: 'plan.legs',
    one: 'post.q.legsNumber',
    more: 'post.addLegs',
    less: 'post.removeLegs',
    isOptional: true,
  },
  fields: [
    text('from', 'post.f.legFrom', 'post.f.legHint'),
    text('to', 'post.f.legTo', 'post.f.legHint'),
    mode('mode'),
    optional(time('eta', 'post.f.eta')),
  ],
};
/** Any of the three is enough: what was set, seen or taken off. */
export const seals: Question = {
  name: 'seals',
  title: 'post.q.seals',
  fields: [
    list('seals.applied', 'post.f.seals'),
    optional(list('seals.observed', 'post.f.sealsSeen')),
    optional(list('seals.removed', 'post.f.sealsRemoved')),
    optional(
      choice('seals.class', 'post.f.sealClass', {
        H: 'post.c.sealH',
        S: 'post.c.sealS',
        I: 'post.c.sealI',
      }),
    ),
    optional(text('seals.condition', 'post.f.sealCondition')),
  ],
};
/** Whoever is named here signs beside the actor. */
export const witness: Question = {
  name: 'witness',
  title: 'post.q.witness',
  fields: [party('witness', 'post.f.witness')],
};
export const openingWitness: Question = {
  ...witness,
  isAsked: ({ basis: told }) => told === 'opening-balance',
};
export const loss: Question = {
  name: 'loss',
  title: 'post.q.loss',
  fields: [text('circumstances', 'post.f.circumstances')],
};
export const disposition: Question = {
  name: 'disposition',
  title: 'post.q.disposition',
  fields: [text('disposition', 'post.f.disposition', 'post.f.dispositionHint')],
};
/** An agent needs a registered delegation, which the ledger checks. */
export const more: Question = {
  name: 'more',
  title: 'post.q.more',
  isAside: true,
  fields: [
    optional(party('onBehalfOf', 'post.f.onBehalfOf')),
    optional(text('note', 'post.f.note', 'post.f.noteHint')),
  ],
};

/** A device that counts its records shows when one is kept back. */
export const device: Question = {
  name: 'device',
  title: 'post.q.device',
  isAside: true,
  fields: [
    text('device.deviceId', 'post.f.deviceId', 'post.f.deviceIdHint'),
    number('device.seq', 'post.f.deviceSeq', 'post.f.deviceSeqHint'),
    text('device.prev', 'post.f.devicePrev', 'post.f.devicePrevHint'),
    signed('device.clockOffsetMs', 'post.f.deviceClock', 'post.f.deviceClockHint'),
  ].map(optional),
};

/** The same act, and whether it stands at all. */
export const correctionKind: Question = {
  name: 'correction',
  title: 'post.q.correction',
  fields: [
    {
      path: 'annul',
      label: 'post.f.correction',
      form: 'annul',
      choices: { replace: 'post.c.replace', annul: 'post.c.annul' },
    },
    reasonField,
  ],
};
