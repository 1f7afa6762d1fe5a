import type { z } from 'zod';
import { RULES } from './catalogue.js';
import {
  CONDITIONS,
  type Circumstances,
  type RawParameters,
  type Rule,
  type RuleParameters,
} from './rule.js';

/** Parameters of the rules, as registered: by rule code, and below that overridden for special cases. */
export interface RuleSet {
  readonly version: string;
  /** RFC 3339 date. */
  readonly effectiveFrom: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Where a rule's parameters carry `overrides: [{when, set}]`, each holds for the case that matches all its conditions;
 * the more conditions, the stronger, and among equals the later.
 */
interface Override {
  readonly when: RawParameters;
  readonly set: RawParameters;
}

interface RuleEntry {
  readonly base: RawParameters;
  readonly overrides: readonly Override[];
}

/** Parameters by rule and case, put together once. */
export class Parameters implements RuleParameters {
  private readonly entries = new Map<string, RuleEntry>();
  private readonly cases = new Map<string, RawParameters>();

  constructor(ruleSet: RuleSet) {
    for (const [code, raw] of Object.entries(ruleSet.parameters)) {
      this.entries.set(code, entryOf(raw));
    }
  }

  of({ code }: Rule, circumstances: Circumstances = {}): RawParameters {
    const entry = this.entries.get(code);
    if (entry === undefined) return NO_PARAMETERS;
    if (entry.overrides.length === 0) return entry.base;
    const facts: RawParameters = { ...circumstances };
    const applying = entry.overrides
      .map((override, at) => ({ ...override, at }))
      .filter(({ when }) => Object.entries(when).every(([name, value]) => facts[name] === value))
      .toSorted((a, b) => weight(a) - weight(b) || a.at - b.at);
    const cacheKey = [code, ...applying.map(({ at }) => at)].join();
    const known = this.cases.get(cacheKey);
    if (known !== undefined) return known;
    const merged: RawParameters = Object.assign({}, entry.base, ...applying.map(({ set }) => set));
    this.cases.set(cacheKey, merged);
    return merged;
  }
}

/** One thing that a rule cannot read. */
export interface RuleSetProblem {
  /** JSON pointer (RFC 6901) into the rule set. */
  readonly pointer: string;
  /** Names the member and says how to mend it. */
  readonly detail: string;
}

/**
 * What is wrong with a rule set; empty when every known rule can read its parameters in every case. Rules it does not
 * know are no problem: a later version may bring them.
 */
export function problemsOf(ruleSet: RuleSet): RuleSetProblem[] {
  return RULES.flatMap((rule) => {
    const raw = ruleSet.parameters[rule.code];
    return raw === undefined ? [] : problemsOfRule(rule, raw);
  });
}

function problemsOfRule(rule: Rule, raw: unknown): RuleSetProblem[] {
  const path = ['parameters', rule.code];
  if (!isRecord(raw)) return [problem(path, 'must be an object of parameters, by name')];
  const { overrides = [], ...base } = raw;
  if (!Array.isArray(overrides)) {
    return [problem([...path, 'overrides'], 'must be a list of {when, set}')];
  }
  const problems = unreadable(rule, base, path);
  const each: readonly unknown[] = overrides;
  for (const [at, override] of each.entries()) {
    const own = [...path, 'overrides', String(at)];
    const [read] = overrideOf(override);
    if (read === undefined) problems.push(problem(own, 'must be {when, set}, both objects'));
    else problems.push(...unreadable(rule, read.set, [...own, 'set']));
  }
  return problems;
}

/**
 * What a rule set says to no rule: codes, parameters and conditions that this version does not know. Never refused,
 * because a later version may bring them and old logs hold them; but whoever mistyped a name should hear of it.
 */
export function unreadIn(ruleSet: RuleSet): RuleSetProblem[] {
  const rules = new Map(RULES.map((rule) => [rule.code, rule]));
  return Object.entries(ruleSet.parameters).flatMap(([code, raw]) => {
    const path = ['parameters', code];
    const rule = rules.get(code);
    if (rule === undefined)
      return [problem(path, 'is read by no rule: there is none of this code')];
    const { base, overrides } = entryOf(raw);
    return [
      ...strangersIn(rule, base, path),
      ...overrides.flatMap(({ when, set }, at) => {
        const own = [...path, 'overrides', String(at)];
        return [...strangeCases(rule, when, own), ...strangersIn(rule, set, [...own, 'set'])];
      }),
    ];
  });
}

/** Every parameter of a rule has a reason. */
function strangersIn(
  { code, reasons }: Rule,
  raw: RawParameters,
  path: readonly string[],
): RuleSetProblem[] {
  const strangers = Object.keys(raw).filter((name) => !Object.hasOwn(reasons, name));
  return strangers.map((name) => problem([...path, name], `is no parameter of ${code}`));
}

/** Conditions that hold for no case, or for none of those that the rule tells apart. */
function strangeCases(
  { code, cases = CONDITIONS }: Rule,
  when: RawParameters,
  path: readonly string[],
): RuleSetProblem[] {
  const known: readonly string[] = cases;
  const strangers = Object.keys(when).filter((name) => !known.includes(name));
  return strangers.map((name) =>
    problem(
      [...path, 'when', name],
      known.length === 0
        ? `holds for no case: ${code} has the same parameters for all`
        : `holds for no case: those of ${code} are told by ${known.join(', ')}`,
    ),
  );
}

/** Every parameter is read by itself, so that what is right alone is right in every mixture of overrides. */
function unreadable(rule: Rule, raw: RawParameters, path: readonly string[]): RuleSetProblem[] {
  const issues = rule.parameters.safeParse(raw).error?.issues ?? [];
  return issues.map((issue) => problem([...path, ...issue.path.map(String)], mendOf(issue)));
}

function mendOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'too_small') return `must be ${issue.minimum} or more`;
  if (issue.code === 'too_big') return `must be ${issue.maximum} or less`;
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}`;
  return `does not fit: ${issue.message}`;
}

function problem(path: readonly string[], mend: string): RuleSetProblem {
  const steps = path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return { pointer: steps.join(''), detail: `${path.join('.')} ${mend}` };
}

const NO_PARAMETERS: RawParameters = {};

function entryOf(raw: unknown): RuleEntry {
  if (!isRecord(raw)) return { base: NO_PARAMETERS, overrides: [] };
  const { overrides, ...base } = raw;
  if (!Array.isArray(overrides)) return { base, overrides: [] };
  const each: readonly unknown[] = overrides;
  return { base, overrides: each.flatMap(overrideOf) };
}

function overrideOf(raw: unknown): Override[] {
  if (!isRecord(raw)) return [];
  const { when, set } = raw;
  return isRecord(when) && isRecord(set) ? [{ when, set }] : [];
}

function weight({ when }: Override): number {
  return Object.keys(when).length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
