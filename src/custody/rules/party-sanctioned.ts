import { z } from 'zod';
import { caseOf } from './case-of.js';
import { SEVERITIES, type Severity } from '../finding.js';
import type { Facts, ScreeningFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { custodianOf } from '../replay/item-state.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { startOf } from '../vocabulary/times.js';
import {
  defineRule,
  leadingPart,
  type Found,
  type RuleAnswer,
  type RuleContext,
  type RuleParameters,
} from './rule.js';
import { isInForce } from './time-limits.js';
import { actText, listText, timeText } from './wording.js';

const parameters = z.object({
  nameScore: z.number().min(0).max(1).default(0.92),
  nameOnlySeverity: z.enum(SEVERITIES).default('MEDIUM'),
  laterListedSeverity: z.enum(SEVERITIES).default('INFO'),
  recordingHours: z.number().nonnegative().default(48),
});
type Parameters = z.infer<typeof parameters>;

export const partySanctioned = defineRule<Parameters>({
  id: 'R33',
  code: 'PARTY_SANCTIONED',
  title: 'A party, owner or vessel in the chain is on a sanctions list',
  explanation:
    'A party that signs, holds, is to receive or is declared consignee or end user, its registered beneficial owner, or the means of transport stands on a sanctions list at the time of an act. A match by identifier (registration number, IMO, passport, LEI) is strong; one by name alone, with the country or the date of birth, is weak. Screening tells which when the list is loaded, and how alike the names are: where the rule set asks for more, a weak match says nothing. Who was listed only after its acts is told in the answer about the consignment and not accused; who still holds the goods or waits for them is judged by what happens next.',
  authority: 'Sanctions lists of the United Nations, the European Union and OFAC',
  group: 'party',
  decided: ['append', 'deadline'],
  severity: 'CRITICAL',
  severities: {
    MEDIUM: 'The name alone matches.',
    CRITICAL: 'An identifier matches.',
  },
  commodities: ['*'],
  subject: 'consignment (or item without one), party and list entry',
  anchor: 'hash of the first act after the listing, or the word LATER_LISTED',
  parameters,
  reasons: {
    nameScore:
      'Jaro-Winkler similarity of the names: spellings of one name in several alphabets reach it, different names of one country seldom do. `custody import screening --rules` registers by it.',
    nameOnlySeverity: 'Names are common: a human compares before anything is stopped.',
    laterListedSeverity:
      'Nobody is guilty of dealing with a party that was not listed yet: with INFO the answer notes it, and there is an alert only where a rule set asks for more.',
    recordingHours:
      'That the goods had left who seemed to hold them may be recorded up to two days later.',
  },
  autoClear: false,
  isProvisional: true,
  isOnFirstAct: true,
  innocent: [
    'Another party of the same name.',
    'The entry was taken off the list, and the list in use is old.',
    'The ship changed hands and kept its name; its IMO number tells.',
  ],
  closedBy:
    'The record of the handover, where the party only seemed to hold the goods and it arrives within the window; else an inspector, once identity was compared with the list entry.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { screening } = context.facts;
  if (screening.length === 0) return { findings: [], deadlines: [] };
  const entries = entriesByParty(screening);
  const holders = holdersAt(context);
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const [owner, acts] of actsByOwner(context)) {
    for (const [party, involved] of involvements(acts, holders, context)) {
      for (const entry of entriesOf(party, entries, context.facts)) {
        const subject = `${owner}/${party}/${entry.list}:${entry.entry}`;
        const listed = startOf(entry.listedOn);
        if (listed !== undefined && listed > context.now) deadlines.push({ subject, at: listed });
        else findings.push(...judged(subject, party, entry, involved, context));
      }
    }
  }
  return { findings, deadlines };
}

/**
 * Who had a part in a consignment and was listed after it: worth knowing, and no alert. Who has the goods still, or is
 * offered them, is told as such.
 */
export function laterListed(
  consignment: Consignment,
  { lineage, facts, parameters: given, now }: NotedParts,
): Pick<Found, 'sentence' | 'evidence'>[] {
  const entries = entriesByParty(facts.screening);
  const told: Pick<Found, 'sentence' | 'evidence'>[] = [];
  const involved = involvements([...consignment.acts], holdersAt({ lineage }), { lineage });
  for (const [party, acts] of involved) {
    for (const entry of entriesOf(party, entries, facts)) {
      const listed = startOf(entry.listedOn) ?? 0;
      const last = acts.at(-1);
      if (last === undefined || listed > now) continue;
      const own = partySanctioned.read(given.of(partySanctioned, caseOf(last, facts)));
      if (own.laterListedSeverity !== 'INFO' || isTooUnlike(entry, own.nameScore)) continue;
      if (acts.some(({ at }) => at >= listed)) continue;
      const { sentence, evidence } = found(party, party, entry, last, 'INFO', LATER_LISTED);
      told.push({ sentence: sentence + stillText(party, consignment, lineage), evidence });
    }
  }
  return told;
}

function stillText(
  party: string,
  { items }: Consignment,
  lineage: RuleContext<unknown>['lineage'],
): string {
  const custody = [...items].map((id) => [id, lineage.items.get(id)?.state.custody] as const);
  const had = custody.flatMap(([id, is]) =>
    is !== undefined && is.state !== 'terminal' && custodianOf(is) === party ? [id] : [],
  );
  if (had.length > 0) return ` It holds ${listText(had)} still.`;
  const offered = custody.flatMap(([id, is]) =>
    is?.state === 'offered' && is.to === party ? [id] : [],
  );
  return offered.length > 0 ? ` It is offered ${listText(offered)}.` : '';
}

interface NotedParts extends Pick<RuleContext<unknown>, 'lineage' | 'facts' | 'now'> {
  readonly parameters: RuleParameters;
}

function isTooUnlike({ match, score }: ScreeningFact, nameScore: number): boolean {
  return match === 'weak' && score !== undefined && Number(score) < nameScore;
}

/** Lists are long, and the same for many judgements. */
const known = new WeakMap<readonly ScreeningFact[], Map<string, ScreeningFact[]>>();

function entriesByParty(screening: readonly ScreeningFact[]): Map<string, ScreeningFact[]> {
  const before = known.get(screening);
  if (before !== undefined) return before;
  const entries = new Map<string, ScreeningFact[]>();
  for (const entry of screening) {
    const own = entries.get(entry.party);
    if (own === undefined) entries.set(entry.party, [entry]);
    else own.push(entry);
  }
  known.set(screening, entries);
  return entries;
}

/** Acts by the consignment they belong to; those without one by each item they name. */
function actsByOwner({ focus, lineage }: RuleContext<Parameters>): Map<string, Act[]> {
  const owners = new Map<string, Act[]>();
  for (const key of focus.consignments) {
    owners.set(key, [...(lineage.consignments.get(key)?.acts ?? [])]);
  }
  for (const id of focus.items) {
    const steps = lineage.items.get(id)?.steps ?? [];
    const acts = steps.map(({ act }) => act).filter(({ consignment }) => consignment === undefined);
    if (acts.length > 0) owners.set(id, [...new Set(acts)]);
  }
  return owners;
}

/** By party, owner or vessel: the acts it has a part in, in causal order. */
function involvements(
  acts: readonly Act[],
  holders: ReadonlyMap<Act, ReadonlySet<string>>,
  context: Pick<RuleContext<unknown>, 'lineage'>,
): Map<string, Act[]> {
  const involved = new Map<string, Act[]>();
  for (const act of acts) {
    for (const party of new Set([...named(act, context), ...(holders.get(act) ?? [])])) {
      const own = involved.get(party);
      if (own === undefined) involved.set(party, [act]);
      else own.push(act);
    }
  }
  return involved;
}

function named(act: Act, { lineage }: Pick<RuleContext<unknown>, 'lineage'>): string[] {
  const { actor, onBehalfOf, transport } = act.event;
  const consignment = lineage.consignments.get(act.consignment ?? '');
  const parties = [
    actor,
    onBehalfOf,
    isA(act, 'DISPATCH') ? act.event.to : undefined,
    consignment?.consignee,
    consignment?.endUser,
    transport?.meansId,
  ];
  return parties.filter((party) => party !== undefined);
}

/** Who held the goods when an act touched them. */
function holdersAt({ lineage }: Pick<RuleContext<unknown>, 'lineage'>): Map<Act, Set<string>> {
  const holders = new Map<Act, Set<string>>();
  for (const { steps } of lineage.items.values()) {
    for (const { act, before } of steps) {
      const holder = custodianOf(before.custody);
      if (holder === undefined) continue;
      const own = holders.get(act);
      if (own === undefined) holders.set(act, new Set([holder]));
      else own.add(holder);
    }
  }
  return holders;
}

function entriesOf(
  party: string,
  entries: ReadonlyMap<string, readonly ScreeningFact[]>,
  { parties }: Facts,
): ScreeningFact[] {
  const owner = parties.get(party)?.beneficialOwner;
  // Ships are written with and without separators: "IMO 9074729" is "IMO9074729".
  const ids = new Set([party, owner, normaliseMark(party)].filter((id) => id !== undefined));
  return [...ids].flatMap((id) => entries.get(id) ?? []);
}

const LATER_LISTED = 'LATER_LISTED';

function judged(
  subject: string,
  party: string,
  entry: ScreeningFact,
  acts: readonly Act[],
  context: RuleContext<Parameters>,
): Found[] {
  const ofCase = (act: Act) => context.parameters(caseOf(act, context.facts));
  // Who signed or was named has a part whatever else comes; who holds the goods depends on the records there are.
  const told = (act: Act, severity: Severity, anchor: string): Found => ({
    ...found(subject, party, entry, act, severity, anchor),
    ...(!named(act, context).includes(party) && { curableFor: ofCase(act).recordingHours }),
  });
  const during = acts.find(
    (act) =>
      isInForce(act.at, entry.listedOn, entry.delistedOn) &&
      !isTooUnlike(entry, ofCase(act).nameScore),
  );
  if (during !== undefined) {
    const severity = entry.match === 'strong' ? 'CRITICAL' : ofCase(during).nameOnlySeverity;
    return [told(during, severity, during.hash)];
  }
  const listed = startOf(entry.listedOn) ?? 0;
  const before = acts.findLast(({ at }) => at < listed);
  if (before === undefined) return [];
  const { laterListedSeverity, nameScore } = ofCase(before);
  if (laterListedSeverity === 'INFO') return [];
  if (isTooUnlike(entry, nameScore)) return [];
  return [told(before, laterListedSeverity, LATER_LISTED)];
}

function found(
  subject: string,
  party: string,
  { list, entry, listedOn, match, party: listed }: ScreeningFact,
  act: Act,
  severity: Severity,
  anchor: string,
): Found {
  const who = listed === party ? party : `${listed}, registered as owner of ${party},`;
  const how = match === 'strong' ? 'by identifier' : 'by name only';
  const when =
    anchor === LATER_LISTED
      ? `was listed after its last part in these goods, ${actText(act)}`
      : `has a part in ${actText(act)}, signed by ${accountOf(act)}`;
  return {
    subject,
    anchor,
    severity,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [],
    sentence: `${who} ${when}; entry ${entry} of ${list}, listed on ${listedOn}, matches ${how} (act of ${timeText(act.at)}).`,
    evidence: hashesOf(act),
  };
}
