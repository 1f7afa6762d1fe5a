import { z } from 'zod';
import {
  code,
  country,
  flag,
  id,
  integer,
  numberPrefix,
  percent,
  positiveDecimal,
  text,
  wholeNumber,
} from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';
import { isUnitCode } from './unit-codes.js';

/** Serials or tags one event may spell out by ranges: expanding them must stay cheap for whoever judges it. */
export const MAX_EXPANDED = 100_000;
const MAX_ENTRIES = 1000;
const MAX_WIDTH = 20;

const unitPhrase = phrase(
  'must be a UN/ECE Rec 20 unit code such as "KGM" (kilogram), "CTM" (carat) or "NAR" (articles)',
);
export const unit = z
  .string(unitPhrase)
  .refine(isUnitCode, unitPhrase)
  .meta({ pattern: '^[A-Z0-9]{2,3}$' });

export const quantity = z
  .strictObject({ value: positiveDecimal, unit }, objectPhrase('a quantity {value, unit}'))
  .meta({
    id: 'Quantity',
    description: 'Exact amount: decimal string and UN/ECE Rec 20 unit code.',
  });

const hsPhrase = phrase('must be a Harmonized System code of 4 to 10 digits such as "261590"');
export const hsCode = z.string(hsPhrase).regex(/^[0-9]{4,10}$/, hsPhrase);

export const assay = z.strictObject(
  { analyte: text, pct: percent, method: optional(text), lab: optional(text) },
  objectPhrase('an assay {analyte, pct, method?, lab?}'),
);

const widthPhrase = phrase(
  `must be a whole number from 1 to ${MAX_WIDTH}: how many digits the number is padded to`,
);
const fromPhrase = phrase('must be at least "from"');

export const serialRange = z
  .strictObject(
    {
      prefix: numberPrefix,
      from: wholeNumber,
      to: wholeNumber,
      width: z.int(widthPhrase).min(1, widthPhrase).max(MAX_WIDTH, widthPhrase),
    },
    objectPhrase('a range {prefix, from, to, width}'),
  )
  .refine((range) => range.from <= range.to, { ...fromPhrase, path: ['to'] })
  .meta({
    id: 'SerialRange',
    description: 'All serials prefix + number, numbers padded with zeros to `width` digits.',
  });

export const serial = z.union(
  [text, serialRange],
  phrase('must be a serial or a range {prefix, from, to, width}'),
);

export const tagRange = z
  .strictObject(
    {
      issuer: optional(text),
      type: optional(text),
      prefix: numberPrefix,
      from: wholeNumber,
      to: wholeNumber,
    },
    objectPhrase('a tag range {issuer?, type?, prefix, from, to}'),
  )
  .refine((range) => range.from <= range.to, { ...fromPhrase, path: ['to'] })
  .meta({ id: 'TagRange', description: 'Numbered tags prefix + number.' });

export const item = z
  .strictObject(
    {
      itemId: id,
      hs: hsCode,
      qty: quantity,
      kind: optional(text),
      massBasis: optional(text),
      assay: optional(assay),
      serials: optional(z.array(serial).min(1).max(MAX_ENTRIES)),
      maker: optional(text),
      model: optional(text),
      calibre: optional(text),
      species: optional(text),
      packages: optional(text),
      residue: optional(flag),
    },
    objectPhrase('an item {itemId, hs, qty, …}'),
  )
  .meta({ id: 'Item', description: 'A lot or serialised goods, as the signer measured them.' });

const itemsPhrase = phrase(`must be a list of 1 to ${MAX_ENTRIES} items {itemId, hs, qty, …}`);
export const items = z.array(item, itemsPhrase).min(1, itemsPhrase).max(MAX_ENTRIES, itemsPhrase);

const tagsPhrase = phrase(`must be a list of 1 to ${MAX_ENTRIES} tag ranges {prefix, from, to}`);
export const tags = z.array(tagRange, tagsPhrase).min(1, tagsPhrase).max(MAX_ENTRIES, tagsPhrase);

/** Marks a manufacturer must apply to arms. All optional: arms without them are recorded, and flagged. */
export const marking = z.strictObject(
  {
    manufacturer: optional(text),
    country: optional(country),
    year: optional(integer),
    model: optional(text),
    calibre: optional(text),
  },
  objectPhrase('a marking {manufacturer, country, year?, model?, calibre?}'),
);

const fieldPhrase = phrase('must be a text of 1 to 200 characters or a quantity {value, unit}');
const fieldsPhrase = phrase(
  'must be an object of at most 32 members, each a text or a quantity {value, unit}',
);
const fieldNamePhrase = phrase('must be named by 1 to 200 characters');

/** What a document says, field by field, so that it can be compared with the goods. */
export const documentFields = z
  .record(
    z.string().min(1, fieldNamePhrase).max(200, fieldNamePhrase),
    z.union([text, quantity], fieldPhrase),
    fieldsPhrase,
  )
  .refine((fields) => Object.keys(fields).length <= 32, fieldsPhrase);

export const seals = z
  .strictObject(
    {
      applied: optional(z.array(text).max(MAX_ENTRIES)),
      observed: optional(z.array(text).max(MAX_ENTRIES)),
      removed: optional(z.array(text).max(MAX_ENTRIES)),
      class: optional(
        z.enum(['I', 'S', 'H'], phrase('must be an ISO 17712 class: "I", "S" or "H"')),
      ),
      condition: optional(text),
      action: optional(code),
    },
    objectPhrase('seals {applied?, observed?, removed?, class?, condition?, action?}'),
  )
  .meta({ id: 'Seals', description: 'Seal numbers applied, seen and taken off.' });
