import { RULES } from './catalogue.js';
import type { Circumstances, RawParameters, Rule, RuleParameters } from './rule.js';

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

/** What is wrong with a rule set; empty when every known rule can read its parameters in every case. */
export function problemsOf(ruleSet: RuleSet): string[] {
  const parameters = new Parameters(ruleSet);
  const problems: string[] = [];
  for (const rule of RULES) {
    const raw = ruleSet.parameters[rule.code];
    // A rule set may also know rules that a later version brings.
    if (raw === undefined) continue;
    for (const { when } of [{ when: NO_PARAMETERS }, ...entryOf(raw).overrides]) {
      const result = rule.parameters.safeParse(parameters.of(rule, when));
      if (!result.success) problems.push(`${rule.code}: ${result.error.message}`);
    }
  }
  return problems;
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
