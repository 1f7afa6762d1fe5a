import { findingKey, type Deadline, type Finding, type FindingIdentity } from './finding.js';
import type { Facts, Lineage, RecordedEvent } from './lineage.js';
import type { Act } from './replay/act.js';
import { replay } from './replay/replay.js';
import { RULES } from './rules/catalogue.js';
import { correctionAbuse } from './rules/correction-abuse.js';
import { focusOf, scopeOf, unnamedIn } from './judged-focus.js';
import { movedTo } from './moved-alerts.js';
import { Parameters, type RuleSet } from './rules/rule-set.js';
import type { JudgedFocus, Rule } from './rules/rule.js';
import { HOUR } from './rules/time-limits.js';
import { dayText } from './rules/wording.js';
import { SharedUses } from './uses/shared-uses.js';
import { NO_USES, type KnownUses } from './uses/use.js';
import { curesOf, mayClear, type Cure, type JudgeAt } from './withheld-cures.js';

/** Where in the log and when (epoch milliseconds) an alert was first opened. */
export interface Opening {
  readonly index: number;
  readonly at: number;
}

/** Which standing alerts a run was entitled to judge, and which of them it may cure when it no longer finds them. */
export interface Scope {
  /** What tells the matter of an alert that is not found any more, now that the consignment of its goods is known. */
  movedTo(alert: FindingIdentity): Finding | undefined;
  inScope(rule: string, subject: string): boolean;
  mayCure(alert: FindingIdentity, opened: Opening): boolean;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** At most one for each rule and subject, all later than `now`. */
  readonly deadlines: readonly Deadline[];
  readonly scope: Scope;
  /** Acts on goods of the focus alone that name no consignment, each in the one its goods travel in, if any. */
  readonly unnamed: readonly Act[];
}

/**
 * What the rules say of a lineage. Pure: the same lineage, facts, rule set and time give the same answer, in the same
 * order, whenever and wherever it is asked. A correction never cures silently: what stood when it was recorded and
 * would be gone by its words stays, and says so.
 *
 * @param now trusted time, epoch milliseconds
 * @throws ZodError when the rule set does not fit a rule
 */
export function judge(lineage: Lineage, facts: Facts, ruleSet: RuleSet, now: number): Judgement {
  const parameters = parametersOf(ruleSet);
  const { findings, deadlines, focus, acts } = judgeOnce(lineage, facts, parameters, now);
  const inScope = scopeOf(focus);
  const unnamed = unnamedIn(acts, focus);
  const consignmentOf = (act: string): string | undefined =>
    acts.find(({ hash }) => hash === act)?.consignment;
  const moved = (alert: FindingIdentity): Finding | undefined => {
    const rule = ruleOf(alert);
    return rule && movedTo(alert, rule, findings, unnamed, consignmentOf);
  };
  const judgeAt: JudgeAt = (events, at) =>
    judgeOnce({ ...lineage, events }, facts, parameters, at).findings;
  const cures = curesOf(lineage.events, findings, judgeAt, now);
  const withheld = cures.filter(({ finding }) => mayClear(finding));
  const abuse =
    cures.length === 0
      ? []
      : judgeOnce(lineage, facts, parameters, now, [correctionAbuse], cures).findings;
  return {
    findings: unique([...findings, ...withheld.map(asFinding), ...abuse]),
    deadlines,
    unnamed,
    scope: {
      inScope,
      movedTo: moved,
      mayCure(alert, opened) {
        const rule = ruleOf(alert);
        if (moved(alert) !== undefined) return true;
        if (rule === undefined || !inScope(alert.rule, alert.subject)) return false;
        if (!isTold(alert.anchor, lineage.events)) return false;
        if (rule.isOnFirstAct === true && findings.some((each) => isSameGap(each, alert)))
          return true;
        if (rule.autoClear || rule.isProvisional === undefined) return rule.autoClear;
        const known = lineage.events.filter(({ index }) => index < opened.index);
        const hours = curableHours(alert, known, (events) => {
          const asKnown = { ...lineage, events };
          return judgeOnce(asKnown, facts, parameters, opened.at, [rule]).findings;
        });
        return hours !== undefined && now <= opened.at + hours * HOUR;
      },
    },
  };
}

function ruleOf({ rule }: FindingIdentity): Rule | undefined {
  return RULES.find(({ code }) => code === rule);
}

/**
 * What explains a finding may be recorded between the reading of the lineage and the opening of the alert. The run that
 * opened the alert looks once more; who comes later finds that not a record but other facts or parameters explain it.
 */
const SETTLING_HOURS = 1;

const HASH = /^[0-9a-f]{64,}$/;

/** A closing that names no item comes with its consignment only: who has not read it cannot say that it is in order. */
function isTold(anchor: string, events: readonly RecordedEvent[]): boolean {
  return !HASH.test(anchor) || events.some(({ hash }) => hash === anchor);
}

/** Told of another act. What is told of no act is a note, and takes the place of no alert. */
function isSameGap(finding: FindingIdentity, alert: FindingIdentity): boolean {
  const isOfOne = finding.rule === alert.rule && finding.subject === alert.subject;
  return isOfOne && HASH.test(finding.anchor);
}

/** How long the alert may be cured, by what was known when it was opened; `undefined`: never. */
function curableHours(
  alert: FindingIdentity,
  known: readonly RecordedEvent[],
  judgeOf: (events: readonly RecordedEvent[]) => readonly Finding[],
): number | undefined {
  const key = findingKey(alert);
  const isIt = (finding: Finding) => findingKey(finding) === key;
  const found = judgeOf(known).find(isIt);
  if (found !== undefined) return found.curableFor;
  const uncorrected = known.filter(({ event }) => event.type !== 'CORRECT');
  // A correction that was just in time is a correction all the same.
  return judgeOf(uncorrected).some(isIt) ? undefined : SETTLING_HOURS;
}

interface OneJudgement extends Pick<Judgement, 'findings' | 'deadlines'> {
  readonly focus: JudgedFocus;
  readonly acts: readonly Act[];
}

function judgeOnce(
  lineage: Lineage,
  facts: Facts,
  parameters: Parameters,
  now: number,
  rules: readonly Rule[] = RULES,
  cures: readonly Cure[] = [],
): OneJudgement {
  const replayed = replay(lineage.events, facts);
  const focus = focusOf(lineage.focus, replayed, lineage.events);
  const shared = sharedOf(lineage.shared ?? NO_USES);
  const findings: Finding[] = [];
  const deadlines: Deadline[] = [];
  for (const rule of rules) {
    const answer = rule.evaluate({
      lineage: replayed,
      focus,
      facts,
      shared,
      cures,
      now,
      parameters: (circumstances) => parameters.of(rule, circumstances),
      parametersOf: (other, circumstances) => other.read(parameters.of(other, circumstances)),
    });
    for (const found of answer.findings) findings.push(completed(rule, found));
    for (const { subject, at } of answer.deadlines) {
      if (at > now) deadlines.push({ rule: rule.code, subject, at });
    }
  }
  return {
    findings: besideOthers(unique(findings), rules),
    deadlines: earliest(deadlines),
    focus,
    acts: replayed.acts,
  };
}

/** Each finding as its rule tells it in sight of the others. */
function besideOthers(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const beside = new Map(rules.map((rule) => [rule.code, rule.beside]));
  return findings.map((finding) => {
    const told = beside.get(finding.rule);
    if (told === undefined) return finding;
    return told(
      finding,
      findings.filter((other) => other !== finding),
    );
  });
}

/** Lineages that are judged together are told the same. */
const indexed = new WeakMap<KnownUses, SharedUses>();

function sharedOf(uses: KnownUses): SharedUses {
  const known = indexed.get(uses);
  if (known !== undefined) return known;
  const shared = new SharedUses(uses);
  indexed.set(uses, shared);
  return shared;
}

function asFinding({ finding, correction }: Cure): Finding {
  const note = ` Correction recorded on ${dayText(correction.recordedAt)} would cure this; it waits for an inspector.`;
  const { sentence, evidence } = finding;
  return {
    ...finding,
    sentence: shortened(sentence, MAX_SENTENCE - note.length) + note,
    evidence: [...evidence.slice(0, MAX_LISTED - 1), correction.hash],
  };
}

/** A rule set is parsed once, not for every judgement. */
const parsed = new WeakMap<RuleSet, Parameters>();

function parametersOf(ruleSet: RuleSet): Parameters {
  const known = parsed.get(ruleSet);
  if (known !== undefined) return known;
  const parameters = new Parameters(ruleSet);
  parsed.set(ruleSet, parameters);
  return parameters;
}

const MAX_SENTENCE = 500;
const MAX_LISTED = 1000;

function completed(rule: Rule, found: Omit<Finding, 'rule' | 'autoClear'>): Finding {
  const { sentence, evidence, items } = found;
  return {
    ...found,
    rule: rule.code,
    autoClear: rule.autoClear,
    sentence: shortened(sentence, MAX_SENTENCE),
    evidence: evidence.slice(0, MAX_LISTED),
    ...(items !== undefined && { items: items.slice(0, MAX_LISTED) }),
  };
}

function shortened(sentence: string, limit: number): string {
  return sentence.length <= limit ? sentence : `${sentence.slice(0, limit - 1)}…`;
}

/** One finding for each rule, subject and anchor: the first, in the order of the catalogue. */
function unique(findings: readonly Finding[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const key = findingKey(finding);
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  return [...byKey.values()];
}

function earliest(deadlines: readonly Deadline[]): Deadline[] {
  const byKey = new Map<string, Deadline>();
  for (const deadline of deadlines) {
    const key = JSON.stringify([deadline.rule, deadline.subject]);
    const known = byKey.get(key);
    if (known === undefined || deadline.at < known.at) byKey.set(key, deadline);
  }
  return [...byKey.values()];
}
