import { z } from 'zod';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Answer, Offer } from '../replay/handovers.js';
import { isGone } from '../replay/item-state.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { commodityOfHs, isArms } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { percentage } from '../vocabulary/quantity.js';
import { moistureIn } from './bounds.js';
import { caseOf } from './case-of.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import {
  DEFAULT_TOLERANCES,
  isMeasuredAlike,
  isWithin,
  toldOf,
  toleranceTable,
  varianceOf,
  varianceOfSums,
  type ToleranceTable,
  type Variance,
} from './tolerance.js';
import { hoursFor } from './time-limits.js';
import { measureText, noteOn } from './unlike-measures.js';
import { actText, timeText } from './wording.js';

const parameters = z.object({
  tol: toleranceTable.default(DEFAULT_TOLERANCES),
  gainSeverity: z.enum(SEVERITIES).default('HIGH'),
  armsSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  answerHours: z.number().nonnegative().default(48),
  answerHoursOffline: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const qtyHandoverVariance = defineRule<Parameters>({
  id: 'R16',
  code: 'QTY_HANDOVER_VARIANCE',
  title: 'What was received is not what was released',
  explanation:
    "The receiver's or an inspector's quantity differs from the giver's by more than scales, moisture and handling explain: 1 % or 2 kg for ores (2.5 % where the moisture is not known), 0.1 % or 1 g for gold, 0.02 % or 0.05 carat for rough diamonds, 3 % for timber, 1 % for other goods. Dry weights are compared where both sides tell the moisture, or one is dry and any record of the lot tells it. Goods measured in different ways (gross and net, wet and dry, timber by weight and by volume) differ only by what lies beyond the most that packing, water and wood can account for; what cannot be compared at all is pointed out. Counted goods must agree exactly. What came in parts, or was refused under the same handover, is added up; such a record may follow. What one receiver signed for in several receipts may not come to more than was released.",
  authority: 'ICGLR and ITSCI weight checks',
  group: 'quantity',
  decided: ['append'],
  severity: 'MEDIUM',
  severities: {
    INFO: 'Measures that cannot be compared, where such goods are measured in several ways.',
    MEDIUM:
      'Less by weight or volume; beyond what packing, water and wood usually account for; a measure in which such goods are not measured.',
    HIGH: 'More by weight or volume; counted goods.',
    CRITICAL: 'Arms.',
  },
  commodities: ['*'],
  subject: 'handover and item',
  anchor: 'hash of the RECEIVE or INSPECT',
  parameters,
  reasons: {
    tol: 'Ores lose water and meet field scales (1 %, 2.5 % where moisture is not given); gold and diamonds meet fine ones; arms are counted. `packing` is the most that drums, pallets and a container half full weigh beside the goods, `water` the most a wet weight holds.',
    gainSeverity: 'More than was released suggests that something was added.',
    armsSeverity: 'A firearm more or less is never a matter of scales.',
    answerHours: 'The rest may be received or refused by another record up to two days later.',
    answerHoursOffline: 'The same, by a receiver registered offline.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: ['One side weighed with packing.', 'The ore dried on the way.', 'A typing error.'],
  closedBy:
    'The record that the rest was received or refused, if it arrives within the window; else an inspector, once both weighings are explained.',
  owner: 'handover',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const id of context.focus.handovers) {
    for (const offer of context.lineage.handovers.get(id)?.offers ?? []) {
      const answers = context.lineage.answersTo.get(offer.hash) ?? [];
      const received = receivedIn(answers);
      for (const released of offer.event.items) {
        const receipts = received.get(released.itemId) ?? [];
        const isOne = receipts.length < 2 || released.serials !== undefined;
        if (isOne && receipts.every((each) => isMeasuredAlike(released, each.received))) continue;
        const { tol } = parametersFor(released, offer, context);
        if (isAnsweredInParts(released, receipts, refusedOf(released, answers), tol)) continue;
        const apart = compare(offer, released, receipts, context);
        const repeated = isOne ? undefined : takenAgain(offer, released, receipts, context);
        findings.push(...(repeated === undefined ? apart : [repeated]));
      }
    }
  }
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history !== undefined) findings.push(...inspections(history, context));
  }
  return { findings, deadlines: [] };
}

interface Receipt {
  readonly receipt: Act<'RECEIVE'>;
  readonly received: Item;
}

/** By item: each receipt that names it, with what it says. */
function receivedIn(answers: readonly Answer[]): Map<string, Receipt[]> {
  const receipts = new Map<string, Receipt[]>();
  for (const receipt of answers) {
    if (!isA(receipt, 'RECEIVE')) continue;
    for (const received of receipt.event.items) {
      const known = receipts.get(received.itemId);
      if (known === undefined) receipts.set(received.itemId, [{ receipt, received }]);
      else known.push({ receipt, received });
    }
  }
  return receipts;
}

function compare(
  offer: Offer,
  released: Item,
  receipts: readonly Receipt[],
  context: RuleContext<Parameters>,
): Found[] {
  const { tol } = parametersFor(released, offer, context);
  const moisture = moistureOf(released, context);
  const findings: Found[] = [];
  for (const { receipt, received } of receipts) {
    const variance = varianceOf(released, received, tol, { moisture });
    const { handover } = offer.event;
    const says = (taken: string, given: string) =>
      `${accountOf(receipt)} received ${taken} of ${released.itemId} on ${timeText(receipt.at)} under handover ${handover}, and ${accountOf(offer)} released ${given}`;
    if (variance === undefined || isWithin(variance)) {
      const note = noteOn(released, received, variance, context, caseOf(offer, context.facts));
      if (note === undefined) continue;
      const { severity, says: why } = note;
      findings.push({
        ...about(`${handover}/${released.itemId}`, released, receipt, offer),
        severity,
        sentence: `${says(measureText(received), measureText(released))}: ${why}.`,
      });
      continue;
    }
    const told = toldOf(variance, released);
    const text = says(told.received, told.released);
    findings.push({
      ...found(`${handover}/${released.itemId}`, released, receipt, offer, variance, text, context),
      ...(variance.difference.lt(0) && { curableFor: answerHoursOf(released, receipt, context) }),
    });
  }
  return findings;
}

/** Share of water by the last record that tells it of the lot. */
function moistureOf({ itemId }: Item, { lineage }: RuleContext<Parameters>) {
  const steps = lineage.items.get(itemId)?.steps ?? [];
  const told = steps.findLast(({ named }) => moistureIn(named?.assay) !== undefined);
  return moistureIn(told?.named?.assay);
}

/**
 * One receiver's receipts come to more than was released, and none does so alone: each counts in his account. What
 * another signs for besides is a matter of who has the goods; pieces with a serial are the same however often named.
 */
function takenAgain(
  offer: Offer,
  released: Item,
  receipts: readonly Receipt[],
  context: RuleContext<Parameters>,
): Found | undefined {
  const { tol } = parametersFor(released, offer, context);
  for (const account of new Set(receipts.map(({ receipt }) => accountOf(receipt)))) {
    const own = receipts.filter(({ receipt }) => accountOf(receipt) === account);
    const last = own.at(-1);
    if (own.length < 2 || last === undefined) continue;
    const isBeyond = (items: readonly Item[]) => {
      const variance = varianceOfSums([released], items, tol);
      const isMore = variance?.difference.gt(variance.allowed) === true;
      return isMore ? variance : undefined;
    };
    const variance = isBeyond(own.map(({ received }) => received));
    if (variance === undefined || own.some(({ received }) => isBeyond([received]))) continue;
    const { handover } = offer.event;
    const told = toldOf(variance, released);
    const says = `${account} received ${told.received} of ${released.itemId} in ${own.length} receipts under handover ${handover}, the last on ${timeText(last.receipt.at)}, and ${accountOf(offer)} released ${told.released}`;
    const subject = `${handover}/${released.itemId}`;
    return found(subject, released, last.receipt, offer, variance, says, context);
  }
  return undefined;
}

function answerHoursOf(
  item: Item,
  receipt: Act<'RECEIVE'>,
  context: RuleContext<Parameters>,
): number {
  const { answerHours, answerHoursOffline } = parametersFor(item, receipt, context);
  const hours = { online: answerHours, offline: answerHoursOffline };
  return hoursFor([receipt.event.actor, accountOf(receipt)], context.facts, hours);
}

/** Several answers to one handover may each tell of a part of the lot. */
function isAnsweredInParts(
  released: Item,
  receipts: readonly Receipt[],
  refused: readonly Item[],
  tol: ToleranceTable,
): boolean {
  const parts = [...receipts.map(({ received }) => received), ...refused];
  if (receipts.length === 0 || parts.length < 2) return false;
  const variance = varianceOfSums([released], parts, tol);
  return variance !== undefined && isWithin(variance);
}

/** What the answers to a handover refused of one of its items, where they say how much. */
function refusedOf({ itemId }: Item, answers: readonly Answer[]): Item[] {
  return answers
    .filter((answer) => isA(answer, 'REFUSE'))
    .flatMap(({ event }) => event.items ?? [])
    .filter((item) => item.itemId === itemId);
}

/** What an inspector measured in full, against what the last party measured. */
function inspections(history: ItemHistory, context: RuleContext<Parameters>): Found[] {
  const findings: Found[] = [];
  for (const [at, step] of history.steps.entries()) {
    const { act, named } = step;
    if (!isA(act, 'INSPECT') || named === undefined || isGone(step.before.custody)) continue;
    if (act.event.coverage?.toLowerCase() === 'sample') continue;
    const last = lastMeasured(history.steps.slice(0, at), history);
    if (last?.named === undefined) continue;
    const { tol } = parametersFor(named, act, context);
    const variance = varianceOf(last.named, named, tol);
    if (variance === undefined || isWithin(variance)) continue;
    const handover = 'handover' in last.act.event ? last.act.event.handover : 'none';
    const told = toldOf(variance, named);
    const says = `${accountOf(act)} measured ${told.received} of ${history.id} on ${timeText(act.at)}, and ${actText(last.act)} says ${told.released}`;
    findings.push(
      found(`${handover}/${history.id}`, named, act, last.act, variance, says, context),
    );
  }
  return findings;
}

/** Nothing once part of the lot was used up: what is left was not measured. */
function lastMeasured(steps: readonly Step[], { origin }: ItemHistory): Step | undefined {
  if (steps.some(({ role }) => role === 'input')) return undefined;
  return steps.findLast(({ act }) => act === origin || isA(act, 'DISPATCH') || isA(act, 'RECEIVE'));
}

function parametersFor(item: Item, act: Act, context: RuleContext<Parameters>): Parameters {
  return context.parameters(caseOf(act, context.facts, commodityOfHs(item.hs)));
}

function found(
  subject: string,
  item: Item,
  act: Act,
  against: Act,
  variance: Variance,
  says: string,
  context: RuleContext<Parameters>,
): Found {
  const { difference, released, isCounted } = variance;
  const share = percentage(difference.abs(), released.value, 2);
  const told = toldOf(variance, item);
  const gap = `${told.gap} ${difference.gt(0) ? 'more' : 'less'}`;
  const tolerance = isCounted ? 'counted goods must agree' : `${told.allowed} are allowed`;
  return {
    ...about(subject, item, act, against),
    severity: severityOf(item, variance, parametersFor(item, act, context)),
    sentence: `${says}: ${gap}${share === undefined ? '' : ` (${share} %)`}; ${tolerance}.`,
  };
}

function about(
  subject: string,
  { itemId }: Item,
  act: Act,
  against: Act,
): Omit<Found, 'severity' | 'sentence'> {
  return {
    subject,
    anchor: act.hash,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [itemId],
    evidence: hashesOf(against, act),
  };
}

function severityOf({ hs }: Item, variance: Variance, own: Parameters): Severity {
  if (variance.bounded?.isAssumed === true) return 'MEDIUM';
  if (isArms(hs)) return own.armsSeverity;
  if (variance.isCounted) return 'HIGH';
  return variance.difference.gt(0) ? own.gainSeverity : 'MEDIUM';
}
