import { z } from 'zod';
import type { Facts } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { custodianOf } from '../replay/item-state.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { caseOf } from './case-of.js';
import {
  defineRule,
  type Circumstances,
  type Found,
  type RuleAnswer,
  type RuleContext,
  type RuleParameters,
} from './rule.js';
import { after, HOUR, hoursFor } from './time-limits.js';
import { goodsText, spanText, timeText } from './wording.js';

const parameters = z.object({
  pairHours: z.number().nonnegative().default(48),
  pairHoursOffline: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const orphanReceipt = defineRule<Parameters>({
  id: 'R02',
  code: 'ORPHAN_RECEIPT',
  title: 'Goods were accepted that nobody released',
  explanation:
    'A party signed for goods under a handover of which no release was recorded within 48 hours of the receipt, or 14 days where the giver is registered offline. The window lets the two halves of an honest handover arrive in either order.',
  authority: 'Unmonitored purchases of ore and scrap (ITSCI, UN Group of Experts)',
  group: 'custody',
  decided: ['deadline'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'handover',
  anchor: 'hash of the RECEIVE',
  parameters,
  reasons: {
    pairHours: 'Two devices of one handover reach the network within two days.',
    pairHoursOffline: 'A giver registered offline may upload up to 14 days later.',
  },
  autoClear: true,
  innocent: [
    "The giver's device has not been online yet.",
    'The giver is not enrolled and released the goods on paper.',
    'The handover number was typed differently on the two sides.',
  ],
  closedBy: "The giver's DISPATCH with the same handover, naming the receiver.",
  owner: 'handover',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const id of context.focus.handovers) {
    const handover = context.lineage.handovers.get(id);
    if (handover === undefined || handover.offers.length > 0) continue;
    for (const receipt of handover.answers) {
      if (!isA(receipt, 'RECEIVE')) continue;
      const givers = giversOf(receipt, context.lineage);
      const window = windowOf(receipt, givers, context);
      const limit = receipt.recordedAt + window;
      if (context.now <= limit) deadlines.push({ subject: id, at: after(limit) });
      else findings.push(found(receipt, givers, window));
    }
  }
  return { findings, deadlines };
}

/** When the giver's release ought to be on record; epoch milliseconds. */
export function receiptDeadline(
  receipt: Act<'RECEIVE'>,
  lineage: ReplayedLineage,
  facts: Facts,
  ruleParameters: RuleParameters,
): number {
  const own = (circumstances?: Circumstances) =>
    orphanReceipt.read(ruleParameters.of(orphanReceipt, circumstances));
  return (
    receipt.recordedAt + windowOf(receipt, giversOf(receipt, lineage), { facts, parameters: own })
  );
}

function windowOf(
  receipt: Act<'RECEIVE'>,
  givers: ReadonlySet<string>,
  context: Pick<RuleContext<Parameters>, 'facts' | 'parameters'>,
): number {
  const own = context.parameters(caseOf(receipt, context.facts));
  const hours = { online: own.pairHours, offline: own.pairHoursOffline };
  return HOUR * hoursFor(givers, context.facts, hours);
}

/** Who was recorded to hold the goods until then. */
function giversOf(receipt: Act<'RECEIVE'>, { items }: ReplayedLineage): Set<string> {
  const givers = new Set<string>();
  for (const { itemId } of receipt.event.items) {
    const step = items.get(itemId)?.steps.find(({ act }) => act === receipt);
    const giver = step === undefined ? undefined : custodianOf(step.before.custody);
    if (giver !== undefined && giver !== accountOf(receipt)) givers.add(giver);
  }
  return givers;
}

function found(receipt: Act<'RECEIVE'>, givers: ReadonlySet<string>, window: number): Found {
  const { handover, items } = receipt.event;
  const giver = [...givers][0];
  const holder =
    giver === undefined
      ? 'nobody is on record as holding the goods before'
      : `${giver} was the last on record to hold them`;
  return {
    subject: handover,
    anchor: receipt.hash,
    severity: 'HIGH',
    ...(receipt.consignment !== undefined && { ucr: receipt.consignment }),
    items: items.map(({ itemId }) => itemId),
    sentence: `No record of a release for handover ${handover}: ${accountOf(receipt)} signed for ${goodsText(items)} on ${timeText(receipt.at)}, and no matching DISPATCH was recorded within ${spanText(window)}; ${holder}.`,
    evidence: hashesOf(receipt),
  };
}
