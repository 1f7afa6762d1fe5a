import { z } from 'zod';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { itemIdsOf, mentionsOf } from '../replay/mentions.js';
import {
  containerOf,
  followSeals,
  isSameSeal,
  type ActiveSeal,
  type SealCheck,
} from '../replay/seals.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { COMMODITIES, type Commodity } from '../vocabulary/event-types.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { editDistance } from './edit-distance.js';
import { caseOf } from './case-of.js';
import {
  defineRule,
  leadingPart,
  type Found,
  type RuleAnswer,
  type RuleContext,
  type Circumstances,
} from './rule.js';
import { hoursFor } from './time-limits.js';
import { listText, timeText } from './wording.js';

const parameters = z.object({
  typoDistance: z.number().int().nonnegative().default(1),
  typoSeverity: z.enum(SEVERITIES).default('MEDIUM'),
  criticalFor: z.array(z.enum(COMMODITIES)).default(['ARMS', 'DIAMOND']),
  recordingHours: z.number().nonnegative().default(48),
  recordingHoursOffline: z.number().nonnegative().default(336),
});
type Parameters = z.infer<typeof parameters>;

export const sealDiscrepancy = defineRule<Parameters>({
  id: 'R27',
  code: 'SEAL_DISCREPANCY',
  title: 'The seals are not those that were set',
  explanation:
    'Seals were seen that are not the ones last set, or a seal was found broken, and no inspection in between explains it. Numbers are compared without separators and with or without the letters before them; a slip of one character counts as a possible typing error. A condition such as "unbroken" or "tamper-evident" tells of no break. A customs seal change is an INSPECT with what was removed and applied. Besides officers, only who has the goods changes what is expected, and who sent them while they stand still; what is taken off between departure and arrival without an officer stays expected.',
  authority: 'ISO 17712, C-TPAT; tamper-resistant containers of the Kimberley Process',
  group: 'identity',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    MEDIUM: 'A possible typing error.',
    HIGH: 'Other goods.',
    CRITICAL: 'Arms and diamonds.',
  },
  commodities: ['*'],
  subject: 'consignment and container',
  anchor: 'hash of the act that saw the seals',
  parameters,
  reasons: {
    typoDistance: 'One wrong, missing, added or swapped character is what people mistype.',
    typoSeverity: 'A possible typing error is looked at, but does not stop the goods.',
    criticalFor: 'Where what is taken out fits into a pocket.',
    recordingHours: 'An official seal change may be recorded up to two days after the alert.',
    recordingHoursOffline: 'Who saw the seals offline may have changed them offline.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'Customs changed the seal, and recorded it late or never.',
    'The number was typed wrongly.',
    'The seals of another container were read.',
  ],
  closedBy:
    'The record of an earlier seal change, if it arrives within the window; else, and always where a seal was found broken, an inspector, once the change is shown or the goods were counted.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const { checks } = followSeals(context.lineage, context.facts.parties);
  const reported = new Set<string>();
  for (const check of checks) {
    const mismatch = mismatchOf(check, checks, context);
    if (mismatch === undefined) continue;
    const subject = subjectOf(check.act);
    // The same wrong seal seen again is the same discrepancy.
    const seen = JSON.stringify([subject, check.observed.map(normaliseMark).toSorted()]);
    if (reported.has(seen)) continue;
    reported.add(seen);
    if (!isJudged(check.act, context)) continue;
    findings.push({
      ...found(subject, check, mismatch, context),
      curableFor: recordingHoursOf(check.act, context),
    });
  }
  for (const act of context.lineage.acts) {
    if (isBroken(act) && isJudged(act, context)) findings.push(broken(act, context));
  }
  return { findings, deadlines: [] };
}

function isJudged({ hash, consignment }: Act, { focus }: RuleContext<Parameters>): boolean {
  if (consignment !== undefined) return focus.consignments.has(consignment);
  return focus.acts.has(hash);
}

interface Mismatch {
  readonly unexpected: readonly string[];
  readonly missing: readonly string[];
  readonly isTypo: boolean;
}

function mismatchOf(
  check: SealCheck,
  checks: readonly SealCheck[],
  context: RuleContext<Parameters>,
): Mismatch | undefined {
  const expected = expectedNumbers(check, checks);
  if (expected === undefined) return undefined;
  const unexpected = check.observed.filter(
    (number) => !expected.some((each) => isSameSeal(number, each)),
  );
  const owed = expectedNumbers(check, checks, ({ mayBeOff }) => mayBeOff !== true) ?? [];
  const unseen = owed.filter((number) => !check.observed.some((each) => isSameSeal(number, each)));
  const missing = isPartialView(check) ? [] : unseen;
  if (unexpected.length === 0 && missing.length === 0) return undefined;
  const { typoDistance } = context.parameters(sealCase(check.act, context));
  const isTypo =
    unexpected.length > 0 &&
    unexpected.length === unseen.length &&
    unexpected.every((number) => unseen.some((each) => isSlip(number, each, typoDistance)));
  return { unexpected, missing: unseen, isTypo };
}

/** What was set; for goods nobody is recorded to have sealed, what was seen first. `undefined`: nothing to compare. */
function expectedNumbers(
  { act, expected, wasSealed }: SealCheck,
  checks: readonly SealCheck[],
  counts: (seal: ActiveSeal) => boolean = () => true,
): readonly string[] | undefined {
  if (wasSealed) return expected.filter(counts).map(({ number }) => number);
  const subject = subjectOf(act);
  const first = checks.find((each) => !each.wasSealed && subjectOf(each.act) === subject);
  return first === undefined || first.act === act ? undefined : first.observed;
}

/** Of several containers in one consignment, who does not say which he looked at has not seen all seals. */
function isPartialView({ act, expected }: SealCheck): boolean {
  const containers = new Set(expected.flatMap(({ container }) => container ?? []));
  return containerOf(act) === undefined && containers.size > 1;
}

function isSlip(a: string, b: string, distance: number): boolean {
  return editDistance(normaliseMark(a), normaliseMark(b)) <= distance;
}

function subjectOf(act: Act): string {
  const about = act.consignment ?? itemIdsOf(act)[0] ?? act.event.eventId;
  const container = containerOf(act);
  return container === undefined ? about : `${about}/${container}`;
}

const BROKEN = /broken|tamper|forced/i;
const CUT = /\bcut\b/i;
/** Words that say the contrary, or name the kind of seal. */
const WHOLE =
  /\b(not|no|un|never|without)[ -]?((signs?|traces?|evidence) of )?(broken|tamper|forced|cut\b)\w*|\btamper[ -]?(evident|proof|resistant)\b/gi;

/** Who takes a seal off by his office cuts it; whoever else cuts one breaks it. */
function isBroken(act: Act): boolean {
  const { condition, removed = [] } = act.event.seals ?? {};
  if (condition === undefined) return false;
  const told = condition.replaceAll(WHOLE, '');
  if (BROKEN.test(told)) return true;
  return CUT.test(told) && !(isA(act, 'INSPECT') && removed.length > 0);
}

function recordingHoursOf(act: Act, context: RuleContext<Parameters>): number {
  const { recordingHours, recordingHoursOffline } = context.parameters(sealCase(act, context));
  const hours = { online: recordingHours, offline: recordingHoursOffline };
  return hoursFor([act.event.actor, accountOf(act)], context.facts, hours);
}

function commodityOf(act: Act, { lineage }: RuleContext<Parameters>): Commodity | undefined {
  const consigned = lineage.consignments.get(act.consignment ?? '')?.commodity;
  if (consigned !== undefined) return consigned;
  const hs = mentionsOf(act)[0]?.item.hs;
  return hs === undefined ? undefined : commodityOfHs(hs);
}

function sealCase(act: Act, context: RuleContext<Parameters>): Circumstances {
  return caseOf(act, context.facts, commodityOf(act, context));
}

function severityOf(act: Act, context: RuleContext<Parameters>): Severity {
  const commodity = commodityOf(act, context);
  const { criticalFor } = context.parameters(sealCase(act, context));
  return commodity !== undefined && criticalFor.includes(commodity) ? 'CRITICAL' : 'HIGH';
}

function found(
  subject: string,
  { act, observed, expected }: SealCheck,
  { missing, isTypo }: Mismatch,
  context: RuleContext<Parameters>,
): Found {
  const last = expected.at(-1)?.set;
  const set =
    last === undefined
      ? 'no record of these seals being set'
      : `the seals last set, by ${last.event.actor} on ${timeText(last.at)}, are ${listText(expected.map(({ number }) => number))}; no record of a change by who had the goods or an officer`;
  const slip = isTypo ? ' One character apart: possibly a typing error.' : '';
  const gap = missing.length > 0 && observed.length > 0 ? ` Not seen: ${listText(missing)}.` : '';
  return {
    subject,
    anchor: act.hash,
    severity: isTypo
      ? context.parameters(sealCase(act, context)).typoSeverity
      : severityOf(act, context),
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: itemIdsOf(act),
    sentence: `${accountOf(act)} saw on ${timeText(act.at)} the seals ${listText(observed)}; ${set}.${gap}${slip}`,
    evidence: hashesOf(...expected.map((seal) => seal.set), act),
  };
}

function broken(act: Act, context: RuleContext<Parameters>): Found {
  const who = isA(act, 'INSPECT') ? 'found in an inspection' : 'reported';
  return {
    subject: subjectOf(act),
    anchor: act.hash,
    severity: severityOf(act, context),
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: itemIdsOf(act),
    sentence: `${accountOf(act)} ${who} on ${timeText(act.at)} seals in the condition "${act.event.seals?.condition ?? ''}"; no record of who opened them.`,
    evidence: hashesOf(act),
  };
}
