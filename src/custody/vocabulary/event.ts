import { z } from 'zod';
import { acts, correction } from './event-types.js';
import { MAX_EXPANDED } from './goods.js';
import { id, ledgerOrigin } from './members.js';
import { optional } from './optional.js';
import { phrase } from './phrase.js';

/** Who says it, to which ledger. A replacement has none of these: it speaks for the signer of its CORRECT. */
const header = {
  schema: z.literal('custody-event/1', phrase('must be "custody-event/1"')),
  ledger: ledgerOrigin,
  eventId: id,
  actor: id,
  onBehalfOf: optional(id),
  witness: optional(id),
};

type Acts = typeof acts;
type ActOf<Shape> =
  Shape extends z.ZodObject<infer Members extends z.core.$ZodLooseShape, infer Config>
    ? z.ZodObject<z.util.Extend<Members, typeof header>, Config>
    : never;
type EventsOf<List extends readonly unknown[]> = {
  -readonly [Key in keyof List]: ActOf<List[Key]>;
};

export type EventType = Acts[number]['shape']['type']['value'] | 'CORRECT';
const types: [EventType, ...EventType[]] = ['CORRECT'];
types.unshift(...acts.map((act) => act.shape.type.value));
export const EVENT_TYPES: readonly [EventType, ...EventType[]] = types;

const typePhrase = phrase(`must be one of the event types: ${types.join(', ')}`);

const anyAct = z.discriminatedUnion('type', acts, typePhrase);
export type Replacement = z.infer<typeof anyAct>;

/** An event without its header, as `replacement` of a CORRECT carries it. */
export const replacement = anyAct.superRefine(checkAct).meta({
  id: 'Replacement',
  description: 'The event as it ought to have been, without header. Of any type but CORRECT.',
});

const correct = correction.extend({ ...header, replacement: optional(replacement) });
const headed = withHeader(acts);

const anyEvent = z.discriminatedUnion('type', [...headed, correct], typePhrase);
export type CustodyEvent = z.infer<typeof anyEvent>;

/** The payload of an `event` statement: a custody event, one of {@link EVENT_TYPES}. Unknown members are refused. */
export const custodyEvent = anyEvent.superRefine(checkEvent).meta({
  id: 'CustodyEvent',
  description: 'A signed custody event (payload of an `event` statement).',
});

export type EventOf<Type extends EventType> = Extract<CustodyEvent, { type: Type }>;
export type Item = NonNullable<CustodyEvent['items']>[number];
export type Place = NonNullable<CustodyEvent['place']>;
export type Plan = EventOf<'CONSIGN'>['plan'];
export type Seals = NonNullable<CustodyEvent['seals']>;
export type TagRange = NonNullable<CustodyEvent['tags']>[number];
export type Serial = NonNullable<Item['serials']>[number];

/** Overloaded because a mapped tuple loses its types: element by element the result is what the signature says. */
function withHeader(list: Acts): EventsOf<Acts>;
function withHeader(list: Acts): unknown {
  return list.map((act) => act.extend(header));
}

type Report = z.core.$RefinementCtx;

function report(context: Report, path: readonly PropertyKey[], message: string): void {
  context.addIssue({ code: 'custom', path: [...path], message });
}

function checkEvent(event: CustodyEvent, context: Report): void {
  if (
    event.witness !== undefined &&
    (event.witness === event.actor || event.witness === event.onBehalfOf)
  ) {
    report(context, ['witness'], 'must be another party than actor and onBehalfOf');
  }
  if (event.onBehalfOf === event.actor) {
    report(
      context,
      ['onBehalfOf'],
      'must be another party than actor; leave it out when you act for yourself',
    );
  }
  if (event.type !== 'CORRECT') return checkAct(event, context);
  if ((event.replacement === undefined) === (event.annul === undefined)) {
    report(context, ['replacement'], 'is required unless annul is true: give one of the two');
  }
}

/** What a single member cannot tell: rules between members of one event. */
function checkAct(event: Replacement, context: Report): void {
  if (countSerials(event) > MAX_EXPANDED) {
    report(
      context,
      ['items'],
      `must not spell out more than ${MAX_EXPANDED} serials in one event; post several events`,
    );
  }
  if (event.tags !== undefined && countNumbers(event.tags) > MAX_EXPANDED) {
    report(
      context,
      ['tags'],
      `must not spell out more than ${MAX_EXPANDED} tags in one event; post several events`,
    );
  }
  switch (event.type) {
    case 'PACK':
    case 'UNPACK':
      if (event.packageId !== undefined || event.transport?.container !== undefined) return;
      return report(
        context,
        ['packageId'],
        'is required unless transport.container names the container',
      );
    case 'SEAL':
      if (Object.keys(event.seals).length > 0) return;
      return report(context, ['seals'], 'must say which seals were applied, observed or removed');
    case 'ATTACH_DOCUMENT':
      if (event.ucr !== undefined || event.items !== undefined) return;
      return report(
        context,
        ['ucr'],
        'is required unless items are named: what the document belongs to',
      );
  }
}

function countSerials(event: Replacement): number {
  let count = 0;
  for (const item of event.items ?? []) count += countOfItem(item);
  if (!('inputs' in event)) return count;
  for (const item of event.inputs) count += countOfItem(item);
  for (const item of event.outputs) count += countOfItem(item);
  return count;
}

function countOfItem(item: Item): number {
  if (item.serials === undefined) return 0;
  let count = 0;
  for (const serial of item.serials)
    count += typeof serial === 'string' ? 1 : serial.to - serial.from + 1;
  return count;
}

function countNumbers(ranges: readonly TagRange[]): number {
  let count = 0;
  for (const range of ranges) count += range.to - range.from + 1;
  return count;
}
