import { RULES } from './catalogue.js';
import type { Circumstances, Rule, RuleParameters } from './rule.js';

/** Parameters of the rules, as registered: by rule code, and below that overridden for special cases. */
export interface RuleSet {
  readonly version: string;
  /** RFC 3339 date. */
  readonly effectiveFrom: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Where a rule's parameters carry `overrides`, each holds for the case that matches all its conditions; the more
 * conditions, the stronger, and among equals the later.
 */
interface Override {
  readonly when: Circumstances;
  readonly set: Readonly<Record<string, unknown>>;
}

/** Parameters by rule and case, parsed once. */
export class Parameters implements RuleParameters {
  private readonly parsed = new Map<string, unknown>();

  constructor(private readonly ruleSet: RuleSet) {}

  /** @throws ZodError when the rule set does not fit the rule. */
  of(rule: Rule, circumstances: Circumstances = {}): unknown {
    const raw = this.ruleSet.parameters[rule.code];
    const { overrides, ...base } = isRecord(raw) ? raw : NO_PARAMETERS;
    const applying = applicable(overrides, circumstances);
    const cacheKey = [rule.code, ...applying.map(({ at }) => at)].join();
    const known = this.parsed.get(cacheKey);
    if (known !== undefined) return known;
    const merged = Object.assign({}, base, ...applying.map(({ override }) => override.set));
    const parameters = rule.parameters.parse(merged);
    this.parsed.set(cacheKey, parameters);
    return parameters;
  }
}

const NO_PARAMETERS: Readonly<Record<string, unknown>> = {};

function applicable(
  overrides: unknown,
  circumstances: Circumstances,
): { readonly at: number; readonly override: Override }[] {
  if (!Array.isArray(overrides)) return [];
  return overrides
    .map((override, at) => ({ at, override: override as Override }))
    .filter(({ override }) => isRecord(override) && matches(override.when, circumstances))
    .toSorted((a, b) => weight(a.override) - weight(b.override) || a.at - b.at);
}

function matches(when: unknown, circumstances: Circumstances): boolean {
  if (!isRecord(when)) return false;
  const facts: Readonly<Record<string, unknown>> = { ...circumstances };
  return Object.entries(when).every(([name, value]) => facts[name] === value);
}

function weight({ when }: Override): number {
  return Object.keys(when).length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a rule set; empty when every known rule can read its parameters. */
export function problemsOf(ruleSet: RuleSet): string[] {
  const problems: string[] = [];
  for (const code of Object.keys(ruleSet.parameters)) {
    const rule = RULES.find((each) => each.code === code);
    // A rule set may know rules that a later version brings.
    if (rule === undefined) continue;
    const raw = ruleSet.parameters[code];
    const overrides = isRecord(raw) && Array.isArray(raw['overrides']) ? raw['overrides'] : [];
    const cases = [{}, ...overrides.map((each) => (isRecord(each) ? each['when'] : undefined))];
    for (const circumstances of cases) {
      try {
        new Parameters(ruleSet).of(rule, isRecord(circumstances) ? circumstances : {});
      } catch (error) {
        problems.push(`${code}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return problems;
}
