import { Big } from 'big.js';
import { z } from 'zod';
import { accountOf, hashesOf, isA, speaksFor, type Act } from '../replay/act.js';
import { mayActFor } from '../replay/party-groups.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { custodianOf, isGone } from '../replay/item-state.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatBase, sumQuantities, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { caseOf } from './case-of.js';
import { qtyHandoverVariance } from './qty-handover-variance.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { isMeasuredAlike, toldOf, varianceOfSums } from './tolerance.js';
import { hoursFor } from './time-limits.js';
import { timeText } from './wording.js';

const parameters = z.object({
  relative: z.number().nonnegative().default(0.01),
  pairHours: z.number().nonnegative().default(48),
  pairHoursOffline: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const custodyFork = defineRule<Parameters>({
  id: 'R04',
  code: 'CUSTODY_FORK',
  title: 'The same goods go on in two directions',
  explanation:
    'One item was used up more than once, or more than 1 % beyond its measured quantity (counted goods: not one piece), or it was accepted under a second handover that its holder had not released. Part of a lot may be used at a time, as long as the parts do not exceed the lot; one weighing of all of it may differ as much as QTY_HANDOVER_VARIANCE allows, if that is more.',
  authority: 'Duplicated lots behind one certificate',
  group: 'custody',
  decided: ['append'],
  severity: 'CRITICAL',
  commodities: ['*'],
  subject: 'item',
  anchor: 'hash of the second use or acceptance',
  parameters,
  reasons: {
    relative: 'Parts of a lot are weighed anew: 1 % lets scales differ. Counted goods have none.',
    pairHours:
      'A late record may tell the size of a lot, or that it was handed back, and cure the alert.',
    pairHoursOffline: 'The same, where a party to it is registered offline.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'Part of a lot was used and the whole lot was written down.',
    'One act was signed twice under two event ids.',
    'A return to the first holder was recorded late or never.',
  ],
  closedBy:
    'The record of a return, or of how large the lot was, if none was known and it arrives within the window; else an inspector, once it is shown which branch has the goods.',
  owner: 'item',
  evaluate,
});

interface Fork {
  readonly act: Act;
  readonly first: Act;
  readonly says: string;
  /** Hours for a late record to explain it; none can when left out. */
  readonly curableFor?: number;
}

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history === undefined) continue;
    for (const fork of [...doubleUses(history, context), ...doubleAcceptances(history, context)]) {
      findings.push(found(id, fork));
    }
  }
  return { findings, deadlines: [] };
}

function doubleUses(history: ItemHistory, context: RuleContext<Parameters>): Fork[] {
  const uses = history.steps.filter(({ role }) => role === 'input');
  const first = uses[0];
  if (first === undefined) return [];
  const measured = measuredBefore(history, first);
  const forks = overdrawnAtOnce(history, uses, measured, context);
  if (uses.length < 2) return forks;
  const lot = measured?.named === undefined ? undefined : toBase(measured.named.qty);
  const limit =
    lot === undefined
      ? undefined
      : withTolerance(lot, context.parameters(caseOf(first.act, context.facts)).relative);
  const used: Item['qty'][] = [];
  const acts = new Set<Act>();
  for (const { act, named } of uses) {
    acts.add(act);
    if (named !== undefined) used.push(named.qty);
    const sum = sumQuantities(used);
    const isWithin =
      limit !== undefined && sum?.dimension === limit.dimension && sum.value.lte(limit.value);
    if (act === first.act || isWithin || forks.some((fork) => fork.act === act)) continue;
    forks.push({
      act,
      first: first.act,
      says: usedText(history.id, acts.size, act, lot, sum),
      ...(lot === undefined && { curableFor: pairingHours(act, [], context) }),
    });
  }
  return forks;
}

/** Where it was last measured before it was first used: as made, or by its last receiver. */
function measuredBefore(history: ItemHistory, use: Step): Step | undefined {
  const earlier = history.steps.slice(0, history.steps.indexOf(use));
  return earlier.findLast(
    ({ act, role }) => role !== 'input' && (act === history.origin || isA(act, 'RECEIVE')),
  );
}

/** The first act that uses the lot names more of it than there was; two weighings may differ as at a handover. */
function overdrawnAtOnce(
  { id, steps }: ItemHistory,
  uses: readonly Step[],
  measured: Step | undefined,
  context: RuleContext<Parameters>,
): Fork[] {
  const [first] = uses;
  const lot = measured?.named;
  if (first?.named === undefined || measured === undefined || lot === undefined) return [];
  const { act } = first;
  const used = uses
    .filter((use) => use.act === act)
    .flatMap(({ named }) => (named === undefined ? [] : [named]));
  if (used.length === 1 && isMeasuredAlike(lot, first.named)) return [];
  const circumstances = caseOf(act, context.facts, commodityOfHs(lot.hs));
  const { tol } = context.parametersOf(qtyHandoverVariance, circumstances);
  const variance = varianceOfSums(receivedWith(measured, lot, steps), used, tol);
  // What packing and water usually weigh is no proof that a lot was used twice.
  if (variance === undefined || variance.bounded?.isAssumed === true) return [];
  if (variance.difference.lte(variance.allowed)) return [];
  const { released, received, isCounted } = variance;
  const { relative } = context.parameters(circumstances);
  const most = isCounted ? released : withTolerance(released, relative);
  if (received.value.lte(most.value)) return [];
  const told = toldOf(variance, lot);
  const says = `${id} was used up beyond what there was of it: the ${act.event.type} that ${accountOf(act)} signed on ${timeText(act.at)} names ${told.received}, of ${told.released} measured`;
  return [{ act, first: measured.act, says }];
}

/** A lot may be received in parts, by several receipts of one handover. */
function receivedWith({ act }: Step, lot: Item, steps: readonly Step[]): Item[] {
  if (!isA(act, 'RECEIVE')) return [lot];
  const { handover } = act.event;
  return steps.flatMap(({ act: other, named }) =>
    isA(other, 'RECEIVE') && other.event.handover === handover && named !== undefined
      ? [named]
      : [],
  );
}

function withTolerance({ dimension, value }: BaseQuantity, relative: number): BaseQuantity {
  if (dimension === 'count') return { dimension, value };
  return { dimension, value: value.times(new Big(1).plus(String(relative))) };
}

function usedText(
  id: string,
  count: number,
  act: Act,
  lot: BaseQuantity | undefined,
  sum: BaseQuantity | undefined,
): string {
  const amounts =
    lot === undefined || sum?.dimension !== lot.dimension
      ? ''
      : `: ${formatBase(sum)} in all, of ${formatBase(lot)} measured`;
  return `${id} was used as an input ${count} times${amounts}; the last was the ${act.event.type} that ${accountOf(act)} signed on ${timeText(act.at)}`;
}

function doubleAcceptances(history: ItemHistory, context: RuleContext<Parameters>): Fork[] {
  const forks: Fork[] = [];
  for (const [at, step] of history.steps.entries()) {
    const fork = doubleAcceptance(step, history.steps.slice(0, at), context);
    if (fork !== undefined) forks.push(fork);
  }
  return forks;
}

/** Accepted from somebody else than its holder, who had himself accepted it and not released it. */
function doubleAcceptance(
  { act, before }: Step,
  earlier: readonly Step[],
  context: RuleContext<Parameters>,
): Fork | undefined {
  // What its holder has offered to somebody he did release: who signed for it instead, CUSTODY_BREAK says.
  if (!isA(act, 'RECEIVE') || isGone(before.custody) || before.custody.state === 'offered')
    return undefined;
  const offer = context.lineage.offerOf.get(act.hash);
  const holder = custodianOf(before.custody);
  if (offer === undefined || holder === undefined) return undefined;
  if (mayActFor(offer, holder, context.facts.parties) || speaksFor(act, holder)) return undefined;
  const acceptance = earlier.findLast((each) => isA(each.act, 'RECEIVE'))?.act;
  if (acceptance === undefined || accountOf(acceptance) !== holder) return undefined;
  // Released before the holder had even accepted: no return that may still arrive can explain it.
  const mayResolve = offer.at > acceptance.at;
  return {
    act,
    first: acceptance,
    says: `${accountOf(act)} accepted the item from ${accountOf(offer)} on ${timeText(act.at)}, although ${holder} had accepted it on ${timeText(acceptance.at)}; no record that ${holder} released it`,
    ...(mayResolve && { curableFor: pairingHours(act, [holder, accountOf(offer)], context) }),
  };
}

function pairingHours(
  act: Act,
  others: readonly string[],
  context: RuleContext<Parameters>,
): number {
  const { pairHours, pairHoursOffline } = context.parameters(caseOf(act, context.facts));
  const hours = { online: pairHours, offline: pairHoursOffline };
  return hoursFor([accountOf(act), ...others], context.facts, hours);
}

function found(id: string, { act, first, says, curableFor }: Fork): Found {
  return {
    subject: id,
    anchor: act.hash,
    severity: 'CRITICAL',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [id],
    sentence: `${says}.`,
    evidence: hashesOf(first, act),
    ...(curableFor !== undefined && { curableFor }),
  };
}
