import { z } from 'zod';
import type { Severity } from '../finding.js';
import type { Facts } from '../lineage.js';
import { accountOf, hashesOf, isA } from '../replay/act.js';
import type { Handover, Offer } from '../replay/handovers.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { parseInstant } from '../vocabulary/times.js';
import { caseOf } from './case-of.js';
import {
  defineRule,
  type Circumstances,
  type Found,
  type RuleAnswer,
  type RuleContext,
  type RuleParameters,
} from './rule.js';
import { after, DAY, HOUR, isOffline } from './time-limits.js';
import { goodsText, spanText, timeText } from './wording.js';

const days = z.number().positive();
const parameters = z.object({
  graceHours: z.number().nonnegative().default(24),
  graceHoursArms: z.number().nonnegative().default(12),
  offlineHours: z.number().nonnegative().default(336),
  defaultDays: z
    .object({ road: days, rail: days, sea: days, inland: days, air: days })
    .default({ road: 5, rail: 10, sea: 45, inland: 20, air: 3 }),
});
type Parameters = z.infer<typeof parameters>;

export const handoverUnconfirmed = defineRule<Parameters>({
  id: 'R01',
  code: 'HANDOVER_UNCONFIRMED',
  title: 'A release was never answered',
  explanation:
    'A custodian signed that goods were released to a named party, and no receipt, refusal or withdrawal of that handover was recorded within a day after the expected time (12 hours for arms; two weeks more for a receiver registered offline). A receipt by another party than the named one is told by CUSTODY_BREAK. Until somebody answers, the giver still answers for the goods. From half of the time on, the answer about a consignment reminds of it in a note.',
  authority: 'Firearms Protocol, art. 10(4): receipt on request; phantom shipments',
  group: 'custody',
  decided: ['append', 'deadline'],
  severity: 'MEDIUM',
  severities: {
    INFO: 'The receiver is not enrolled in the ledger.',
    MEDIUM: 'The allowance has passed.',
    HIGH: 'Arms, gold or diamonds; or twice the allowance has passed.',
  },
  commodities: ['*'],
  subject: 'handover',
  anchor: 'hash of the DISPATCH',
  parameters,
  reasons: {
    graceHours: 'A day covers unloading, checking and signing after the expected time.',
    graceHoursArms: 'Arms travel with an escort and are signed for on the spot.',
    offlineHours: 'A receiver registered offline may upload up to 14 days later.',
    defaultDays:
      'Where no time of arrival was declared: the slow end of usual legs, by means of transport.',
  },
  autoClear: true,
  innocent: [
    'The receiver has the goods and signs late, or has no network.',
    'The receiver is not enrolled in the ledger.',
    'The transport is delayed and nobody moved the expected time.',
  ],
  closedBy: 'A RECEIVE or REFUSE by the named party, or a WITHDRAW by the giver.',
  owner: 'handover',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const id of context.focus.handovers) {
    const handover = context.lineage.handovers.get(id);
    if (handover === undefined) continue;
    for (const offer of handover.offers) {
      if (isAnswered(offer, handover, context.lineage)) continue;
      const limits = limitsOf(offer, context);
      const next = [limits.first, limits.second].find((limit) => context.now <= limit);
      if (next !== undefined) deadlines.push({ subject: id, at: after(next) });
      if (context.now > limits.first) findings.push(found(offer, limits, context));
    }
  }
  return { findings, deadlines };
}

/** A release signed twice is answered by one answer; goods that a stranger signed for are not awaited any more. */
export function isAnswered(
  offer: Offer,
  { offers, answers }: Handover,
  { answersTo, offerOf }: ReplayedLineage,
): boolean {
  if (answers.some((answer) => isA(answer, 'RECEIVE') && !offerOf.has(answer.hash))) return true;
  return offers.some(
    (other) =>
      answersTo.has(other.hash) &&
      (other === offer ||
        (accountOf(other) === accountOf(offer) && other.event.to === offer.event.to)),
  );
}

interface Limits {
  readonly due: number;
  readonly first: number;
  readonly second: number;
}

/** When an answer ought to be on record, allowance included; epoch milliseconds. */
export function handoverDeadline(
  offer: Offer,
  facts: Facts,
  ruleParameters: RuleParameters,
): number {
  const own = (circumstances?: Circumstances) =>
    handoverUnconfirmed.read(ruleParameters.of(handoverUnconfirmed, circumstances));
  return limitsOf(offer, { facts, parameters: own }).first;
}

function limitsOf(
  offer: Offer,
  context: Pick<RuleContext<Parameters>, 'facts' | 'parameters'>,
): Limits {
  const commodity = commodityOf(offer);
  const own = context.parameters(caseOf(offer, context.facts, commodity));
  const mode = offer.event.transport?.mode ?? 'road';
  const due = parseInstant(offer.event.expectedBy) ?? offer.at + own.defaultDays[mode] * DAY;
  const grace = commodity === 'ARMS' ? own.graceHoursArms : own.graceHours;
  const offline = isOffline(offer.event.to, context.facts) ? own.offlineHours : 0;
  const allowance = (grace + offline) * HOUR;
  return { due, first: due + allowance, second: due + 2 * allowance };
}

const WATCHED: ReadonlySet<Commodity> = new Set<Commodity>(['ARMS', 'GOLD', 'DIAMOND']);

function found(offer: Offer, limits: Limits, { now, facts }: RuleContext<Parameters>): Found {
  const { to, handover, items } = offer.event;
  const isEnrolled = facts.parties.has(to);
  const allowance = spanText(limits.first - limits.due);
  const outside = isEnrolled ? '' : ` ${to} is not enrolled in this ledger.`;
  return {
    subject: handover,
    anchor: offer.hash,
    severity: severityOf(offer, isEnrolled, now > limits.second),
    ...(offer.consignment !== undefined && { ucr: offer.consignment }),
    items: items.map(({ itemId }) => itemId),
    sentence: `No record that ${to} received or refused handover ${handover} (${goodsText(items)}), which ${accountOf(offer)} released on ${timeText(offer.at)} and expected by ${timeText(limits.due)}; the allowance of ${allowance} has passed.${outside}`,
    evidence: hashesOf(offer),
  };
}

function severityOf(offer: Offer, isEnrolled: boolean, isLong: boolean): Severity {
  if (!isEnrolled) return 'INFO';
  return isLong || WATCHED.has(commodityOf(offer)) ? 'HIGH' : 'MEDIUM';
}

function commodityOf(offer: Offer): Commodity {
  const commodities = offer.event.items.map(({ hs }) => commodityOfHs(hs));
  return commodities.find((commodity) => WATCHED.has(commodity)) ?? commodities[0] ?? 'OTHER';
}
