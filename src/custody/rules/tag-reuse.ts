import { z } from 'zod';
import { itemIdsOf } from '../replay/mentions.js';
import type { Act } from '../replay/act.js';
import type { Facts } from '../lineage.js';
import { overlapOf, spanText } from '../uses/number-span.js';
import { byTime, spanOf, type Use } from '../uses/use.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { listText, timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const tagReuse = defineRule<Parameters>({
  id: 'R25',
  code: 'TAG_REUSE',
  title: 'A tag or seal number was used twice',
  explanation:
    'A tag that marks one item was put on another, or a seal number was applied again: to another consignment, or after it was taken off. A tag that stays with goods while they are split, merged or worked is no second use, if each of these acts names it. Of two records that name an issuer or type, both must name the same, in whatever spelling; a country is no other issuer than an authority of it. Seal numbers without letters repeat between authorities, so they are compared only within the records of one party.',
  authority: 'Trade in mine tags (ITSCI 2017); ISO 17712 seals are unique',
  group: 'identity',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'the word tag or seal and the number',
  anchor: 'hash of the second use, by the time of the acts',
  parameters,
  reasons: {},
  autoClear: false,
  innocent: [
    'The number was mistyped in one of the two records.',
    'A damaged tag was replaced and the old one recorded again.',
  ],
  closedBy: 'An inspector, with the tag or seal in hand or a RETAG on record.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { lineage, shared, facts } = context;
  const findings: Found[] = [];
  for (const { use } of usesInFocus(context, 'tag', 'seal')) {
    for (const [first, again] of reusesOf(use, shared.meeting(use), facts)) {
      findings.push(found(first, again, lineage.acts));
    }
  }
  return { findings, deadlines: [] };
}

/** Pairs of a use and a later one it forbids, one of them the given. */
function reusesOf(
  use: Use,
  meeting: readonly Use[],
  facts: Facts,
): (readonly [first: Use, again: Use])[] {
  const isReuse = use.kind === 'tag' ? isSecondItem : isSealedAgain;
  const before = meeting.find(
    (other) => byTime(other, use) < 0 && isReuse(other, use, meeting, facts),
  );
  const after = meeting.filter(
    (other) => byTime(use, other) < 0 && isReuse(use, other, meeting, facts),
  );
  return [
    ...(before === undefined ? [] : [[before, use] as const]),
    ...after.map((other) => [use, other] as const),
  ];
}

function isSecondItem(first: Use, again: Use, meeting: readonly Use[], facts: Facts): boolean {
  if (isToldApart(first, again, facts)) return false;
  if (again.items.some((item) => first.items.includes(item))) return false;
  return !isPassedOn(first, again, meeting);
}

/** Did the tag stay with the goods from lot to lot? Every act that made one of another then names both, and the tag. */
function isPassedOn(first: Use, again: Use, meeting: readonly Use[]): boolean {
  const lots = new Set(first.items);
  for (const use of meeting) {
    if (byTime(use, first) < 0 || byTime(use, again) > 0) continue;
    if (!use.items.some((item) => lots.has(item))) continue;
    if (use === again) return true;
    for (const item of use.items) lots.add(item);
  }
  return false;
}

function isToldApart({ detail: a }: Use, { detail: b }: Use, facts: Facts): boolean {
  const isOtherIssuer = isOther(a['issuer'], b['issuer'], (one, other) =>
    areOneIssuer(one, other, facts),
  );
  return isOtherIssuer || isOther(a['type'], b['type'], areSpelledAlike);
}

/** What only one of the two tells does not tell them apart. */
function isOther(
  one: string | undefined,
  other: string | undefined,
  areOne: (one: string, other: string) => boolean,
): boolean {
  return one !== undefined && other !== undefined && !areOne(one, other);
}

function areSpelledAlike(one: string, other: string): boolean {
  return normaliseMark(one) === normaliseMark(other);
}

/** An authority of a country and the country alone tell no two issuers apart. */
function areOneIssuer(one: string, other: string, facts: Facts): boolean {
  if (areSpelledAlike(one, other)) return true;
  const isCountryOf = (country: string, party: string) =>
    facts.parties.get(party)?.country === country.toUpperCase();
  return isCountryOf(one, other) || isCountryOf(other, one);
}

function isSealedAgain(first: Use, again: Use, meeting: readonly Use[]): boolean {
  if (first.detail['action'] !== 'applied' || again.detail['action'] !== 'applied') return false;
  if (first.key === '' && first.actor !== again.actor) return false;
  const isElsewhere =
    first.consignment === undefined || again.consignment === undefined
      ? !again.items.some((item) => first.items.includes(item))
      : first.consignment !== again.consignment;
  if (isElsewhere) return true;
  return meeting.some(
    (use) =>
      use.detail['action'] === 'removed' && byTime(first, use) < 0 && byTime(use, again) <= 0,
  );
}

function found(first: Use, again: Use, acts: readonly Act[]): Found {
  const [a, b] = [spanOf(first), spanOf(again)];
  const overlap = a !== undefined && b !== undefined ? overlapOf(a, b) : undefined;
  const number = overlap === undefined ? again.key : spanText(overlap);
  const named = acts.find(({ hash }) => hash === again.hash);
  const items = again.items.length > 0 || named === undefined ? again.items : itemIdsOf(named);
  return {
    subject: `${again.kind}/${number}`,
    anchor: again.hash,
    severity: 'HIGH',
    ...(again.consignment !== undefined && { ucr: again.consignment }),
    items: [...new Set([...items, ...first.items])],
    sentence: `${again.kind === 'tag' ? 'Tag' : 'Seal'} ${number} was used by ${first.actor} on ${timeText(first.at)}${goodsText(first)} and again by ${again.actor} on ${timeText(again.at)}${goodsText(again)}.`,
    evidence: [first, again].toSorted((x, y) => x.index - y.index).map(({ hash }) => hash),
  };
}

function goodsText({ items, consignment }: Use): string {
  return items.length > 0 ? ` for ${listText(items)}` : ` in ${consignment ?? 'its record'}`;
}
