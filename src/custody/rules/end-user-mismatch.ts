import { z } from 'zod';
import { caseOf } from './case-of.js';
import type { Facts } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { itemIdsOf } from '../replay/mentions.js';
import { countryName } from '../vocabulary/countries.js';
import { countryOf } from '../vocabulary/places.js';
import { isAuthorityRole } from '../vocabulary/roles.js';
import { goodsOf } from './consigned-goods.js';
import { excusing, faultOfPermit, partiesTo, permitsFor, type Permit } from './excusing-papers.js';
import { firstRetransfer, isEntitled } from './retransfers.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY, HOUR, hoursFor } from './time-limits.js';
import { actText, timeText } from './wording.js';

const parameters = z.object({
  restDays: z.number().nonnegative().default(14),
  recordingHours: z.number().nonnegative().default(48),
  recordingHoursOffline: z.number().nonnegative().default(336),
  authorisations: z.array(z.string()).default(['RETRANSFER_AUTH']),
});
type Parameters = z.infer<typeof parameters>;

export const endUserMismatch = defineRule<Parameters>({
  id: 'R36',
  code: 'END_USER_MISMATCH',
  title: 'The goods are not, or not any more, with the declared end user',
  explanation:
    'In the destination country arms stay for more than 14 days with a party that is neither end user nor consignee nor of their group, are closed by such a party, or leave the end user again without an authorisation to retransfer that held then, was not issued by a trading party, and was registered by an authority or a party to the delivery: exporter, consignee or end user. Custody taken on behalf of the end user is his, and a party that a delegation in force lets receive for end user or consignee is no stranger. Other goods that stand so long with a stranger are noted in the answer about the consignment, without an alert.',
  authority: 'Arms Trade Treaty art. 11; re-export clause of end-user certificates',
  group: 'party',
  decided: ['append', 'deadline'],
  severity: 'CRITICAL',
  commodities: ['ARMS'],
  subject: 'consignment',
  anchor:
    'hash of the RECEIVE or ARRIVE after which they rest, or of the act that closes or passes them on',
  parameters,
  reasons: {
    restDays: 'Two weeks are enough for a forwarder to bring goods from the port to a depot.',
    recordingHours:
      'The handover, or the leave to pass the goods on, may be recorded up to two days later.',
    recordingHoursOffline: 'The same, where the party that has the goods is registered offline.',
    authorisations: 'Kinds of document by which the exporting State agrees to a retransfer.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'A central depot of the same ministry that is not registered as one group with the end user.',
    'The delivery was made, and its handover was not signed yet.',
    'The exporting State agreed to the retransfer, and its paper was not registered.',
  ],
  closedBy:
    'The record of the handover or of the authorisation, if it arrives within the window; else an inspector, once the goods were seen with the end user or the authorisation is shown.',
  owner: 'consignment',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const consignment of context.lineage.consignments.values()) {
    if (consignment.opened === undefined || !goodsOf(consignment).areArms) continue;
    const isWhole = context.focus.consignments.has(consignment.key);
    for (const id of consignment.items) {
      const history = context.lineage.items.get(id);
      if (history === undefined) continue;
      // What is passed on later need not name the consignment it came with.
      if (isWhole || context.focus.items.has(id)) {
        findings.push(...onwardOf(history, consignment, context));
      }
      if (!isWhole) continue;
      const rests = restsOf(history, consignment, context);
      findings.push(...rests.findings);
      deadlines.push(...rests.deadlines);
    }
    if (isWhole) findings.push(...strangeClose(consignment, context));
  }
  return { findings, deadlines };
}

/** Times the goods stood with one stranger after they had come into the destination country. */
function restsOf(
  history: ItemHistory,
  consignment: Consignment,
  context: RuleContext<Parameters>,
): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  const destination = consignment.plan?.countries.at(-1);
  const permitted = permittedFrom(history, consignment, context);
  for (const rest of restsWithStrangers(history, consignment, context.facts)) {
    // Who has them with leave is no stranger.
    if (rest.since.at >= permitted) continue;
    const { restDays } = ofCase(rest.since, context);
    const limit = Math.max(
      rest.since.at + restDays * DAY,
      rest.since.recordedAt + recordingHoursOf([rest.holder], rest.since, context) * HOUR,
    );
    if (rest.until === undefined && context.now <= limit) {
      deadlines.push({ subject: consignment.key, at: after(limit) });
    }
    const stood = rest.until?.at ?? context.now;
    if (stood <= rest.since.at + restDays * DAY || context.now <= limit) continue;
    const says = `${history.id} came to ${rest.holder} in ${countryName(destination ?? '')} on ${timeText(rest.since.at)} and stayed for more than the ${restDays} days allowed; no record that it reached ${consignment.endUser} in that time`;
    findings.push(found(consignment, history.id, rest.since, says, context));
  }
  return { findings, deadlines };
}

interface Rest {
  readonly holder: string;
  readonly since: Act;
  readonly until: Act | undefined;
}

/** Times the goods stood in the country they were for with somebody who was not to have them. Authorities may. */
export function restsWithStrangers(
  { steps }: ItemHistory,
  consignment: Consignment,
  facts: Facts,
): Rest[] {
  const destination = consignment.plan?.countries.at(-1);
  const rests: Rest[] = [];
  let open: { holder: string; since: Act } | undefined;
  let isThere = false;
  for (const { act, after: state } of steps) {
    if (act.consignment !== undefined && act.consignment !== consignment.key) continue;
    const country = countryIn(act, facts);
    if (country !== undefined) isThere = country === destination;
    const holder = isThere ? strangerIn(state, act.at, consignment, facts) : undefined;
    if (open !== undefined && open.holder !== holder) {
      rests.push({ ...open, until: act });
      open = undefined;
    }
    if (holder !== undefined) open ??= { holder, since: act };
  }
  if (open !== undefined) rests.push({ ...open, until: undefined });
  return rests;
}

function countryIn({ event: { place } }: Act, facts: Facts): string | undefined {
  return place === undefined ? undefined : countryOf(place, facts);
}

function strangerIn(
  { custody }: Step['after'],
  at: number,
  consignment: Consignment,
  facts: Facts,
): string | undefined {
  if (custody.state !== 'held' && custody.state !== 'offered') return undefined;
  const { by } = custody;
  if (isEntitled(by, at, consignment, facts)) return undefined;
  return facts.parties.get(by)?.roles.some(isAuthorityRole) === true ? undefined : by;
}

/** What the end user passes on, or takes out of the country, without leave. */
function onwardOf(
  history: ItemHistory,
  consignment: Consignment,
  context: RuleContext<Parameters>,
): Found[] {
  const { id } = history;
  const act = firstRetransfer(history, consignment, context);
  if (act === undefined) return [];
  const leave = leaveFor(history, act, consignment, context);
  if (leave !== undefined && leave.fault === undefined) return [];
  const to = isA(act, 'DISPATCH') ? ` to ${act.event.to}` : '';
  const says = `${accountOf(act)} signed ${actText(act)} of ${id}${to}, after it was delivered to ${consignment.endUser} under ${consignment.ucr}; ${leaveText(leave)}`;
  const finding = found(consignment, id, act, says, context);
  if (leave === undefined) return [finding];
  return [{ ...finding, evidence: hashesOf(consignment.opened, leave.permit, act) }];
}

function leaveText(leave: Leave | undefined): string {
  if (leave === undefined) return 'no RETRANSFER_AUTH is on record';
  const { docType, number } = leave.permit.event.document;
  return `${docType} ${number} does not permit it: it ${leave.fault}`;
}

/** When the goods were passed on with leave, epoch milliseconds. */
function permittedFrom(
  history: ItemHistory,
  consignment: Consignment,
  context: RuleContext<Parameters>,
): number {
  const onward = firstRetransfer(history, consignment, context);
  if (onward === undefined) return Number.POSITIVE_INFINITY;
  const leave = leaveFor(history, onward, consignment, context);
  return leave !== undefined && leave.fault === undefined ? onward.at : Number.POSITIVE_INFINITY;
}

interface Leave {
  readonly permit: Permit;
  /** Why it does not count. */
  readonly fault: string | undefined;
}

/** One that counts, else the last that was registered for the item or a consignment it is in. */
function leaveFor(
  { id }: ItemHistory,
  onward: Act,
  consignment: Consignment,
  context: RuleContext<Parameters>,
): Leave | undefined {
  const { authorisations } = ofCase(onward, context);
  const hours = recordingHoursOf([onward.event.actor, accountOf(onward)], onward, context);
  const excused = excusing(onward, hours, partiesTo(consignment));
  const leaves = permitsFor(id, authorisations, context.lineage).map((permit): Leave => ({
    permit,
    fault: faultOfPermit(permit, excused, context),
  }));
  return leaves.find(({ fault }) => fault === undefined) ?? leaves.at(-1);
}

/** Only who was to have the goods may say that they were delivered. */
function strangeClose(consignment: Consignment, context: RuleContext<Parameters>): Found[] {
  const { closed, endUser, ucr } = consignment;
  if (closed === undefined) return [];
  if (isEntitled(accountOf(closed), closed.at, consignment, context.facts)) return [];
  const says = `${accountOf(closed)} closed ${ucr} as ${closed.event.disposition} on ${timeText(closed.at)}, and is neither its consignee nor its end user ${endUser}`;
  return [found(consignment, itemIdsOf(closed)[0], closed, says, context)];
}

function found(
  { key, opened }: Consignment,
  item: string | undefined,
  act: Act,
  says: string,
  context: RuleContext<Parameters>,
): Found {
  return {
    subject: key,
    anchor: act.hash,
    severity: 'CRITICAL',
    ucr: key,
    items: item === undefined ? [] : [item],
    sentence: `${says}.`,
    evidence: hashesOf(opened, act),
    curableFor: recordingHoursOf([act.event.actor, accountOf(act)], act, context),
  };
}

function ofCase(
  act: Act,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Parameters {
  return parametersFor(caseOf(act, facts, 'ARMS'));
}

function recordingHoursOf(
  parties: readonly string[],
  act: Act,
  context: RuleContext<Parameters>,
): number {
  const { recordingHours, recordingHoursOffline } = ofCase(act, context);
  const hours = { online: recordingHours, offline: recordingHoursOffline };
  return hoursFor(parties, context.facts, hours);
}
