import { problemsOf } from '../custody/rules/rule-set.js';
import type { AdmittedStatement } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';
import { registrationOf } from './judge-delegation.js';

/** As many as a payload's other issues. */
const MAX_PROBLEMS = 20;

/** A rule set that a rule cannot read would end all judging, so it never enters the log. */
export function judgeRuleSet(statement: AdmittedStatement): Refusal | undefined {
  if (statement.facts.kind !== 'registration') return undefined;
  if (statement.facts.registers !== 'rule-set') return undefined;
  const registration = registrationOf(statement);
  if (registration.kind !== 'rule-set') return undefined;
  const errors = problemsOf(registration.ruleSet)
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
