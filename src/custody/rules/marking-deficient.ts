import { z } from 'zod';
import { caseOf, placeCase } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { ItemHistory } from '../replay/item-history.js';
import { countryName } from '../vocabulary/countries.js';
import type { Item } from '../vocabulary/event.js';
import { countryOf } from '../vocabulary/places.js';
import {
  excusing,
  faultOfPermit,
  permitsFor,
  partiesTo,
  type Excused,
  type Permit,
} from './excusing-papers.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY, HOUR } from './time-limits.js';
import { listText, timeText } from './wording.js';

const parameters = z.object({
  importMarkDays: z.number().nonnegative().default(90),
  recordingHours: z.number().nonnegative().default(48),
  obliteratedSeverity: z.enum(SEVERITIES).default('CRITICAL'),
  exemptions: z.array(z.string()).default(['MARKING_EXEMPTION', 'TEMPORARY_IMPORT']),
});
type Parameters = z.infer<typeof parameters>;

export const markingDeficient = defineRule<Parameters>({
  id: 'R23',
  code: 'MARKING_DEFICIENT',
  title: 'Marks that firearms must bear are absent or were altered',
  explanation:
    'Firearms were brought in without manufacturer, country or serial; were let into a country and bear no import mark 90 days later (a REMARK of the same consignment, or signed in that country, counts also before the release); or an authority found marks altered or obliterated. An exemption for the item (temporary import, deactivated or antique weapon) is respected where it held at the first record or the release and was issued in time, no trading party issued it, and an authority, the maker, or exporter, consignee or end user registered it. Ammunition and parts are not judged.',
  authority: 'International Tracing Instrument §8; INTERPOL iARMS',
  group: 'identity',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  severities: {
    HIGH: 'Marks absent or altered; no import mark.',
    CRITICAL: 'Marks obliterated.',
  },
  commodities: ['ARMS'],
  subject: 'item',
  anchor: 'hash of the COMMISSION, import release, INSPECT or RECOVER',
  parameters,
  reasons: {
    importMarkDays: 'A national armoury marks a shipment within a quarter of a year.',
    recordingHours:
      'An exemption, or a mark, may be recorded up to two days after the weapon or its release.',
    obliteratedSeverity: 'A weapon whose marks were removed was meant not to be traced.',
    exemptions:
      'Kinds of document that excuse a missing mark, attached to the item or its consignment.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'A temporary import, or a weapon that is deactivated or older than the marking rules.',
    'The marks are there and were not typed into the record.',
    'The REMARK was signed for another item id.',
  ],
  closedBy:
    'The record of an exemption, where marks are absent and it arrives within the window; else an inspector, once the marks were seen or the exemption is shown.',
  owner: 'item',
  evaluate,
});

/** Weapons that are marked piece by piece; not ammunition, parts, air guns or swords. */
const FIREARMS = /^930[1-3]/;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history === undefined || !isFirearm(history)) continue;
    findings.push(...alteredMarks(history, context));
    const exemptions = exemptionsOf(history, context);
    const missing = missingMarks(history);
    if (missing !== undefined && !isBornExempt(history.origin, exemptions, context)) {
      const { recordingHours } = ofCase(history.origin, context);
      findings.push({ ...missing, curableFor: recordingHours });
    }
    const imports = importMarks(history, exemptions, context);
    findings.push(...imports.findings);
    deadlines.push(...imports.deadlines);
  }
  return { findings, deadlines };
}

function ofCase(
  act: Act | undefined,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Parameters {
  return parametersFor(
    act === undefined
      ? { commodity: 'ARMS', ...placeCase(undefined, facts) }
      : caseOf(act, facts, 'ARMS'),
  );
}

function isFirearm({ steps }: ItemHistory): boolean {
  return steps.some(({ named }) => named !== undefined && FIREARMS.test(named.hs));
}

/** Papers that excuse missing marks, and who may register one. */
interface Exemptions {
  readonly permits: readonly Permit[];
  readonly parties: readonly (string | undefined)[];
}

function exemptionsOf(
  { id, origin, steps }: ItemHistory,
  context: RuleContext<Parameters>,
): Exemptions {
  const { lineage } = context;
  const { exemptions } = ofCase(steps[0]?.act, context);
  const permits = permitsFor(id, exemptions, lineage);
  if (permits.length === 0) return { permits, parties: [] };
  const parties = [origin && accountOf(origin)];
  for (const consignment of lineage.consignments.values()) {
    if (consignment.items.has(id)) parties.push(...partiesTo(consignment));
  }
  return { permits, parties };
}

function isBornExempt(
  origin: Act | undefined,
  exemptions: Exemptions,
  context: RuleContext<Parameters>,
): boolean {
  if (origin === undefined) return false;
  const { recordingHours } = ofCase(origin, context);
  return isExempt(exemptions, excusing(origin, recordingHours, exemptions.parties), context);
}

function isExempt(
  { permits }: Exemptions,
  excused: Excused,
  context: RuleContext<Parameters>,
): boolean {
  return permits.some((permit) => faultOfPermit(permit, excused, context) === undefined);
}

function missingMarks({ id, origin }: ItemHistory): Found | undefined {
  if (origin === undefined || !isA(origin, 'COMMISSION')) return undefined;
  const { event } = origin;
  const item = event.items.find(({ itemId }) => itemId === id);
  if (item === undefined) return undefined;
  const missing = absentMarks(item, event.marking);
  if (missing.length === 0) return undefined;
  return found(
    id,
    origin,
    'HIGH',
    `${accountOf(origin)} brought in ${id} on ${timeText(origin.at)} without ${listText(missing)} on record`,
  );
}

function absentMarks(
  { serials, maker }: Item,
  marking: Act<'COMMISSION'>['event']['marking'],
): string[] {
  const missing: string[] = [];
  if (marking?.manufacturer === undefined && maker === undefined) missing.push('manufacturer');
  if (marking?.country === undefined) missing.push('country of manufacture');
  if (serials === undefined) missing.push('serial');
  return missing;
}

const OBLITERATED = /obliterat|defaced|ground off|filed|erased|removed|illegible/i;
const ALTERED = /alter|tamper|restamp|changed|overstamp/i;
const UNTOUCHED = /\b(not|no|un)[ -]?(obliterat|defac|eras|remov|alter|tamper|chang)/i;

/** Recoveries tell the condition of marks; inspections only in the note of a finding that is not conform. */
function alteredMarks(history: ItemHistory, context: RuleContext<Parameters>): Found[] {
  return history.steps.flatMap(({ act }) => {
    const condition = conditionIn(act);
    if (condition === undefined || UNTOUCHED.test(condition)) return [];
    const isObliterated = OBLITERATED.test(condition);
    if (!isObliterated && !ALTERED.test(condition)) return [];
    const says = `${accountOf(act)} recorded the marks of ${history.id} on ${timeText(act.at)} as "${condition.slice(0, 120)}"`;
    const { obliteratedSeverity } = ofCase(act, context);
    return [found(history.id, act, isObliterated ? obliteratedSeverity : 'HIGH', says)];
  });
}

function conditionIn(act: Act): string | undefined {
  if (isA(act, 'RECOVER')) return act.event.markingCondition;
  if (!isA(act, 'INSPECT') || act.event.finding === 'conform') return undefined;
  const { note } = act.event;
  return note !== undefined && /\b(mark|serial)/i.test(note) ? note : undefined;
}

/** Nothing is owed to the country that made the weapon, or for goods that only pass. */
function importMarks(
  history: ItemHistory,
  exemptions: Exemptions,
  context: RuleContext<Parameters>,
): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const consignment of context.lineage.consignments.values()) {
    const release = importOf(history, consignment, context);
    if (release === undefined) continue;
    const country = countryAt(release, context);
    const { importMarkDays: days, recordingHours } = context.parameters({
      ...caseOf(release, context.facts, 'ARMS'),
      country,
    });
    const limit = release.at + days * DAY;
    const wait = Math.max(limit, release.recordedAt + recordingHours * HOUR);
    const isMarked = history.steps.some(
      ({ act }) =>
        isA(act, 'REMARK') && act.at <= limit && isForImport(act, release, country, context),
    );
    if (isMarked) continue;
    // A weapon that came for a while may be said to have done so until a mark is owed.
    const { parties } = exemptions;
    const excused = { at: release.at, issuedBy: limit, registeredBy: wait, parties };
    if (isExempt(exemptions, excused, context)) continue;
    if (context.now <= wait) {
      deadlines.push({ subject: history.id, at: after(wait) });
      continue;
    }
    const where = country === undefined ? 'the country' : countryName(country);
    const says = `${history.id} was released into ${where} on ${timeText(release.at)}, and no import mark is on record ${days} days later`;
    findings.push(found(history.id, release, 'HIGH', says));
  }
  return { findings, deadlines };
}

/** Makers and bonded warehouses mark for the country that buys before its customs let the goods in. */
function isForImport(
  mark: Act,
  release: Act,
  country: string | undefined,
  context: RuleContext<Parameters>,
): boolean {
  if (mark.at >= release.at) return true;
  if (mark.consignment !== undefined && mark.consignment === release.consignment) return true;
  return country !== undefined && countryAt(mark, context) === country;
}

function importOf(
  { id, origin }: ItemHistory,
  { items, acts, plan }: Consignment,
  context: RuleContext<Parameters>,
): Act | undefined {
  if (!items.has(id)) return undefined;
  const release = acts.find(
    (act) => isA(act, 'CUSTOMS_RELEASE') && act.event.procedure === 'import',
  );
  if (release === undefined) return undefined;
  const country = countryAt(release, context);
  const isMaker =
    origin !== undefined && isA(origin, 'COMMISSION') && origin.event.marking?.country === country;
  if (isMaker || (country !== undefined && plan !== undefined && plan.countries.at(-1) !== country))
    return undefined;
  return release;
}

function countryAt({ event }: Act, { facts }: RuleContext<Parameters>): string | undefined {
  const { place, actor } = event;
  return (
    (place === undefined ? undefined : countryOf(place, facts)) ?? facts.parties.get(actor)?.country
  );
}

function found(id: string, act: Act, severity: Severity, says: string): Found {
  return {
    subject: id,
    anchor: act.hash,
    severity,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [id],
    sentence: `${says}.`,
    evidence: hashesOf(act),
  };
}
