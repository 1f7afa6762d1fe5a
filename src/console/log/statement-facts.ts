import { CHANGES, findingName } from '../alerts/alert-words.js';
import { formatQuantity } from '../../custody/vocabulary/quantity.js';
import type { MessageKey, Say } from '../../messages/messages.js';
import { isJsonObject, type JsonValue, type StatementKind } from '../../protocol/index.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { eventName } from '../provenance/event-words.js';

type Payload = Readonly<Record<string, JsonValue>>;

/** What a statement says, member by member; where one leads to a page, also its address. */
export interface StatementFact {
  readonly label: MessageKey;
  readonly texts: readonly string[];
  readonly isTime?: true;
  /** Written by a person, in whatever language. */
  readonly isFree?: true;
  readonly href?: string;
}

/** Who did what, when, with which goods: in words, and without what the payload does not say. */
export function factsOf(kind: StatementKind | undefined, payload: Payload, say: Say) {
  const text = (member: string): string | undefined => textOf(payload[member]);
  const facts: (StatementFact | undefined)[] = [
    fact('said.what', whatOf(kind, payload, say)),
    fact('said.who', text('actor')),
    fact('said.for', text('onBehalfOf')),
    fact('said.witness', text('witness')),
    timed('said.when', text('occurredAt')),
    linked('banner.consignment', text('ucr'), '/c/'),
    goodsOf('said.goods', payload['items']),
    goodsOf('said.inputs', payload['inputs']),
    goodsOf('said.outputs', payload['outputs']),
    fact('said.place', placeOf(payload['place'])),
    fact('said.toPlace', placeOf(payload['toPlace'])),
    fact('said.to', text('to')),
    fact('said.assignee', text('assignee')),
    fact('said.finding', findingOf(text('finding'), say)),
    linked('said.alert', text('alert'), '/alerts/'),
    free('said.sentence', text('sentence')),
    free('decide.reason', text('reason')),
    free('said.note', text('note')),
  ];
  return facts.filter((each) => each !== undefined);
}

function whatOf(kind: StatementKind | undefined, payload: Payload, say: Say): string | undefined {
  const { type, action, change, rule } = payload;
  if (kind === 'event' && typeof type === 'string') return eventName(type, say);
  if (kind === 'decision' && typeof action === 'string')
    return say('proofs.decision', { what: changeName(action, say) });
  if (kind === 'finding' && typeof change === 'string') {
    const title = typeof rule === 'string' ? (titleOfRule(rule, say) ?? rule) : '';
    return `${say('proofs.finding', { what: changeName(change, say) })} – ${title}`;
  }
  if (kind === 'registration') return registered(payload, say);
  return kind === 'map' ? say('said.map') : kind;
}

function changeName(change: string, say: Say): string {
  return isChange(change) ? say(CHANGES[change]) : change;
}

function isChange(text: string): text is keyof typeof CHANGES {
  return Object.hasOwn(CHANGES, text);
}

/** Of whom or what; the kind itself is a word of the protocol. */
function registered(payload: Payload, say: Say): string {
  const kind = textOf(payload['kind']) ?? '';
  const told = Object.values(payload).find((member) => isJsonObject(member));
  const name = isJsonObject(told)
    ? (textOf(told['id']) ?? textOf(told['party']) ?? textOf(told['keyid']))
    : undefined;
  return say('said.registered', { kind: name === undefined ? kind : `${kind} ${name}` });
}

function findingOf(finding: string | undefined, say: Say): string | undefined {
  const name = finding === undefined ? undefined : findingName(finding);
  return name === undefined ? finding : say(name);
}

function placeOf(place: JsonValue | undefined): string | undefined {
  if (!isJsonObject(place)) return undefined;
  const { site, locode, lat, lon } = place;
  const point = typeof lat === 'number' && typeof lon === 'number' ? `${lat}, ${lon}` : undefined;
  return textOf(site) ?? textOf(locode) ?? point;
}

function goodsOf(label: MessageKey, items: JsonValue | undefined): StatementFact | undefined {
  if (!Array.isArray(items) || items.length === 0) return undefined;
  return { label, texts: items.map(itemText) };
}

/** `GIS-D1, 1 400 kg`; a finding names the goods alone. */
function itemText(item: JsonValue): string {
  if (!isJsonObject(item)) return textOf(item) ?? '';
  const { itemId, qty } = item;
  const value = isJsonObject(qty) ? textOf(qty['value']) : undefined;
  const unit = isJsonObject(qty) ? textOf(qty['unit']) : undefined;
  const amount = value === undefined || unit === undefined ? [] : [formatQuantity({ value, unit })];
  return [textOf(itemId) ?? '', ...amount].join(', ');
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fact(label: MessageKey, text: string | undefined): StatementFact | undefined {
  return text === undefined ? undefined : { label, texts: [text] };
}

function timed(label: MessageKey, text: string | undefined): StatementFact | undefined {
  return text === undefined ? undefined : { label, texts: [text], isTime: true };
}

function free(label: MessageKey, text: string | undefined): StatementFact | undefined {
  return text === undefined ? undefined : { label, texts: [text], isFree: true };
}

function linked(
  label: MessageKey,
  text: string | undefined,
  path: string,
): StatementFact | undefined {
  if (text === undefined) return undefined;
  return { label, texts: [text], href: path + encodeURIComponent(text) };
}
