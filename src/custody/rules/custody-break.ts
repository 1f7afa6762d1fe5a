import { z } from 'zod';
import type { Severity } from '../finding.js';
import type { Facts } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import { custodianOf, isGone } from '../replay/item-state.js';
import { areOneGroup, mayActFor } from '../replay/party-groups.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { isArms } from '../vocabulary/commodity.js';
import { countryName } from '../vocabulary/countries.js';
import { countryOf } from '../vocabulary/places.js';
import { producedBy } from '../replay/mentions.js';
import { caseOf } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { hoursFor } from './time-limits.js';
import { isEnd, isRegistration, strangeWeapons, trailOf, weaponOf } from './weapon-trail.js';
import { anAct, listText, timeText } from './wording.js';

const parameters = z.object({
  pairHours: z.number().nonnegative().default(48),
  pairHoursOffline: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const custodyBreak = defineRule<Parameters>({
  id: 'R03',
  code: 'CUSTODY_BREAK',
  title: 'Somebody acted on goods he is not recorded to hold',
  explanation:
    'The chain of custody does not lead to the party that acted: it released, moved, used up or closed an item held by another, accepted a handover meant for another, brought in an item that was already known, or an authority found the item, or a weapon of it under another item id, outside its recorded custody, or saw it in another country than the one it is recorded to stand in. Agents act on behalf of their principal; parties that are registered as one group may act on what any of them holds.',
  authority: 'International Tracing Instrument: the point at which a weapon left lawful hands',
  group: 'custody',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    HIGH: 'Other goods.',
    CRITICAL: 'Arms; or found or seen outside the recorded custody (RECOVERED_OUTSIDE).',
  },
  commodities: ['*'],
  subject: 'item',
  anchor: 'hash of the act',
  parameters,
  reasons: {
    pairHours:
      'The missing handover may still arrive and cure the alert: the same window as for ORPHAN_RECEIPT.',
    pairHoursOffline: 'The same, where giver or actor is registered offline.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'An agent acted without a registered delegation.',
    'The records of a handover are late, or a group of companies is not registered as one.',
    "A party signed with another branch's key.",
  ],
  closedBy:
    'The records of the handover to whoever acted, if they arrive within the window; else, and always where an item was received by another than the named party, brought in twice or recovered, an inspector, once the missing handover or the delegation is shown, or the goods are accounted for.',
  owner: 'item',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const rightful = actsByHolders(context);
  const findings: Found[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history === undefined) continue;
    for (const step of history.steps) {
      const contradiction = contradictionOf(step, history, context, rightful);
      if (contradiction === undefined) continue;
      findings.push({
        ...found(id, step, contradiction),
        ...(contradiction.mayResolve && { curableFor: pairingHours(step, context) }),
      });
    }
  }
  return { findings: [...findings, ...foundElsewhere(context)], deadlines: [] };
}

/** Weapons that an authority found, told by their serials: they came in as part of another item and never left it. */
function foundElsewhere(context: RuleContext<Parameters>): Found[] {
  return strangeWeapons(context).flatMap(({ act, use, history }) => {
    const { others } = trailOf(use, context.shared);
    const registered = others.findLast(isRegistration);
    if (!isA(act, 'RECOVER') || history.origin !== undefined || registered === undefined) return [];
    if (others.some((other) => isEnd(other) && other.detail['act'] !== 'DESTROY')) return [];
    return [
      {
        subject: history.id,
        anchor: act.hash,
        severity: 'CRITICAL',
        ...(act.consignment !== undefined && { ucr: act.consignment }),
        items: [history.id, ...registered.items],
        sentence: `RECOVERED_OUTSIDE: ${accountOf(act)} found ${weaponOf(registered, use).name} on ${timeText(act.at)} outside its recorded custody; ${registered.actor} registered it as part of ${listText(registered.items)}, and no record tells how it left.`,
        evidence: [registered.hash, ...hashesOf(act)],
      } satisfies Found,
    ];
  });
}

interface Contradiction {
  readonly says: string;
  /** Could a record that has not arrived yet explain it? */
  readonly mayResolve: boolean;
  readonly against: Act | undefined;
  readonly severity?: Severity;
}

const HOLDERS_ONLY = new Set(['DISPATCH', 'DEPART', 'TRANSFORM', 'SPLIT', 'MERGE', 'CLOSE']);

function contradictionOf(
  step: Step,
  history: ItemHistory,
  { lineage, facts }: RuleContext<Parameters>,
  rightful: ReadonlySet<Act>,
): Contradiction | undefined {
  const { act, before } = step;
  const holder = custodianOf(before.custody);
  if (isA(act, 'RECEIVE')) return wrongReceiver(act, lineage, facts);
  if (isSecondOrigin(step, history)) return secondOrigin(act, history.origin);
  if (holder === undefined) return undefined;
  if (isA(act, 'RECOVER')) return recoveredOutside(step, holder);
  if (isA(act, 'OBSERVE')) return seenElsewhere(step, history, holder, facts);
  if (!HOLDERS_ONLY.has(act.event.type) || step.role === 'output') return undefined;
  if (mayActFor(act, holder, facts.parties)) return undefined;
  // An act on a whole consignment is right when its signer holds part of it.
  if (step.role === 'consignment' && rightful.has(act)) return undefined;
  return {
    says: `${accountOf(act)} signed ${anAct(act)} of ${history.id} on ${timeText(act.at)}, while ${holder} is on record as holding it; no record of a handover between them`,
    mayResolve: true,
    against: lastMoveBefore(history, step),
  };
}

function wrongReceiver(
  act: Act<'RECEIVE'>,
  lineage: ReplayedLineage,
  { parties }: Facts,
): Contradiction | undefined {
  if (lineage.offerOf.has(act.hash)) return undefined;
  const offer = lineage.handovers.get(act.event.handover)?.offers[0];
  if (offer === undefined) return undefined;
  const receiver = parties.get(accountOf(act));
  if (areOneGroup(receiver, parties.get(offer.event.to))) return undefined;
  return {
    says: `${accountOf(act)} signed for handover ${act.event.handover} on ${timeText(act.at)}, which ${accountOf(offer)} released to ${offer.event.to}; no record of a release to ${accountOf(act)}`,
    mayResolve: false,
    against: offer,
  };
}

function isSecondOrigin({ act, role }: Step, { id, origin }: ItemHistory): boolean {
  if (role === 'input' || origin === undefined || act === origin) return false;
  return producedBy(act).includes(id) && accountOf(act) !== accountOf(origin);
}

function secondOrigin(act: Act, origin: Act | undefined): Contradiction {
  const first = origin === undefined ? 'another party' : accountOf(origin);
  return {
    says: `${accountOf(act)} brought in an item on ${timeText(act.at)} under an id that ${first} had already brought in; no record that the two are one`,
    mayResolve: false,
    against: origin,
  };
}

function recoveredOutside({ act, before }: Step, holder: string): Contradiction | undefined {
  const isLost = before.custody.state === 'terminal' && before.custody.how === 'lost';
  if (isLost || before.control.state === 'seized') return undefined;
  const was = isGone(before.custody)
    ? 'was last recorded to hold it'
    : 'is on record as holding it';
  return {
    says: `RECOVERED_OUTSIDE: ${accountOf(act)} found the item on ${timeText(act.at)} outside its recorded custody; ${holder} ${was}, and no record tells how it left`,
    mayResolve: false,
    against: undefined,
    severity: 'CRITICAL',
  };
}

/** Seen in another country than the one it was last recorded to stand in, while nobody had it on the way. */
function seenElsewhere(
  step: Step,
  history: ItemHistory,
  holder: string,
  facts: Facts,
): Contradiction | undefined {
  const { act, before } = step;
  const { location, custody } = before;
  const isOnTheWay = location.state !== 'at' || custody.state === 'offered';
  if (isOnTheWay || act.event.place === undefined || before.control.state === 'seized')
    return undefined;
  const recorded = countryOf(location.place, facts);
  const seen = countryOf(act.event.place, facts);
  if (recorded === undefined || seen === undefined || seen === recorded) return undefined;
  return {
    says: `RECOVERED_OUTSIDE: ${accountOf(act)} saw ${history.id} in ${countryName(seen)} on ${timeText(act.at)}, while ${holder} is on record as having it in ${countryName(recorded)}; no record tells how it left`,
    mayResolve: true,
    against: lastMoveBefore(history, step),
    severity: 'CRITICAL',
  };
}

function pairingHours({ act, before }: Step, context: RuleContext<Parameters>): number {
  const { pairHours, pairHoursOffline } = context.parameters(caseOf(act, context.facts));
  const parties = [accountOf(act), act.event.actor, custodianOf(before.custody)];
  const hours = { online: pairHours, offline: pairHoursOffline };
  return hoursFor(parties, context.facts, hours);
}

function lastMoveBefore({ steps }: ItemHistory, step: Step): Act | undefined {
  const before = steps.slice(0, steps.indexOf(step));
  return before.findLast((each) => each.before.custody !== each.after.custody)?.act;
}

function actsByHolders({
  lineage: { items },
  facts: { parties },
}: Pick<RuleContext<Parameters>, 'lineage' | 'facts'>): Set<Act> {
  const acts = new Set<Act>();
  for (const { steps } of items.values()) {
    for (const { act, role, before } of steps) {
      if (role !== 'consignment') continue;
      const holder = custodianOf(before.custody);
      if (holder !== undefined && mayActFor(act, holder, parties)) acts.add(act);
    }
  }
  return acts;
}

function found(id: string, { act, named }: Step, contradiction: Contradiction): Found {
  const { says, against, severity } = contradiction;
  return {
    subject: id,
    anchor: act.hash,
    severity: severity ?? (isArms(named?.hs ?? '') ? 'CRITICAL' : 'HIGH'),
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [id],
    sentence: `${says}.`,
    evidence: hashesOf(against, act),
  };
}
