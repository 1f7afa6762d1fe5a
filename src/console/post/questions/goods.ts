import {
  type Field,
  choice,
  code,
  number,
  optional,
  party,
  serials,
  text,
  unit,
  yesNo,
} from '../fields.js';
import type { MessageKey } from '../../../messages/messages.js';
import type { Question } from '../question.js';

/** Questions about the goods themselves. */

const GOODS = {
  one: 'post.q.goodsNumber',
  more: 'post.addGoods',
  less: 'post.removeGoods',
} as const;
const GOODS_FIELDS: readonly Field[] = [
  text('itemId', 'post.f.itemId', 'post.f.itemIdHint'),
  code('hs', 'post.f.hs', 'post.f.hsHint'),
  text('qty.value', 'post.f.qty', 'post.f.qtyHint'),
  unit('qty.unit'),
];
export const goods: Question = {
  name: 'goods',
  title: 'post.q.goods',
  entries: { path: 'items', ...GOODS },
  fields: GOODS_FIELDS,
};
/** What is known of each of the goods beside its quantity. */
export const details: Question = detailsOf('items', 'post.q.details');
export const inputDetails: Question = detailsOf('inputs', 'post.q.inputDetails');
export const outputDetails: Question = detailsOf('outputs', 'post.q.outputDetails');

function detailsOf(path: string, title: MessageKey): Question {
  const named = new RegExp(`^${path}\\.\\d+\\.itemId$`, 'u');
  return {
    name: `${path}-details`,
    title,
    entries: { path, ...GOODS, areNamed: true },
    fields: [
      serials('serials'),
      text('assay.analyte', 'post.f.analyte', 'post.f.analyteHint'),
      text('assay.pct', 'post.f.pct', 'post.f.qtyHint'),
      text('assay.method', 'post.f.assayMethod', 'post.f.assayMethodHint'),
      text('assay.lab', 'post.f.assayLab'),
    ].map(optional),
    isAsked: (answers) =>
      Object.entries(answers).some(([at, answer]) => named.test(at) && answer.trim() !== ''),
  };
}

/** Of an act on a whole consignment nobody has to name the goods again. */
export const anyGoods: Question = {
  ...goods,
  title: 'post.q.anyGoods',
  entries: { path: 'items', ...GOODS, isOptional: true },
};
export const inputs: Question = {
  ...goods,
  name: 'inputs',
  title: 'post.q.inputs',
  entries: { path: 'inputs', ...GOODS },
};
export const outputs: Question = {
  ...goods,
  name: 'outputs',
  title: 'post.q.outputs',
  entries: { path: 'outputs', ...GOODS },
};
export const outputsAndRest: Question = {
  ...outputs,
  fields: [...GOODS_FIELDS, optional(yesNo('residue', 'post.f.residue'))],
};
export const tags: Question = {
  name: 'tags',
  title: 'post.q.tags',
  entries: {
    path: 'tags',
    one: 'post.q.tagsNumber',
    more: 'post.addTags',
    less: 'post.removeTags',
    isOptional: true,
  },
  fields: [
    { ...optional(text('prefix', 'post.f.tagPrefix', 'post.f.tagPrefixHint')), empty: '' },
    number('from', 'post.f.tagFrom'),
    number('to', 'post.f.tagTo'),
    optional(party('issuer', 'post.f.tagIssuer')),
  ],
};
export const container = code('transport.container', 'post.f.container', 'post.f.containerHint');
/** One of the two names what the goods are in. */
export const pack: Question = {
  name: 'pack',
  title: 'post.q.pack',
  fields: [text('packageId', 'post.f.packageId', 'post.f.packageIdHint'), optional(container)],
};
export const basis: Question = {
  name: 'basis',
  title: 'post.q.basis',
  fields: [
    choice('basis', 'post.f.basis', {
      mined: 'post.c.mined',
      manufactured: 'post.c.manufactured',
      harvested: 'post.c.harvested',
      recycled: 'post.c.recycled',
      'opening-balance': 'post.c.openingBalance',
      'seized-returned': 'post.c.seizedReturned',
    }),
  ],
};
/** Arms and their parts are chapter 93 of the Harmonized System. */
export const marking: Question = {
  name: 'marking',
  title: 'post.q.marking',
  isAsked: (answers) =>
    Object.entries(answers).some(
      ([path, answer]) => /^items\.\d+\.hs$/u.test(path) && answer.trim().startsWith('93'),
    ),
  fields: [
    text('marking.manufacturer', 'post.f.manufacturer'),
    code('marking.country', 'post.f.country', 'post.f.countryHint'),
    number('marking.year', 'post.f.year'),
    text('marking.model', 'post.f.model'),
    text('marking.calibre', 'post.f.calibre'),
  ].map(optional),
};
export const commodity: Question = {
  name: 'commodity',
  title: 'post.q.commodity',
  fields: [
    choice('commodity', 'post.f.commodity', {
      '3T': 'post.c.3T',
      GOLD: 'post.c.GOLD',
      DIAMOND: 'post.c.DIAMOND',
      TIMBER: 'post.c.TIMBER',
      WILDLIFE: 'post.c.WILDLIFE',
      ARMS: 'post.c.ARMS',
      OTHER: 'post.c.OTHER',
    }),
    optional(yesNo('cites', 'post.f.cites')),
  ],
};
export const process: Question = {
  name: 'process',
  title: 'post.q.process',
  fields: [
    text('process', 'post.f.process', 'post.f.processHint'),
    optional(text('cocModel', 'post.f.cocModel', 'post.f.cocModelHint')),
    optional(text('settlementAssay.analyte', 'post.f.analyte', 'post.f.analyteHint')),
    optional(text('settlementAssay.pct', 'post.f.pct', 'post.f.qtyHint')),
  ],
};
export const mark: Question = {
  name: 'mark',
  title: 'post.q.mark',
  fields: [text('addedMark', 'post.f.addedMark')],
};
