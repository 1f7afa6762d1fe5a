import { problemsOf, type RuleSet, unreadIn } from '../custody/rules/rule-set.js';
import type { AdmittedStatement } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';
import { registrationIn } from './registered.js';

/** As many as a payload's other issues. */
const MAX_PROBLEMS = 20;

/** A rule set that a rule cannot read would end all judging, so it never enters the log. */
export function judgeRuleSet(statement: AdmittedStatement): Refusal | undefined {
  const ruleSet = ruleSetOf(statement);
  if (ruleSet === undefined) return undefined;
  const errors = problemsOf(ruleSet)
    .slice(0, MAX_PROBLEMS)
    .map(({ pointer, detail }) => ({ pointer: `/ruleSet${pointer}`, detail: `ruleSet.${detail}` }));
  const [first] = errors;
  if (first === undefined) return undefined;
  return {
    status: 400,
    code: 'schema',
    detail: `The rule set does not fit the rules: ${first.detail}.`,
    errors,
  };
}

/** JSON pointers to what no rule of this version reads: mistyped, or meant for a later one. */
export function unreadOf(statement: AdmittedStatement): string[] {
  const ruleSet = ruleSetOf(statement);
  if (ruleSet === undefined) return [];
  return unreadIn(ruleSet)
    .slice(0, MAX_PROBLEMS)
    .map(({ pointer }) => `/ruleSet${pointer}`);
}

function ruleSetOf(statement: AdmittedStatement): RuleSet | undefined {
  if (statement.facts.kind !== 'registration') return undefined;
  if (statement.facts.registers !== 'rule-set') return undefined;
  const registration = registrationIn(statement.stored);
  return registration.kind === 'rule-set' ? registration.ruleSet : undefined;
}
