import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ItemHistory, Step } from '../replay/item-history.js';
import type { ItemState } from '../replay/item-state.js';
import { byTime, type Use } from '../uses/use.js';
import { commodityOfHs, isArms } from '../vocabulary/commodity.js';
import { isAuthorityRole } from '../vocabulary/roles.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { strangeWeapons, trailOf, weaponOf } from './weapon-trail.js';
import { actText, listText, timeText } from './wording.js';

const parameters = z.object({
  armsSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  consumingDispositions: z.array(z.string()).default(['consumed', 'destroyed']),
});
type Parameters = z.infer<typeof parameters>;

export const postTerminalActivity = defineRule<Parameters>({
  id: 'R07',
  code: 'POST_TERMINAL_ACTIVITY',
  title: 'Goods were handled after their recorded end',
  explanation:
    'An act touches an item after it was destroyed, used up in a transformation, closed as consumed, or, by anybody but an authority, while it was seized. Papers about the item may follow its end; a RELEASE_SEIZED ends a seizure. So for an item, and for a weapon of the same maker, model, calibre and serial that is told as part of another item after it was destroyed or seized; a serial without its maker is compared with nothing.',
  authority: 'Fake destruction and leakage of surplus stocks',
  group: 'custody',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    HIGH: 'Other goods.',
    CRITICAL: 'Arms.',
  },
  commodities: ['*'],
  subject: 'item',
  anchor: 'hash of the act that ended it',
  parameters,
  reasons: {
    armsSeverity: 'A weapon recorded as destroyed that turns up again was never destroyed.',
    consumingDispositions:
      'How a CLOSE says that nothing is left; goods closed as delivered go on living.',
  },
  autoClear: false,
  innocent: [
    'The end was recorded for the wrong item.',
    'Only part of the lot was used up, and the record does not say how much.',
    'Seized goods were given back, and the release was not recorded.',
  ],
  closedBy: 'An inspector, once the item itself was seen or the record of its end corrected.',
  owner: 'item',
  evaluate,
});

/** Acts about papers and procedures: they may speak of goods that are no more. */
const PAPERWORK = new Set([
  'ATTACH_DOCUMENT',
  'REVOKE_DOCUMENT',
  'ATTEST',
  'CUSTOMS_DECLARE',
  'CUSTOMS_RELEASE',
  'AMEND_PLAN',
  'ETA_UPDATE',
]);

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history !== undefined) findings.push(...laterActs(history, context));
  }
  return { findings: [...findings, ...resurfaced(context)], deadlines: [] };
}

/** Weapons that an act names after they were destroyed or seized as part of another item. */
function resurfaced(context: RuleContext<Parameters>): Found[] {
  const findings = new Map<string, Found>();
  for (const { act, use, history } of strangeWeapons(context)) {
    const { own, others } = trailOf(use, context.shared);
    const end = others.findLast(({ detail }) => ENDINGS.has(detail['act']));
    if (end === undefined || end.detail['act'] === 'RELEASE_SEIZED') continue;
    // Known before as another weapon of the same marks: SERIAL_DUPLICATE tells of both.
    if (own !== undefined && byTime(own, end) < 0) continue;
    if (end.detail['act'] === 'SEIZE' && isOfAuthority(act, context)) continue;
    const key = `${history.id} ${end.hash}`;
    if (!findings.has(key)) findings.set(key, foundAgain(act, use, end, context));
  }
  return [...findings.values()];
}

const ENDINGS = new Set<string | undefined>(['DESTROY', 'SEIZE', 'RELEASE_SEIZED']);

function isOfAuthority(act: Act, { facts }: RuleContext<Parameters>): boolean {
  if (isA(act, 'COMMISSION') && act.event.basis === 'seized-returned') return true;
  return facts.parties.get(act.event.actor)?.roles.some(isAuthorityRole) === true;
}

function foundAgain(act: Act, use: Use, end: Use, context: RuleContext<Parameters>): Found {
  const { armsSeverity } = context.parameters(caseOf(act, context.facts, 'ARMS'));
  const ended = end.detail['act'] === 'DESTROY' ? 'destroyed' : 'seized';
  return {
    subject: use.items[0] ?? '',
    anchor: end.hash,
    severity: armsSeverity,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...use.items, ...end.items],
    sentence: `${accountOf(act)} signed ${actText(act)} of ${weaponOf(end, use).name} as part of ${listText(use.items)}, which had been ${ended} as part of ${listText(end.items)} by ${end.actor} on ${timeText(end.at)}; no record brings it back.`,
    evidence: [end.hash, ...hashesOf(act)],
  };
}

function laterActs(history: ItemHistory, context: RuleContext<Parameters>): Found[] {
  const findings = new Map<string, Found>();
  let end: Step | undefined;
  for (const step of history.steps) {
    if (end !== undefined && !isEnded(step.before, end, context)) end = undefined;
    if (end !== undefined && isForbidden(step, end, context) && !findings.has(end.act.hash)) {
      findings.set(end.act.hash, found(history.id, end, step, context));
    }
    if (end === undefined && isEnding(step, context)) end = step;
  }
  return [...findings.values()];
}

function isEnding(step: Step, context: RuleContext<Parameters>): boolean {
  return isEnded(step.after, step, context) && !isEnded(step.before, step, context);
}

function isEnded({ custody, control }: ItemState, { act }: Step, context: RuleContext<Parameters>) {
  if (control.state === 'seized') return true;
  if (custody.state !== 'terminal') return false;
  if (custody.how !== 'closed') return custody.how === 'consumed' || custody.how === 'destroyed';
  const { consumingDispositions } = context.parameters(caseOf(act, context.facts));
  return isA(act, 'CLOSE') && consumingDispositions.includes(act.event.disposition.toLowerCase());
}

function isForbidden({ act, role }: Step, end: Step, { facts }: RuleContext<Parameters>): boolean {
  if (act === end.act || role === 'consignment' || PAPERWORK.has(act.event.type)) return false;
  if (end.after.control.state !== 'seized') return true;
  const isAuthority = facts.parties.get(act.event.actor)?.roles.some(isAuthorityRole) === true;
  return !isAuthority && !isA(act, 'RELEASE_SEIZED');
}

function found(
  id: string,
  end: Step,
  { act, named }: Step,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Found {
  const hs = named?.hs ?? end.named?.hs ?? '';
  const { armsSeverity } = parametersFor(caseOf(act, facts, commodityOfHs(hs)));
  return {
    subject: id,
    anchor: end.act.hash,
    severity: isArms(hs) ? armsSeverity : 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [id],
    sentence: `${accountOf(act)} signed ${actText(act)} of ${id}, which ${endText(end)} by ${actText(end.act)} of ${accountOf(end.act)}; no record brings it back.`,
    evidence: hashesOf(end.act, act),
  };
}

function endText({ act, after }: Step): string {
  if (after.control.state === 'seized') return 'had been seized';
  if (isA(act, 'DESTROY')) return 'had been destroyed';
  return act.event.type === 'CLOSE' ? 'had been closed as consumed' : 'had been used up';
}
