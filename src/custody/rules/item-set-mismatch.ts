import { z } from 'zod';
import { SEVERITIES } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Answer, Offer } from '../replay/handovers.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { itemIdsOf } from '../replay/mentions.js';
import { isArms } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { parseInstant } from '../vocabulary/times.js';
import { differenceOfSerials, differenceOfTags, type SetDifference } from './item-sets.js';
import { caseOf } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, HOUR, isOffline } from './time-limits.js';
import { counted, listText, timeText } from './wording.js';

const parameters = z.object({
  armsSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  unreadSeverity: z.enum(SEVERITIES).default('MEDIUM'),
  graceHours: z.number().nonnegative().default(24),
  offlineHours: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const itemSetMismatch = defineRule<Parameters>({
  id: 'R24',
  code: 'ITEM_SET_MISMATCH',
  title: 'Not the same things arrived',
  explanation:
    'The items, serial numbers or tags that were received or inspected are not those that were released, even if the count is right. What did not come is told when the time of the handover has passed by a day (two weeks more for a receiver registered offline), and for as long again a record of the rest cures it; so, too, where serial numbers were released and a receiver who is more than carrier or warehouse tells none, nor any inspection since. What came and was not released is told at once. Of an inspection of a sample only numbers that are not on record count; the tags of an inspection are held against those of the last handover of the same goods that names any. Numbers are compared without separators, and O, I and L count as digits where a number is meant.',
  authority: 'Substitution and short delivery',
  group: 'identity',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  severities: {
    MEDIUM: 'The receiver tells no serial numbers.',
    HIGH: 'Other goods.',
    CRITICAL: 'Arms.',
  },
  parent: 'QTY_HANDOVER_VARIANCE',
  commodities: ['*'],
  subject: 'handover',
  anchor: 'hash of the RECEIVE or INSPECT',
  parameters,
  reasons: {
    armsSeverity: 'Another serial number is another weapon.',
    unreadSeverity: 'Nothing is known to differ; nobody looked.',
    graceHours: 'The rest of a handover may be received or refused until its time has passed.',
    offlineHours: 'The same, by a receiver registered offline.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: ['A serial number was typed wrongly.', 'Two handovers were mixed up in signing.'],
  closedBy:
    'The record of the rest, if it arrives within the window; else an inspector who has seen the goods.',
  owner: 'handover',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const id of context.focus.handovers) {
    for (const offer of context.lineage.handovers.get(id)?.offers ?? []) {
      const answers = context.lineage.answersTo.get(offer.hash) ?? [];
      const first = answers.find((answer) => isA(answer, 'RECEIVE'));
      if (first === undefined) continue;
      findings.push(...strangeGoods(offer, answers, context));
      const missing = missingGoods(offer, answers);
      const says = missing ?? unreadNumbers(offer, answers, context);
      if (says === undefined) continue;
      const limit = limitOf(offer, context);
      if (context.now <= limit) deadlines.push({ subject: id, at: after(limit) });
      else if (!findings.some(({ anchor }) => anchor === first.hash)) {
        const rest = found(id, first, offer, says, context);
        const { unreadSeverity } = context.parameters(caseOf(offer, context.facts));
        const severity = missing === undefined ? unreadSeverity : rest.severity;
        findings.push({ ...rest, severity, curableFor: hoursOf(offer, context) });
      }
    }
  }
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history !== undefined) findings.push(...inspected(history, context));
  }
  return { findings, deadlines };
}

/** What came that was not released: no later record makes it fit. */
function strangeGoods(
  offer: Offer,
  answers: readonly Answer[],
  context: RuleContext<Parameters>,
): Found[] {
  const { handover } = offer.event;
  const siblings = context.lineage.handovers.get(handover)?.offers ?? [offer];
  const released = new Set(siblings.flatMap(itemIdsOf));
  const sentSerials = new Map(
    offer.event.items.toReversed().map(({ itemId, serials }) => [itemId, serials]),
  );
  const findings: Found[] = [];
  for (const receipt of answers) {
    if (!isA(receipt, 'RECEIVE')) continue;
    const says: string[] = [];
    const strange = itemIdsOf(receipt).filter((id) => !released.has(id));
    if (strange.length > 0) says.push(`${listText(strange)} not among the items released`);
    for (const { itemId, serials } of receipt.event.items) {
      const difference = differenceOfSerials(sentSerials.get(itemId), serials);
      if (difference.extra.length > 0) says.push(serialText(itemId, difference));
    }
    const tags = differenceOfTags(offer.event.tags, receipt.event.tags);
    if (tags.extra.length > 0) says.push(`tags not released: ${listText(tags.extra)}`);
    if (says.length > 0) findings.push(found(handover, receipt, offer, says.join('; '), context));
  }
  return findings;
}

function serialText(itemId: string, { extra, missing }: SetDifference): string {
  const lacks = missing.length === 0 ? '' : `, and ${listText(missing)} not received`;
  return `${counted(extra.length, 'serial number')} of ${itemId} not released: ${listText(extra)}${lacks}`;
}

/** What was released and neither received nor refused by any answer so far. */
function missingGoods(offer: Offer, answers: readonly Answer[]): string | undefined {
  // A refusal or withdrawal that names no items means all that is left.
  if (answers.some((answer) => !isA(answer, 'RECEIVE') && answer.event.items === undefined)) {
    return undefined;
  }
  const answered = new Set(answers.flatMap(itemIdsOf));
  const missing = itemIdsOf(offer).filter((id) => !answered.has(id));
  const says = missing.length === 0 ? [] : [`no record of ${listText(missing)}`];
  const answeredSerials = serialsIn(answers);
  for (const { itemId, serials } of offer.event.items) {
    const lacks = notAnswered(serials, answeredSerials.get(itemId) ?? []);
    if (lacks.length > 0) says.push(`no record of serial numbers ${listText(lacks)} of ${itemId}`);
  }
  return says.length === 0 ? undefined : says.join('; ');
}

/** Who only carries or stores goods reads the list on the box. */
const HANDS_ON: ReadonlySet<string> = new Set(['carrier', 'warehouse']);

/** Items whose serials the giver told, and neither the one who keeps them nor an inspector since. */
function unreadNumbers(
  offer: Offer,
  answers: readonly Answer[],
  { lineage, facts }: RuleContext<Parameters>,
): string | undefined {
  const roles = facts.parties.get(offer.event.to)?.roles ?? [];
  if (roles.every((role) => HANDS_ON.has(role))) return undefined;
  const answered = new Set(answers.flatMap(itemIdsOf));
  const told = serialsIn(answers);
  const unread = offer.event.items.filter(
    ({ itemId, serials }) =>
      serials !== undefined &&
      answered.has(itemId) &&
      !told.has(itemId) &&
      !isInspectedAfter(lineage.items.get(itemId), offer),
  );
  if (unread.length === 0) return undefined;
  const ids = unread.map(({ itemId }) => itemId);
  return `the serial numbers of ${listText(ids)} were released and nobody tells which were received`;
}

function isInspectedAfter(history: ItemHistory | undefined, offer: Offer): boolean {
  const steps = history?.steps ?? [];
  return steps.some(
    ({ act, named }) => isA(act, 'INSPECT') && named?.serials !== undefined && act.at >= offer.at,
  );
}

type Serials = NonNullable<Item['serials']>;

/** By item: the serials that each answer tells of it. */
function serialsIn(answers: readonly Answer[]): Map<string, Serials[]> {
  const told = new Map<string, Serials[]>();
  for (const { event } of answers) {
    for (const { itemId, serials } of event.items ?? []) {
      if (serials === undefined) continue;
      const lists = told.get(itemId);
      if (lists === undefined) told.set(itemId, [serials]);
      else lists.push(serials);
    }
  }
  return told;
}

function notAnswered(sent: Item['serials'], lists: readonly Serials[]): readonly string[] {
  const [first, ...rest] = lists;
  if (first === undefined) return [];
  const received = rest.length === 0 ? first : lists.flat();
  return differenceOfSerials(sent, received).missing;
}

function limitOf(offer: Offer, context: RuleContext<Parameters>): number {
  const due = parseInstant(offer.event.expectedBy) ?? offer.at;
  return due + hoursOf(offer, context) * HOUR;
}

/** How long the rest may be on its way into the ledger. */
function hoursOf(offer: Offer, context: RuleContext<Parameters>): number {
  const { graceHours, offlineHours } = context.parameters(caseOf(offer, context.facts));
  return graceHours + (isOffline(offer.event.to, context.facts) ? offlineHours : 0);
}

/** Numbers an inspector saw that the item is not recorded to have; in a full inspection also those he did not see. */
function inspected(history: ItemHistory, context: RuleContext<Parameters>): Found[] {
  const findings: Found[] = [];
  for (const [at, { act, named }] of history.steps.entries()) {
    if (!isA(act, 'INSPECT') || named === undefined) continue;
    if (named.serials === undefined && act.event.tags === undefined) continue;
    const before = history.steps.slice(0, at).filter((step) => !isA(step.act, 'INSPECT'));
    const numbers = before.findLast((step) => step.named?.serials !== undefined);
    const tags = lastTagged(before);
    const seen = [
      { last: numbers, what: 'serial numbers', ...serialsSeen(numbers, named) },
      { last: tags, what: 'tags', ...tagsSeen(tags, act) },
    ];
    for (const { last, what, extra, missing } of seen) {
      const lacks = act.event.coverage?.toLowerCase() === 'full' ? missing : [];
      if (last === undefined || (extra.length === 0 && lacks.length === 0)) continue;
      const says = [
        ...(extra.length === 0 ? [] : [`not on record: ${listText(extra)}`]),
        ...(lacks.length === 0 ? [] : [`not seen: ${listText(lacks)}`]),
      ];
      const handover = 'handover' in last.act.event ? last.act.event.handover : history.id;
      const text = `${what} of ${history.id} ${says.join('; ')}`;
      findings.push(found(handover, act, last.act, text, context));
      break;
    }
  }
  return findings;
}

/** Acts whose tags are all that the goods they name bear; where goods come from, more may be put on later. */
const BEARS_TAGS: ReadonlySet<string> = new Set(['DISPATCH', 'RECEIVE']);

/** Nothing once a tag was replaced: the new one is on the goods beside the old ones. */
function lastTagged(steps: readonly Step[]): Step | undefined {
  if (steps.some(({ act }) => isA(act, 'RETAG'))) return undefined;
  return steps.findLast(
    ({ act: { event } }) => BEARS_TAGS.has(event.type) && event.tags !== undefined,
  );
}

function serialsSeen(last: Step | undefined, { serials }: Item): SetDifference {
  return differenceOfSerials(last?.named?.serials, serials);
}

/** Tags are told of all goods of an act together: what is missing is known only where both name the same goods. */
function tagsSeen(last: Step | undefined, act: Act): SetDifference {
  const { extra, missing } = differenceOfTags(last?.act.event.tags, act.event.tags);
  if (last === undefined) return { extra: [], missing: [] };
  const [told, seen] = [itemIdsOf(last.act), itemIdsOf(act)];
  if (!seen.every((id) => told.includes(id))) return { extra: [], missing: [] };
  return { extra, missing: told.every((id) => seen.includes(id)) ? missing : [] };
}

function found(
  subject: string,
  act: Act,
  against: Act,
  says: string,
  context: RuleContext<Parameters>,
): Found {
  const areArms = (act.event.items ?? []).some(({ hs }) => isArms(hs));
  const verb = isA(act, 'INSPECT') ? 'inspected the goods' : `received handover ${subject}`;
  return {
    subject,
    anchor: act.hash,
    severity: areArms ? context.parameters(caseOf(act, context.facts)).armsSeverity : 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: itemIdsOf(act),
    sentence: `${accountOf(act)} ${verb} on ${timeText(act.at)}: ${says}.`,
    evidence: hashesOf(against, act),
  };
}
